using System.Globalization;
using Npgsql;

namespace Scheduling.Comparison;

/// <summary>A PostgreSQL of this program's own, durable as in production.</summary>
internal sealed class PostgresServer : IAsyncDisposable
{
    private static readonly string Script = Path.Combine(Tool.Repository, "tests", "postgres.sh");

    private static readonly string[] Told =
    [
        "server_version", "fsync", "synchronous_commit", "full_page_writes", "shared_buffers", "wal_compression",
        "max_wal_size", "checkpoint_timeout", "autovacuum", "random_page_cost",
    ];

    private readonly string folder;
    private readonly string address;

    private PostgresServer(string folder, string connection)
    {
        this.folder = folder;
        address = connection;
    }

    /// <summary>The process that has one for each connection.</summary>
    public int Process => int.Parse(
        File.ReadLines(Path.Combine(folder, "data", "postmaster.pid")).First(), CultureInfo.InvariantCulture);

    /// <param name="folder">Does not exist; is removed again at the end.</param>
    /// <param name="stop">Gives it up.</param>
    public static async Task<PostgresServer> Start(string folder, CancellationToken stop) =>
        new(folder, (await Tool.Run(Script, ["start", folder], stop)).Trim());

    /// <summary>A database of its connection string, for whoever connects.</summary>
    public string Database(string name) => Connection(name, isPooled: true);

    /// <summary>A copy of another one, to which nobody may be connected, on disk when this returns.</summary>
    public async Task Copy(string template, string name)
    {
        await Execute("postgres", $"create database {name} template {template} strategy file_copy");
        await Checkpoint();
    }

    public Task Create(string name) => Execute("postgres", $"create database {name}");

    public Task Drop(string name) => Execute("postgres", $"drop database if exists {name} with (force)");

    /// <summary>So that none of the next run's time goes to writing what the last one left.</summary>
    public Task Checkpoint() => Execute("postgres", "checkpoint");

    /// <summary>Bytes of write-ahead log since the server was made.</summary>
    public async Task<decimal> WrittenAhead()
    {
        await using var connection = new NpgsqlConnection(Connection("postgres"));
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand("select pg_wal_lsn_diff(pg_current_wal_lsn(), '0/0')", connection);
        return (decimal)(await command.ExecuteScalarAsync())!;
    }

    public async Task Execute(string database, string sql)
    {
        await using var connection = new NpgsqlConnection(Connection(database));
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>Settings that decide what a commit costs.</summary>
    /// <exception cref="ToolFailedException">Commits are not durable.</exception>
    public async Task<IReadOnlyDictionary<string, string>> Settings()
    {
        await using var connection = new NpgsqlConnection(Connection("postgres"));
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(
            "select name, current_setting(name) from pg_settings where name = any($1)", connection);
        command.Parameters.Add(new NpgsqlParameter { Value = Told });
        await using var rows = await command.ExecuteReaderAsync();
        var settings = new Dictionary<string, string>();
        while (await rows.ReadAsync())
        {
            settings[rows.GetString(0)] = rows.GetString(1);
        }

        return settings is { } all && all["fsync"] == "on" && all["synchronous_commit"] == "on"
            ? all
            : throw new ToolFailedException("fsync or synchronous_commit is off: what is not durable is not compared.");
    }

    public async ValueTask DisposeAsync() => await Tool.Run(Script, ["stop", folder], CancellationToken.None);

    private string Connection(string database, bool isPooled = false) =>
        new NpgsqlConnectionStringBuilder(address) { Database = database, Pooling = isPooled }.ConnectionString;
}
