using Scheduling.Silo.Hosting;
using Scheduling.Silo.Storage.Postgres;

namespace Scheduling.Silo.Cluster;

/// <summary>
/// <c>Silo migrate</c>: brings the database to this version's schema, as its owner. Run before the silos of a version
/// start; again, it changes nothing.
/// </summary>
internal static class MigrateCommand
{
    public const string Name = "migrate";

    /// <exception cref="StartRefusedException">A setting is wrong.</exception>
    /// <exception cref="Storage.ScheduleDatabaseException">The database cannot be used, or is newer.</exception>
    public static Task Run(string[] args)
    {
        var builder = SchedulingHost.CreateBuilder(args, SiloProgram.Usage, []);
        var settings = ClusterSettings.Read(builder.Configuration);
        var database = settings.Connection(Name);
        var place = $"{database.Host}:{database.Port}/{database.Database}";
        var done = PostgresSchema.Migrate(database.ConnectionString);
        foreach (var script in done)
        {
            Console.WriteLine($"{place}: {script}");
        }

        Console.WriteLine($"{place} has this version's schema {(done.Count == 0 ? "already" : "now")}.");
        return Task.CompletedTask;
    }
}
