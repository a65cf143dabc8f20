using Scheduling.Silo.Storage.Reads;

namespace Scheduling.Silo.Storage.Postgres.Reads;

/// <summary>Lists are arrays. What a name is searched by has its wildcards escaped already.</summary>
internal sealed class PostgresListDialect : ListDialect
{
    public static readonly PostgresListDialect Instance = new();

    public override string Value(int parameter) => $"${parameter}";

    public override string IsAnyNumber(string column, int parameter) => $"{column} = any(${parameter})";

    public override string IsAnyId(string column, int parameter) => $"{column} = any(${parameter})";

    public override string NameContains(int parameter) =>
        $"person.full_name like '%' || folded(${parameter}) || '%'";

    public override string SortName => "person.sort_name";
}
