using Scheduling.Silo.Hosting;
using Scheduling.Silo.Storage.Postgres.Audit;

namespace Scheduling.Silo.Cluster;

/// <summary><c>Silo audit</c>: whether the database says what it may; a line per check, exit code 0 or 1.</summary>
internal static class AuditCommand
{
    public const string Name = "audit";

    /// <exception cref="StartRefusedException">A setting is wrong, or something was found.</exception>
    /// <exception cref="Storage.ScheduleDatabaseException">The database cannot be used.</exception>
    public static async Task Run(string[] args)
    {
        var builder = SchedulingHost.CreateBuilder(args, SiloProgram.Usage, []);
        var settings = ClusterSettings.Read(builder.Configuration);
        var findings = await PostgresAudit.Run(settings.Connection(Name).ConnectionString);
        foreach (var finding in findings)
        {
            Console.WriteLine(finding);
        }

        var failed = findings.Count(finding => finding.Faults > 0);
        if (failed > 0)
        {
            throw new StartRefusedException($"The audit found faults in {failed} of {findings.Count} checks.");
        }
    }
}
