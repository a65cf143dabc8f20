using System.Diagnostics;
using Npgsql;

namespace Scheduling.Grains.Tests.Storage.Postgres;

/// <summary>
/// A file system so small that a test can fill it: a tmpfs of its own. Where none may be mounted (a container without
/// the right to) the kernel's limit on the size of files takes its place: it ends a server's writes in the same way,
/// half of a page written and the rest refused.
/// </summary>
internal sealed class SmallDisk : IDisposable
{
    private const int Bytes = 192 * 1024 * 1024;
    private const string Unlimited = "unlimited";
    private const string NextSegment = "select pg_switch_wal(); update last_ping set pinged_at = now(); checkpoint";

    private readonly string root = Directory.CreateTempSubdirectory("schedule-disk-").FullName;
    private readonly bool isMounted;
    private string processes = "";

    private SmallDisk()
    {
        Run("chmod", "755", root);
        isMounted = Run("mount", "-t", "tmpfs", "-o", $"size={Bytes},mode=755", "tmpfs", root);
    }

    public string ServerDirectory => Path.Combine(root, "server");

    private string Ballast => Path.Combine(root, "ballast");

    public static SmallDisk Make() => new();

    /// <summary>No table and no index of a database grows any more; the log has room for what it is asked.</summary>
    public void FillUnderTables(string database)
    {
        if (isMounted)
        {
            // A segment of the log that has just been begun, and all of it there.
            PostgresServer.Run(database, NextSegment);
            Fill();
            return;
        }

        // The limit is one for all files of a process, so the table must have outgrown the log's.
        PostgresServer.Run(
            database,
            """
            insert into appointment
            select 0, gen_random_uuid(), 1, gen_random_uuid(), gen_random_uuid(), gen_random_uuid(), now(),
                now() + interval '1 hour', 3, 1, 1, decode(repeat('00', 16), 'hex'), now(),
                to_json(repeat('x', 1000))
            from generate_series(1, 20000)
            """);
        var size = PostgresServer.Scalar<long>(database, "select pg_relation_size('appointment')");
        LimitFilesTo(database, $"{size + 4096}:");
    }

    /// <summary>The server cannot write its log any more, and ends.</summary>
    public void FillUnderLog(string database)
    {
        if (!isMounted)
        {
            LimitFilesTo(database, "0:");
            return;
        }

        Fill();
        // A few segments of the log may have been made ahead.
        Assert.ThrowsAny<NpgsqlException>(() =>
        {
            for (var segment = 0; segment < 20; segment++)
            {
                PostgresServer.Run(database, NextSegment);
            }
        });
    }

    public void Free()
    {
        if (isMounted)
        {
            File.Delete(Ballast);
        }
        else
        {
            Limit($"{Unlimited}:");
        }
    }

    public void Dispose()
    {
        if (isMounted)
        {
            Assert.True(Run("umount", root), $"{root} could not be unmounted.");
        }

        Directory.Delete(root, recursive: true);
    }

    private void Fill()
    {
        using var ballast = new FileStream(Ballast, FileMode.Append, FileAccess.Write, FileShare.None, bufferSize: 0);
        var page = new byte[4096];
        Assert.Throws<IOException>(() =>
        {
            for (var written = 0; written < Bytes; written += page.Length)
            {
                ballast.Write(page);
            }
        });
    }

    private void LimitFilesTo(string database, string limit)
    {
        processes = PostgresServer.Scalar<string>(
            database,
            "select string_agg(pid::text, ' ') from pg_stat_activity"
            + " where datname = current_database() and pid <> pg_backend_pid()");
        Limit(limit);
    }

    /// <summary>Only who runs a process may limit it without being asked for more rights.</summary>
    private void Limit(string limit)
    {
        foreach (var process in processes.Split(' '))
        {
            string[] command = ["prlimit", "--pid", process, $"--fsize={limit}"];
            var isDone = Environment.IsPrivilegedProcess
                ? Run("runuser", ["-u", "postgres", "--", .. command])
                : Run(command[0], command[1..]);
            Assert.True(isDone || limit.StartsWith(Unlimited, StringComparison.Ordinal), $"{process} is not limited.");
        }
    }

    private static bool Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
        process.StandardError.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0;
    }
}
