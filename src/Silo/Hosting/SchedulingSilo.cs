using Orleans.Configuration;

namespace Scheduling.Silo.Hosting;

/// <summary>What every silo of this program is, wherever it runs.</summary>
internal static class SchedulingSilo
{
    /// <summary>The longest that any call is waited for; imports state their own.</summary>
    private static readonly TimeSpan LongestAnswer = TimeSpan.FromSeconds(3);

    public static ISiloBuilder UseScheduling(this ISiloBuilder silo)
    {
        silo.Configure<SiloMessagingOptions>(messaging => messaging.ResponseTimeout = LongestAnswer);
        silo.Configure<ClientMessagingOptions>(messaging => messaging.ResponseTimeout = LongestAnswer);
        silo.Configure<GrainCollectionOptions>(collection =>
        {
            collection.DeactivationTimeout = LongestAnswer;
            collection.ActivationTimeout = LongestAnswer;
        });
        silo.Services.AddSingleton<ILifecycleParticipant<ISiloLifecycle>, StoreStage>();
        return silo;
    }
}
