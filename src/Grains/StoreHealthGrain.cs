using Microsoft.Extensions.Logging;
using Orleans.Concurrency;
using Scheduling.Grains.Storage;

namespace Scheduling.Grains;

/// <summary>Asks the store of the silo that the question reached.</summary>
[StatelessWorker(1), Reentrant, GrainType("store-health")]
internal sealed partial class StoreHealthGrain(IScheduleStore store, ILogger<StoreHealthGrain> log)
    : Grain, IStoreHealthGrain
{
    private bool isFailing;

    public async Task<bool> Check()
    {
        try
        {
            await store.Ping();
            Tell(fault: null);
            return true;
        }
        catch (Exception fault) when (fault is StoreUnavailableException or OutcomeUnknownException)
        {
            Tell(fault);
            return false;
        }
    }

    /// <summary>Once when it begins and once when it ends: whoever asks, asks often.</summary>
    private void Tell(Exception? fault)
    {
        if (isFailing == fault is not null)
        {
            return;
        }

        isFailing = fault is not null;
        if (fault is null)
        {
            LogWritesAgain();
        }
        else
        {
            LogCannotWrite(fault.Message);
        }
    }

    [LoggerMessage(LogLevel.Error, "The database cannot be written: {Reason}")]
    private partial void LogCannotWrite(string reason);

    [LoggerMessage(LogLevel.Warning, "The database can be written again")]
    private partial void LogWritesAgain();
}
