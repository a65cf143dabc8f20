using System.Collections.Immutable;
using Scheduling.Grains.Storage;

namespace Scheduling.Silo.Storage;

/// <summary>Measures and traces the groups that a writer writes.</summary>
internal sealed class WatchedWriter(WriteGroup write, TimeProvider time)
{
    /// <inheritdoc cref="WriteGroup"/>
    public async Task<ImmutableArray<ImmutableArray<ChangeOutcome>>> Write(ImmutableArray<PreparedCommit> group)
    {
        using var trace = StoreInstruments.StartGroup(group);
        var began = time.GetTimestamp();
        var result = "unknown";
        try
        {
            var outcomes = await write(group);
            result = "done";
            foreach (var commit in outcomes)
            {
                StoreInstruments.CountFences(commit);
            }

            return outcomes;
        }
        catch (StoreUnavailableException)
        {
            result = "unavailable";
            throw;
        }
        finally
        {
            StoreInstruments.Committed(group, time.GetElapsedTime(began), result);
        }
    }
}
