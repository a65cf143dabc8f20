using Scheduling.Silo.Cluster;
using Scheduling.Silo.Hosting;

namespace Scheduling.Gateway;

/// <summary>Where a gateway's grains are, by configuration.</summary>
internal enum GatewayRole
{
    /// <summary>In this process, which is alone.</summary>
    Embedded = 1,

    /// <summary>In the silos of a cluster.</summary>
    Gateway = 2,

    /// <summary>In the silos of a cluster, one of which is in this process.</summary>
    GatewayAndSilo = 3,
}

internal static class GatewayRoles
{
    /// <exception cref="StartRefusedException">It is none, or does not go with the other settings.</exception>
    public static GatewayRole Read(IConfiguration configuration)
    {
        var role = configuration["Role"]?.ToLowerInvariant() switch
        {
            "embedded" => GatewayRole.Embedded,
            "gateway" => GatewayRole.Gateway,
            "gateway+silo" => GatewayRole.GatewayAndSilo,
            var other => throw new StartRefusedException(
                $"Role \"{other}\" is none of a gateway's: embedded, gateway or gateway+silo. A silo is src/Silo."),
        };
        return role == GatewayRole.Embedded && ClusterSettings.AreGiven(configuration)
            ? throw new StartRefusedException(
                "Cluster settings are given, and the role is embedded, which has no cluster: "
                + "say Role=gateway or gateway+silo.")
            : role;
    }
}
