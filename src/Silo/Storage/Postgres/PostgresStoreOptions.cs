using Npgsql;

namespace Scheduling.Silo.Storage.Postgres;

internal sealed class PostgresStoreOptions
{
    /// <summary>
    /// Where the database is and who logs in, in Npgsql's words; TLS is said here too. Pool sizes, time limits and
    /// session settings in it are overruled by the options below. Required.
    /// </summary>
    public string ConnectionString { get; set; } = "";

    /// <summary>What an operator sees in <c>pg_stat_activity</c>. Default "scheduling"; 1 to 63 characters.</summary>
    public string ApplicationName { get; set; } = "scheduling";

    public CommitQueueOptions Queue { get; } = new() { GatherTime = TimeSpan.FromMilliseconds(5) };

    /// <summary>
    /// Most connections that read for bookings. Default 6; 1 to 50. A silo has two more: one commits, one imports.
    /// </summary>
    public int LoadConnections { get; set; } = 6;

    /// <summary>
    /// Most connections on which lists of appointments and searches read, and as many for lists of blocks. Default 2;
    /// 1 to 50.
    /// </summary>
    public int ReadConnections { get; set; } = 2;

    /// <summary>Most loads of a kind that wait; further ones fail at once. Default 20,000; 1 to 1,000,000.</summary>
    public int WaitingLoads { get; set; } = 20_000;

    /// <summary>Most loads of a kind in one statement. Default 200; 1 to 10,000.</summary>
    public int LoadsAtOnce { get; set; } = 200;

    /// <summary>
    /// The least from the start of one statement to the start of the next of its kind, where many loads come and few of
    /// them wait. Default 2 ms; 0 to 1 s, in whole milliseconds.
    /// </summary>
    public TimeSpan LoadGatherTime { get; set; } = TimeSpan.FromMilliseconds(2);

    /// <summary>How long to wait for a connection. Default 2 s; 1 to 60 s, in whole seconds.</summary>
    public TimeSpan ConnectTimeLimit { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>
    /// How long the database works on a statement before it gives up. Default 2 s; 50 ms to 60 s; less than the queue's
    /// time limit, so that its callers hear that nothing was done, and not that nobody knows.
    /// </summary>
    public TimeSpan StatementTimeLimit { get; set; } = TimeSpan.FromSeconds(2);

    /// <exception cref="ArgumentException">A value is missing or outside its range.</exception>
    public void Validate()
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(ConnectionString);
        // Throws where it names a keyword that Npgsql does not know.
        _ = new NpgsqlConnectionStringBuilder(ConnectionString);
        OptionRange.Check(nameof(ApplicationName), ApplicationName.Length, 1, 63);
        Queue.Validate();
        OptionRange.Check(nameof(LoadConnections), LoadConnections, 1, 50);
        OptionRange.Check(nameof(ReadConnections), ReadConnections, 1, 50);
        OptionRange.Check(nameof(WaitingLoads), WaitingLoads, 1, 1_000_000);
        OptionRange.Check(nameof(LoadsAtOnce), LoadsAtOnce, 1, 10_000);
        OptionRange.Check(nameof(LoadGatherTime), LoadGatherTime, TimeSpan.Zero, TimeSpan.FromSeconds(1));
        OptionRange.Check(
            nameof(ConnectTimeLimit), ConnectTimeLimit, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(60));
        OptionRange.Check(
            nameof(StatementTimeLimit), StatementTimeLimit, TimeSpan.FromMilliseconds(50), TimeSpan.FromSeconds(60));
    }
}
