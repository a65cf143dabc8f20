using Scheduling.Silo.Storage.Sqlite.Imports;

namespace Scheduling.Silo.Storage.Sqlite;

/// <summary>What the writer's connection is used for; all statements live and end with it.</summary>
internal sealed class WriterStatements
{
    private readonly SqliteStatement ping;

    private WriterStatements(SqliteSession session)
    {
        Session = session;
        var calendars = new Calendars(session);
        BlockCommits = new BlockCommits(session, calendars);
        Redefinitions = new Redefinitions(session, calendars);
        Openings = new Openings(session, calendars);
        Imports = new ImportBatches(session, calendars);
        ping = session.Prepare("update last_ping set pinged_at = ?1 where id = 1");
    }

    public SqliteSession Session { get; }

    public BlockCommits BlockCommits { get; }

    public Redefinitions Redefinitions { get; }

    public Openings Openings { get; }

    public ImportBatches Imports { get; }

    public static WriterStatements Open(SqliteStoreOptions options) =>
        SqliteSession.ForWriting(options).Use(session => new WriterStatements(session));

    /// <summary>Writes: a disk that takes nothing more answers reads all the same.</summary>
    public void Ping(DateTimeOffset now) => ping.Bind(now).Execute();
}
