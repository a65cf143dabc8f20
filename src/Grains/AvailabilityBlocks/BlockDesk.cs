using Scheduling.Grains.Storage;

namespace Scheduling.Grains.AvailabilityBlocks;

/// <summary>
/// Where a block's commands are decided, whatever they change. It runs in its grain's turns only: between two awaits
/// nothing else touches it.
/// </summary>
/// <param name="key">The block.</param>
/// <param name="store">Where it is committed.</param>
/// <param name="options">The limits.</param>
/// <param name="time">The clock.</param>
/// <param name="leave">Ends this activation, for a reason: the next one reads the truth.</param>
internal sealed class BlockDesk(
    Key key,
    IScheduleStore store,
    AvailabilityBlockOptions options,
    TimeProvider time,
    Action<string, Exception?> leave)
{
    private readonly BlockMemory memory = new(key, store, options, time);
    private CommitLane? lane;
    private int inside;

    public Key Key => key;

    /// <summary>Whether the store was found to have the block.</summary>
    public bool HasBlock => memory.Block is not null;

    private CommitLane Lane => lane ??= new CommitLane(memory, store, options, time, leave);

    /// <summary>What is remembered may be old: it is confirmed before the next refusal.</summary>
    public void Doubt() => memory.Doubt();

    public async Task<AskOutcome> Decide(Ask ask)
    {
        if (inside >= options.MostWaiting)
        {
            return AskOutcome.Overloaded;
        }

        inside++;
        try
        {
            if (memory.Block is null)
            {
                await memory.Read();
            }

            return await DecideInTime(ask);
        }
        finally
        {
            inside--;
        }
    }

    private async Task<AskOutcome> DecideInTime(Ask ask)
    {
        while (time.GetUtcNow() < ask.Deadline)
        {
            var verdict = Lane.Judge(ask);
            switch (verdict.Kind)
            {
                case VerdictKind.Left:
                    return AskOutcome.Moved;
                case VerdictKind.Known:
                    return AskOutcome.Known;
                case VerdictKind.Refused when memory.IsConfirmedFor(ask):
                    if (memory.Block is { } block)
                    {
                        ask.Explain(block);
                    }

                    return AskOutcome.Refused;
                case VerdictKind.Refused when !memory.IsCommitting:
                    await memory.Read();
                    continue;
                case VerdictKind.AskPatient:
                    await ask.Learn(store, key);
                    continue;
                case VerdictKind.Fits:
                    Lane.Send(ask);
                    break;
                default:
                    Lane.Wait(ask, verdict);
                    break;
            }

            var outcome = await ask.Settled;
            if (outcome != AskOutcome.Again && !(outcome == AskOutcome.PatientLost && ask.MayLosePatient))
            {
                return outcome;
            }

            ask.Restart(outcome);
        }

        return AskOutcome.Overloaded;
    }
}
