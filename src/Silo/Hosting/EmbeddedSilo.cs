using Orleans.Configuration;

namespace Scheduling.Silo.Hosting;

/// <summary>A silo that is a cluster of its own and keeps everything in one folder.</summary>
internal static class EmbeddedSilo
{
    public static ISiloBuilder UseEmbedded(this ISiloBuilder silo, DataDirectory directory)
    {
        // Neither port is opened; the silo's is part of its name.
        silo.UseLocalhostClustering(
            EndpointOptions.DEFAULT_SILO_PORT, gatewayPort: 0, serviceId: SchedulingSilo.ServiceId, clusterId: "embedded");
        return silo.UseClosedTransport().UseScheduling();
    }
}
