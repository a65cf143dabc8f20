using System.Globalization;
using Npgsql;

namespace Scheduling.Silo.Storage.Postgres;

/// <summary>The silo's few connections, by what they are for: commits never wait behind loads or an import,
/// and loads of bookings never behind a list.</summary>
internal sealed class PostgresConnections : IAsyncDisposable
{
    // Each statement is planned once per connection, perhaps while its tables are still empty. All of them find rows by
    // keys or by the indexes made for them; a plan that reads a whole table is never wanted, however small it looks.
    // To a server that has counted an empty table all indexes that begin with the hospital are as good: so a statement
    // gives the last column of the one that it means as a range, of one value perhaps, and asks for its order, which no
    // other index has; and what has to be sorted counts as dear, however few rows it is believed to be. Costs mean
    // nothing then, so that nothing may be compiled for being dear.
    public const string PlansByKey =
        " -c plan_cache_mode=force_generic_plan -c enable_seqscan=off -c enable_hashjoin=off -c enable_mergejoin=off"
        + " -c enable_sort=off -c enable_incremental_sort=off -c jit=off";

    /// <summary>Planned for what is given, which may be one person or five hundred.</summary>
    public const string PlansOfImports = " -c enable_seqscan=off";

    public PostgresConnections(PostgresStoreOptions options)
    {
        Commits = Pool(options, 1, options.StatementTimeLimit, PlansByKey);
        Loads = Pool(options, options.LoadConnections, options.StatementTimeLimit, PlansByKey);
        BlockLists = Pool(options, options.ReadConnections, options.StatementTimeLimit, PlansByKey);
        Imports = Pool(options, 1, options.Queue.ImportTimeLimit, PlansOfImports);
    }

    /// <summary>One connection: the commit queue sends one group after the other.</summary>
    public NpgsqlDataSource Commits { get; }

    public NpgsqlDataSource Loads { get; }

    public NpgsqlDataSource BlockLists { get; }

    public NpgsqlDataSource Imports { get; }

    public async ValueTask DisposeAsync()
    {
        await Commits.DisposeAsync();
        await Loads.DisposeAsync();
        await BlockLists.DisposeAsync();
        await Imports.DisposeAsync();
    }

    /// <summary>Connections for one purpose, at most so many, made when they are needed.</summary>
    public static NpgsqlDataSource Pool(
        PostgresStoreOptions options, int most, TimeSpan statementTimeLimit, string planning, int mostPrepared = 0)
    {
        var limit = statementTimeLimit.TotalMilliseconds.ToString("0", CultureInfo.InvariantCulture);
        var settings = new NpgsqlConnectionStringBuilder(options.ConnectionString)
        {
            ApplicationName = options.ApplicationName,
            Pooling = true,
            MinPoolSize = 0,
            MaxPoolSize = most,
            Timeout = (int)options.ConnectTimeLimit.TotalSeconds,
            // The database gives up first and says so. Where not even that arrives the connection is lost: no
            // cancellation is sent after it, which could hit a statement that has committed.
            CommandTimeout = (int)Math.Ceiling(statementTimeLimit.TotalSeconds) + 1,
            CancellationTimeout = -1,
            // Sessions change no settings, so there is nothing to reset and no message is spent on it.
            NoResetOnClose = true,
            MaxAutoPrepare = mostPrepared,
            AutoPrepareMinUsages = 2,
            // A group of a few hundred rows leaves in few writes.
            WriteBufferSize = 64 * 1024,
            // The last two settings let go of what a vanished client has left half-sent, locks included.
            Options = $"-c statement_timeout={limit} -c idle_in_transaction_session_timeout=5000"
                + " -c tcp_keepalives_idle=5 -c tcp_keepalives_interval=2 -c tcp_keepalives_count=3" + planning,
        };
        return NpgsqlDataSource.Create(settings);
    }
}
