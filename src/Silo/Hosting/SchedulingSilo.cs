using Orleans.Configuration;
using Scheduling.Grains.Appointments;
using Scheduling.Grains.AvailabilityBlocks;

namespace Scheduling.Silo.Hosting;

/// <summary>What every silo of this program is, wherever it runs.</summary>
internal static class SchedulingSilo
{
    /// <summary>The longest that any call is waited for; imports state their own.</summary>
    private static readonly TimeSpan LongestAnswer = TimeSpan.FromSeconds(3);

    /// <summary>An appointment's grain only puts its changes in order: it is not worth its memory for long.</summary>
    private static readonly TimeSpan IdleAppointment = TimeSpan.FromMinutes(2);

    public static ISiloBuilder UseScheduling(this ISiloBuilder silo)
    {
        silo.Configure<SiloMessagingOptions>(messaging => messaging.ResponseTimeout = LongestAnswer);
        silo.Configure<ClientMessagingOptions>(messaging => messaging.ResponseTimeout = LongestAnswer);
        silo.Configure<GrainCollectionOptions>(collection =>
        {
            collection.DeactivationTimeout = LongestAnswer;
            collection.ActivationTimeout = LongestAnswer;
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
