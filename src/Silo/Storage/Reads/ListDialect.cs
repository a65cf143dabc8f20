namespace Scheduling.Silo.Storage.Reads;

/// <summary>Where a database's SQL differs from the other's in what lists say.</summary>
internal abstract class ListDialect
{
    /// <summary>The parameter with this number.</summary>
    public abstract string Value(int parameter);

    /// <summary>A column is one of the integers of a parameter.</summary>
    public abstract string IsAnyNumber(string column, int parameter);

    /// <summary>A column is one of the ids of a parameter.</summary>
    public abstract string IsAnyId(string column, int parameter);

    /// <summary>The full name of the table <c>person</c> contains the text of a parameter.</summary>
    public abstract string NameContains(int parameter);

    /// <summary>What people are sorted by, of the table <c>person</c>.</summary>
    public abstract string SortName { get; }
}
