using Orleans.Concurrency;
using Scheduling.Grains.Storage;

namespace Scheduling.Grains;

/// <summary>Asks the store of the silo that the question reached.</summary>
[StatelessWorker(1), Reentrant, GrainType("store-health")]
internal sealed class StoreHealthGrain(IScheduleStore store) : Grain, IStoreHealthGrain
{
    public async Task<bool> Check()
    {
        try
        {
            await store.Ping();
            return true;
        }
        catch (Exception fault) when (fault is StoreUnavailableException or OutcomeUnknownException)
        {
            return false;
        }
    }
}
