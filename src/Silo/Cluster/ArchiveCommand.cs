using Scheduling.Silo.Hosting;
using Scheduling.Silo.Storage.Postgres.Archive;

namespace Scheduling.Silo.Cluster;

/// <summary>
/// <c>Silo archive</c>: moves blocks that were over before a day, and the appointments in them, to the archive, as the
/// schema's owner. While everything runs; again, it moves what it left.
/// </summary>
internal static class ArchiveCommand
{
    public const string Name = "archive";

    /// <exception cref="StartRefusedException">An argument or a setting is wrong.</exception>
    /// <exception cref="Storage.ScheduleDatabaseException">The database cannot be used.</exception>
    public static async Task Run(string[] args)
    {
        var asked = ArchiveArguments.Read(args, TimeProvider.System.GetUtcNow());
        var builder = SchedulingHost.CreateBuilder(asked.Settings, SiloProgram.Usage, []);
        var settings = ClusterSettings.Read(builder.Configuration);
        await using var archive = await PostgresArchive.Open(
            settings.Connection(Name).ConnectionString, asked.Before, asked.HospitalId);
        if (asked.IsDryRun)
        {
            Console.WriteLine($"Would archive {Words(archive.Aged)} that ended before {asked.Before:yyyy-MM-dd} UTC.");
            return;
        }

        var moved = await archive.Move();
        Console.WriteLine($"Archived {Words(moved)} that ended before {asked.Before:yyyy-MM-dd} UTC.");
        if (moved.Blocks < archive.Aged.Blocks)
        {
            Console.WriteLine($"{archive.Aged.Blocks - moved.Blocks} blocks were in use: run it again for them.");
        }
    }

    private static string Words(ArchiveCount count) => $"{count.Blocks} blocks with {count.Appointments} appointments";
}
