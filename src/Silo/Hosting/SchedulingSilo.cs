using Orleans.Configuration;
using Orleans.Serialization;
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
        // What the driver said goes along as the cause, for whoever logs that a store did not answer.
        silo.Configure<ExceptionSerializationOptions>(
            exceptions => exceptions.SupportedNamespacePrefixes.Add(nameof(Npgsql)));
        return silo.UseTraces();
    }
}
