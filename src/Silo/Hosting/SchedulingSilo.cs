using Orleans.Configuration;
using Scheduling.Grains.Appointments;
using Scheduling.Grains.AvailabilityBlocks;
using Scheduling.Silo.Cluster;

namespace Scheduling.Silo.Hosting;

/// <summary>What every silo of this program is, wherever it runs.</summary>
internal static class SchedulingSilo
{
    /// <summary>An appointment's grain only puts its changes in order: it is not worth its memory for long.</summary>
    private static readonly TimeSpan IdleAppointment = TimeSpan.FromMinutes(2);

    public static ISiloBuilder UseScheduling(this ISiloBuilder silo)
    {
        silo.Configure<SiloMessagingOptions>(messaging => messaging.ResponseTimeout = ClusterTimes.LongestAnswer);
        silo.Configure<ClientMessagingOptions>(messaging => messaging.ResponseTimeout = ClusterTimes.LongestAnswer);
        silo.Configure<GrainCollectionOptions>(collection =>
        {
            collection.DeactivationTimeout = ClusterTimes.LongestAnswer;
            collection.ActivationTimeout = ClusterTimes.LongestAnswer;
            collection.ClassSpecificCollectionAge[typeof(AppointmentGrain).FullName!] = IdleAppointment;
        });
        silo.Services.AddOptions<AvailabilityBlockOptions>()
            .BindConfiguration(AvailabilityBlockOptions.Section, binder => binder.ErrorOnUnknownConfiguration = true)
            .ValidateDataAnnotations()
            .ValidateOnStart();
        silo.Services.AddSingleton<ILifecycleParticipant<ISiloLifecycle>, StoreStage>();
        return silo.UseTraces();
    }
}
