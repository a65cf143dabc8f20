using Orleans.Configuration;
using Scheduling.Grains.Appointments;
using Scheduling.Grains.AvailabilityBlocks;
using Scheduling.Grains.Storage;
using Scheduling.Silo.Cluster;
using Scheduling.Silo.Hosting;
using Scheduling.Silo.Settings;
using Scheduling.Silo.Storage.Postgres;
using Scheduling.Silo.Storage.Postgres.Reads;

namespace Scheduling.SqlBaseline.Stock;

/// <summary>
/// A silo in the gateway's process. Whatever does not book is the product's; blocks and appointments are plain grains
/// with their state in Orleans' storage.
/// </summary>
internal static class StockSetup
{
    private const int UsualConnections = 16;

    private static readonly Type[] Replaced = [typeof(AvailabilityBlockGrain), typeof(AppointmentGrain)];

    /// <summary>What the other rivals have instead of grains looks like grains.</summary>
    private static readonly string? Plain = typeof(PlainObjects).Namespace;

    /// <summary>As the product's appointments: not worth their memory for long.</summary>
    private static readonly TimeSpan Idle = TimeSpan.FromMinutes(2);

    /// <exception cref="StartRefusedException">A setting is wrong.</exception>
    public static void UseStockGrains(this WebApplicationBuilder builder, ClusterSettings settings)
    {
        var source = StockStorage.Pool(settings, ObjectsSetup.Connections(builder.Configuration, UsualConnections));
        builder.UseOrleans(silo =>
        {
            silo.UseLocalhostClustering(
                EndpointOptions.DEFAULT_SILO_PORT,
                gatewayPort: 0,
                serviceId: SettingsStorage.ServiceId,
                clusterId: "stock");
            silo.UseStockStorage(source);
            silo.AddSettingsStorage(ClusterDatabase.Invariant, _ => source);
            silo.UseClosedTransport().UseScheduling();
            silo.Services.PostConfigure<GrainTypeOptions>(types => types.Classes.RemoveWhere(IsNone));
            silo.Configure<GrainCollectionOptions>(collection =>
            {
                collection.ClassSpecificCollectionAge[typeof(StockAppointmentGrain).FullName!] = Idle;
                collection.ClassSpecificCollectionAge[typeof(StockPatientGrain).FullName!] = Idle;
            });
        });
        builder.Services.AddSingleton<IScheduleReads>(services => new StockReads(
            services.GetRequiredService<PostgresScheduleStore>().Reads,
            new PostgresScheduleReads(new PostgresStoreOptions
            {
                ConnectionString = settings.Connection("rival lists").ConnectionString,
            }),
            services.GetRequiredService<IGrainFactory>()));
    }

    private static bool IsNone(Type grain) => Replaced.Contains(grain) || grain.Namespace == Plain;
}
