using Orleans.Configuration;
using Scheduling.Silo.Settings;
using Scheduling.Silo.Storage.Sqlite;

namespace Scheduling.Silo.Hosting;

/// <summary>A silo that is a cluster of its own and keeps everything in one folder.</summary>
internal static class EmbeddedSilo
{
    public static ISiloBuilder UseEmbedded(this ISiloBuilder silo, DataDirectory directory)
    {
        // Neither port is opened; the silo's is part of its name.
        silo.UseLocalhostClustering(
            EndpointOptions.DEFAULT_SILO_PORT,
            gatewayPort: 0,
            serviceId: SettingsStorage.ServiceId,
            clusterId: "embedded");
        silo.Services.AddSqliteScheduleStore(store =>
        {
            silo.Configuration.GetSection("Store").Bind(store);
            store.Path = directory.ScheduleFile;
        });
        silo.AddSettingsStorage(directory.SettingsFile);
        return silo.UseClosedTransport().UseScheduling();
    }
}
