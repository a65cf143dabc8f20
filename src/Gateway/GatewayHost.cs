using Scheduling.Gateway.Cluster;
using Scheduling.Gateway.Embedded;
using Scheduling.Gateway.Health;
using Scheduling.Gateway.Http;
using Scheduling.Silo.Cluster;
using Scheduling.Silo.Hosting;
using Scheduling.Silo.Management;
using Scheduling.Silo.Storage;

namespace Scheduling.Gateway;

/// <summary>A gateway in any of its roles: the same HTTP side, before grains that live here or elsewhere.</summary>
internal static class GatewayHost
{
    public static readonly Usage Usage = new(
        """
        The gateway of a hospital's appointment book; unless it is told a role, with all that it needs in one process.

          --urls <addresses>           where to listen, divided by ";" (http://127.0.0.1:5080)
          --Role <role>                embedded; gateway, of a cluster; or gateway+silo, of a cluster, with a silo in it
          --Data:Directory <folder>    embedded: where everything is kept (data, in the current folder)
          --Data:Import <file>         a hospital's file to import before anybody is served
          --Demo:Enabled <true|false>  whether there is the demo hospital
          --Cluster:Database <string>  where the cluster's PostgreSQL is, in Npgsql's words; or --Cluster:DatabaseFile
          --Auth:SigningKeyFile <file> the cluster's signing key, in base64
          --<Section>:<Key> <value>    any other setting of appsettings.json

        Settings are also read from the environment: ASPNETCORE_URLS, Data__Directory, Demo__Enabled.
        """,
        [
            "urls", "Role", "Data", "Demo", "Api", "Admission", "Auth", "AvailabilityBlocks", "Store",
            ClusterSettings.Section, ManagementListener.Section,
        ]);

    private static readonly Dictionary<string, string?> Defaults = new()
    {
        ["urls"] = "http://127.0.0.1:5080",
        ["Role"] = "embedded",
        ["Data:Directory"] = "data",
    };

    /// <exception cref="StartRefusedException">The program is called, or set up, wrongly.</exception>
    public static Task Run(string[] args)
    {
        var builder = SchedulingHost.CreateBuilder(args, Usage, Defaults);
        builder.AddTelemetry("gateway", GatewayInstruments.StartAtZero, StoreInstruments.StartAtZero);
        builder.UseSigningKeyFile();
        return GatewayRoles.Read(builder.Configuration) switch
        {
            GatewayRole.Embedded => EmbeddedHost.Run(builder),
            GatewayRole.Gateway => ClusterGateway.Run(builder, hostsSilo: false),
            GatewayRole.GatewayAndSilo => ClusterGateway.Run(builder, hostsSilo: true),
        };
    }

    /// <summary>The HTTP side, in any role.</summary>
    /// <exception cref="StartRefusedException">An address is none.</exception>
    public static void UseHttp(this WebApplicationBuilder builder)
    {
        ManagementListener.UseBesideApi(builder);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.ConfigureApi();
            kestrel.CutLateConnections();
        });
        builder.Services.AddGateway();
    }

    public static void MapHttp(this WebApplication app)
    {
        app.MapGateway();
        app.MapHealth();
        app.MapManagement();
    }
}
