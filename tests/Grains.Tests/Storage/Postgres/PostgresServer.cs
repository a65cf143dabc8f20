using System.Diagnostics;
using Npgsql;
using Scheduling.Silo.Storage.Postgres;

namespace Scheduling.Grains.Tests.Storage.Postgres;

/// <summary>
/// A real server. All tests share one, that of <c>SCHEDULING_TEST_POSTGRES</c> or, where it is not set, one that is
/// started here and stopped with the process. A test that kills its server starts its own.
/// </summary>
internal sealed class PostgresServer : IDisposable
{
    private static readonly Lazy<string> SharedServer = new(StartShared);
    private static readonly Lazy<string> SharedMigrated = new(() => NewMigratedDatabase(SharedServer.Value));
    private static int databases;

    private readonly string directory;

    private PostgresServer(string? directory)
    {
        this.directory = directory ?? Directory.CreateTempSubdirectory("schedule-postgres-").FullName;
        ConnectionString = Script("start", this.directory);
    }

    public string ConnectionString { get; }

    /// <summary>Where the repository is: scripts and pages are tried as they lie in it.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>A database with the schema, for tests that change rows only, each its own.</summary>
    public static string SharedDatabase => SharedMigrated.Value;

    /// <summary>A server of the test's own; it removes its directory when it is disposed of.</summary>
    public static PostgresServer Start(string? directory = null) => new(directory);

    /// <summary>A database with the schema, for a test that changes more than rows.</summary>
    public static string NewMigratedDatabase(string? server = null)
    {
        var database = NewDatabase(server);
        PostgresSchema.Migrate(database);
        return database;
    }

    public static string NewDatabase(string? server = null)
    {
        server ??= SharedServer.Value;
        var name = $"schedule_{Environment.ProcessId}_{Interlocked.Increment(ref databases)}";
        Run(server, $"create database {name} template template0 encoding 'UTF8'");
        return new NpgsqlConnectionStringBuilder(server) { Database = name }.ConnectionString;
    }

    public static NpgsqlConnection Connect(string database)
    {
        var settings = new NpgsqlConnectionStringBuilder(database) { Pooling = false };
        var connection = new NpgsqlConnection(settings.ConnectionString);
        connection.Open();
        return connection;
    }

    public static void Run(string database, string sql)
    {
        using var connection = Connect(database);
        Run(connection, sql);
    }

    public static void Run(NpgsqlConnection connection, string sql)
    {
        using var command = new NpgsqlCommand(sql, connection);
        command.ExecuteNonQuery();
    }

    public static T Scalar<T>(string database, string sql)
    {
        using var connection = Connect(database);
        using var command = new NpgsqlCommand(sql, connection);
        return (T)command.ExecuteScalar()!;
    }

    /// <summary>The server's own, with its settings; only of a server of the test's own.</summary>
    public string DataDirectory => Path.Combine(directory, "data");

    /// <summary>Kills it as a crash would, and starts it again on the same port.</summary>
    public void Restart() => Script("restart", directory);

    public void Dispose() => Script("stop", directory);

    private static string StartShared()
    {
        if (Environment.GetEnvironmentVariable("SCHEDULING_TEST_POSTGRES") is { Length: > 0 } given)
        {
            return given;
        }

        var server = Start();
        AppDomain.CurrentDomain.ProcessExit += (_, _) => server.Dispose();
        return server.ConnectionString;
    }

    private static string Script(string action, string directory)
    {
        var start = new ProcessStartInfo(Path.Combine(Root, "tests", "postgres.sh"), [action, directory])
        {
            RedirectStandardOutput = true,
        };
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEnd().Trim();
        process.WaitForExit();
        return process.ExitCode == 0
            ? output
            : throw new InvalidOperationException($"tests/postgres.sh {action} failed; its errors are above.");
    }

    private static string FindRoot()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Orleans.sln")))
        {
            folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("There is no Orleans.sln.");
        }

        return folder;
    }
}
