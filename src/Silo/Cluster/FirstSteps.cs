using Scheduling.Grains.Storage;

namespace Scheduling.Silo.Cluster;

/// <summary>
/// What a process does for the first time takes it seconds where processors are busy. A silo takes its first steps
/// before it joins, and its start is done when gateways have had the time to find it: whoever restarts silos one after
/// the other stops the next one then, and all blocks of that one may come to this one at once.
/// </summary>
internal sealed partial class FirstSteps(
    ClusterSettings settings,
    IScheduleStore store,
    IGrainFactory grains,
    TimeProvider time,
    ILogger<FirstSteps> logger)
    : ILifecycleParticipant<ISiloLifecycle>
{
    /// <summary>A gateway that has just asked for the list of silos asks again, and connects.</summary>
    private const int ListsUntilFound = 2;

    /// <summary>In no hospital: there is nothing to find, and nothing is written.</summary>
    private static readonly Key Nobody = new(0, Guid.Empty);

    public void Participate(ISiloLifecycle lifecycle)
    {
        lifecycle.Subscribe(nameof(FirstSteps), ServiceLifecycleStage.ApplicationServices, Load);
        lifecycle.Subscribe(nameof(FirstSteps), ServiceLifecycleStage.Active + 1, BeFound);
    }

    private Task Load(CancellationToken cancellationToken) => Try(() => Task.WhenAll(
        store.LoadBlock(Nobody),
        store.ReadBlockVersion(Nobody),
        store.LoadPatientCalendar(Nobody, time.GetUtcNow()),
        store.LoadAppointment(Nobody),
        store.LoadPerson(Nobody)).WaitAsync(cancellationToken));

    private async Task BeFound(CancellationToken cancellationToken)
    {
        var found = Task.Delay(ListsUntilFound * TimeSpan.FromSeconds(settings.ListSeconds), time, cancellationToken);
        await Try(() => grains.People(Nobody.HospitalId).Find([Nobody.Id]));
        await found;
    }

    /// <summary>A step that took too long was taken all the same: no start fails for it.</summary>
    private async Task Try(Func<Task> step)
    {
        try
        {
            await step();
        }
        catch (Exception fault) when (fault is TimeoutException or OrleansException or StoreUnavailableException)
        {
            LogSlow(fault.Message);
        }
    }

    [LoggerMessage(LogLevel.Information, "A first step was not done in time: {Reason}")]
    private partial void LogSlow(string reason);
}
