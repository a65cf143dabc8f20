using Scheduling.Silo.Hosting;
using Scheduling.Silo.Management;
using Scheduling.Silo.Storage;

namespace Scheduling.Silo.Cluster;

/// <summary>A silo as a process of its own. It speaks HTTP to whoever watches it, and to nobody else.</summary>
internal static class SiloProgram
{
    public static readonly Usage Usage = new(
        """
        A silo of the appointment book's cluster: grains, and nothing that patients reach.

          migrate                        brings the database to this version's schema, as its owner, and ends
          archive --before yyyy-mm-dd    moves what was over before that day to the archive, as its owner, and ends;
                                         --hospital <number> one hospital's only, --dry-run only counts it
          audit                          checks what the database says: a line per check, exit code 0 or 1

          --Cluster:Database <string>    where PostgreSQL is, in Npgsql's words; or --Cluster:DatabaseFile <file>
          --Cluster:Address <address>    where to listen for silos and gateways (127.0.0.1)
          --Cluster:SiloPort <port>      for the other silos (11111)
          --Cluster:GatewayPort <port>   for gateways (30000)
          --Management:Url <address>     where to answer /health/live and /health/ready (http://127.0.0.1:5081)
          --<Section>:<Key> <value>      any other setting of appsettings.json

        Settings are also read from the environment: Cluster__Database, Cluster__SiloPort, Management__Url.
        """,
        [ClusterSettings.Section, ManagementListener.Section, "Role", "AvailabilityBlocks", "Store"]);

    private static readonly Dictionary<string, string?> Defaults = new()
    {
        ["Role"] = "silo",
        [ManagementListener.Setting] = "http://127.0.0.1:5081",
    };

    /// <exception cref="StartRefusedException">A setting is wrong.</exception>
    public static async Task Run(string[] args)
    {
        var builder = SchedulingHost.CreateBuilder(args, Usage, Defaults);
        if (builder.Configuration["Role"] is not "silo" and var role)
        {
            throw new StartRefusedException(
                $"Role \"{role}\" is not this program's: it is a silo. Gateways are src/Gateway.");
        }

        ManagementListener.UseAlone(builder);
        builder.AddTelemetry("silo", StoreInstruments.StartAtZero);
        var settings = ClusterSettings.Read(builder.Configuration);
        builder.UseOrleans(silo => silo.UseCluster(settings));

        await using var app = builder.Build();
        app.MapSiloHealth();
        app.MapManagement();
        app.ShowWhenReady(() =>
            $"  silo     {settings.Address}:{settings.SiloPort}, gateways at {settings.GatewayPort}");
        await app.RunToTheEnd();
    }
}
