using Npgsql;
using Scheduling.BookingRush;

namespace Scheduling.Faults.Topology;

/// <summary>
/// PostgreSQL of the program's own, on a disk so small that it can be filled: a tmpfs, where one may be mounted.
/// </summary>
internal sealed class Database : IAsyncDisposable
{
    private const int DiskMegabytes = 1024;
    private const int BallastPage = 64 * 1024;
    private const string NextSegment =
        "select pg_switch_wal(); update last_ping set pinged_at = now(); checkpoint";

    private static readonly TimeSpan LongestStart = TimeSpan.FromSeconds(90);
    private static readonly TimeSpan BetweenTries = TimeSpan.FromMilliseconds(300);

    private readonly string root = Directory.CreateTempSubdirectory("faults-disk-").FullName;
    private readonly string script = Path.Combine(Repository.Root, "tests", "postgres.sh");

    /// <summary>One fault at a time does something to the server.</summary>
    public SemaphoreSlim Turn { get; } = new(1);

    /// <summary>Whether its disk can be filled.</summary>
    public bool HasOwnDisk { get; private set; }

    /// <summary>Where it is, without a relay.</summary>
    public NpgsqlConnectionStringBuilder Address { get; private set; } = [];

    private string Server => Path.Combine(root, "server");

    private string Ballast => Path.Combine(root, "ballast");

    public async Task Start(string folder)
    {
        await Shell.Run("chmod", "755", root);
        HasOwnDisk = (await Shell.Run("mount", "-t", "tmpfs", "-o", $"size={DiskMegabytes}m,mode=755", "tmpfs", root))
            .Code == 0;
        var (code, address) = await Shell.Run(script, "start", Server);
        Address = new NpgsqlConnectionStringBuilder(code == 0 ? address : throw new InvalidOperationException(address))
        {
            SslMode = SslMode.Disable,
            GssEncryptionMode = GssEncryptionMode.Disable,
        };
        await using var migrate = await ProgramProcess.RunToTheEnd(
            "Silo", folder, "migrate", "--Cluster:Database", Address.ConnectionString);
        if (await migrate.End() != 0)
        {
            throw new InvalidOperationException(migrate.Error);
        }
    }

    /// <summary>As a loss of power would, but for the disk.</summary>
    public Task Kill() => Shell.Run(script, "kill", Server);

    /// <summary>Completes when it takes connections, however it has ended before.</summary>
    public async Task Run()
    {
        var time = TimeProvider.System;
        for (var began = time.GetTimestamp(); !await Answers();)
        {
            if (time.GetElapsedTime(began) > LongestStart)
            {
                throw new TimeoutException($"PostgreSQL does not start; its log is in {Server}/data.");
            }

            await Shell.Run(script, "run", Server);
            await Task.Delay(BetweenTries, time);
        }
    }

    /// <summary>
    /// No file of it grows any more; where its log is meant, too, not even what was made ahead is left.
    /// </summary>
    public async Task Fill(bool underLog)
    {
        await Try(NextSegment);
        await using (var ballast = new FileStream(Ballast, FileMode.Append, FileAccess.Write, FileShare.None, 0))
        {
            FillUp(ballast);
        }

        for (var segment = 0; underLog && segment < 20 && await Try(NextSegment); segment++)
        {
        }
    }

    public void Free() => File.Delete(Ballast);

    /// <returns>
    /// The status of a silo's present life in the membership: 3 is active, 6 is dead; nothing while nobody can ask.
    /// </returns>
    public async Task<int?> StatusOf(string address, int port)
    {
        object? status = null;
        await Try(
            "select status from orleansmembershiptable where address = $1 and port = $2 order by generation desc",
            async command =>
            {
                command.Parameters.Add(new NpgsqlParameter { Value = address });
                command.Parameters.Add(new NpgsqlParameter { Value = port });
                status = await command.ExecuteScalarAsync();
            });
        return (int?)status;
    }

    public async ValueTask DisposeAsync()
    {
        await Shell.Run(script, "stop", Server);
        if (HasOwnDisk)
        {
            await Shell.Run("umount", root);
        }

        Directory.Delete(root, recursive: true);
        Turn.Dispose();
    }

    private static void FillUp(FileStream ballast)
    {
        var page = new byte[BallastPage];
        try
        {
            while (true)
            {
                ballast.Write(page);
            }
        }
        catch (IOException)
        {
            // It is full.
        }
    }

    private Task<bool> Answers() => Try("select 1");

    private Task<bool> Try(string sql) => Try(sql, command => command.ExecuteNonQueryAsync());

    private async Task<bool> Try(string sql, Func<NpgsqlCommand, Task> run)
    {
        try
        {
            var address = new NpgsqlConnectionStringBuilder(Address.ConnectionString) { Pooling = false, Timeout = 5 };
            await using var connection = new NpgsqlConnection(address.ConnectionString);
            await connection.OpenAsync();
            await using var command = new NpgsqlCommand(sql, connection);
            await run(command);
            return true;
        }
        catch (NpgsqlException)
        {
            return false;
        }
    }
}
