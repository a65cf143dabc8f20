namespace Scheduling.SqlBaseline;

/// <summary>What a rival sends to the database, each in one round trip. All take the same parameters.</summary>
/// <param name="Book">Inserts an appointment, or says why not.</param>
/// <param name="Move">Gives one another time, block or form, or says why not.</param>
internal sealed record SqlStatements(string Book, string Move)
{
    public static SqlStatements Of(Rival rival) => rival switch
    {
        Rival.RowLock => new SqlStatements(
            RivalDatabase.Script("place-by-row-lock.sql"), RivalDatabase.Script("place-by-row-lock.sql")),
        Rival.Constraint => new SqlStatements(
            RivalDatabase.Script("book-by-constraint.sql"), RivalDatabase.Script("move-by-constraint.sql")),
        Rival.Stock or Rival.Floor => throw new ArgumentException($"{rival} has none.", nameof(rival)),
    };
}
