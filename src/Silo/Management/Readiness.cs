using System.Collections.Concurrent;

namespace Scheduling.Silo.Management;

/// <summary>
/// Whether this process can book: it is prepared, a silo answers it, and that silo's store has just written. Never from
/// the moment in which it is told to stop, so that nobody sends it new work.
/// </summary>
internal sealed class Readiness(IServiceProvider services, IHostApplicationLifetime life)
{
    private readonly ConcurrentBag<Task> preparations = [];

    /// <summary>Completes when everything is done that this process has to do before it serves anybody.</summary>
    public Task Prepared => Task.WhenAll(preparations);

    /// <summary>Nobody is served before this is done. Said before the process has started.</summary>
    public void WaitFor(Task preparation) => preparations.Add(preparation);

    public async Task<bool> Check()
    {
        if (life.ApplicationStopping.IsCancellationRequested || !Prepared.IsCompletedSuccessfully)
        {
            return false;
        }

        try
        {
            return await services.GetRequiredService<IGrainFactory>().GetGrain<IStoreHealthGrain>(0).Check();
        }
        catch (Exception fault) when (fault is TimeoutException or OrleansException)
        {
            // Nobody answers: that is the answer.
            return false;
        }
    }
}
