using Scheduling.Grains.Storage;

namespace Scheduling.Grains.AvailabilityBlocks;

/// <summary>
/// Where a block's changes go to the store. One commit is under way at a time; what is decided meanwhile goes with the
/// next one, and what depends on something that is on its way waits until that has ended.
/// </summary>
/// <remarks>
/// A change of the definition goes alone: it waits until nothing is on its way, everybody who came later waits behind
/// it, and until it is committed all are judged by the definition that is stored.
/// </remarks>
/// <param name="memory">The block as it is remembered.</param>
/// <param name="store">Where it is committed.</param>
/// <param name="options">The limits.</param>
/// <param name="time">The clock.</param>
/// <param name="leave">Ends this activation, for a reason: the next one reads the truth.</param>
internal sealed class CommitLane(
    BlockMemory memory,
    IScheduleStore store,
    AvailabilityBlockOptions options,
    TimeProvider time,
    Action<string, Exception?> leave)
{
    private readonly Queue<Ask> decided = new();
    private readonly List<Ask> waiting = [];
    private int waitingForQuiet;
    private bool left;

    /// <summary>Judges by what is committed; what fits waits where it depends on what is on its way.</summary>
    public Verdict Judge(Ask ask)
    {
        if (left)
        {
            return Verdict.Left;
        }

        var verdict = ask.Judge(memory.Block);
        if (verdict == Verdict.Fits && (waitingForQuiet > 0 || memory.Block!.MustWait(ask.Change)))
        {
            ask.Forget();
            return Verdict.Wait with { IsForQuiet = ask.Change is DefinitionChange };
        }

        return verdict;
    }

    /// <summary>Waits until what is on its way has ended.</summary>
    public void Wait(Ask ask, Verdict verdict)
    {
        waiting.Add(ask);
        waitingForQuiet += verdict.IsForQuiet ? 1 : 0;
    }

    /// <summary>
    /// Claims the time and sees that it is committed. Nothing is awaited between the judgement and the claim.
    /// </summary>
    public void Send(Ask ask)
    {
        memory.Block = memory.Block!.Claim(ask.Change);
        decided.Enqueue(ask);
        if (!memory.IsCommitting)
        {
            memory.IsCommitting = true;
            _ = CommitAll();
        }
    }

    private async Task CommitAll()
    {
        while (decided.Count > 0)
        {
            if (TakeNext() is { Count: > 0 } asks)
            {
                await Commit(asks);
            }

            JudgeWaiting();
        }

        memory.IsCommitting = false;
    }

    private List<Ask> TakeNext()
    {
        var asks = new List<Ask>();
        var now = time.GetUtcNow();
        while (asks.Count < options.MostChangesPerCommit && decided.TryDequeue(out var ask))
        {
            if (now < ask.Deadline)
            {
                asks.Add(ask);
            }
            else
            {
                Withdraw(ask, AskOutcome.Overloaded);
            }
        }

        return asks;
    }

    private async Task Commit(List<Ask> asks)
    {
        using var trace = Instruments.StartCommit(asks);
        var began = time.GetTimestamp();
        try
        {
            var outcomes = await store.Commit(new BlockCommit(
                memory.Key,
                memory.Block!.Version,
                [.. asks.Select(ask => ask.Change)],
                asks.Max(ask => ask.Deadline)));
            if (outcomes.Contains(ChangeOutcome.BlockLost))
            {
                Leave("another activation committed first", null, asks, AskOutcome.Moved);
                return;
            }

            memory.Block = memory.Block with { Version = memory.Block.Version + 1 };
            memory.Confirm(began);
            for (var index = 0; index < asks.Count; index++)
            {
                Settle(asks[index], outcomes[index]);
            }
        }
        catch (StoreUnavailableException)
        {
            asks.ForEach(ask => Withdraw(ask, AskOutcome.Overloaded));
        }
        catch (Exception unknown)
        {
            Leave("a commit's outcome is unknown", unknown, asks, AskOutcome.Unknown);
        }
    }

    private void Settle(Ask ask, ChangeOutcome outcome)
    {
        if (outcome == ChangeOutcome.Done)
        {
            memory.Block = memory.Block!.Settle(ask.Change);
            ask.Settle(AskOutcome.Committed);
            return;
        }

        Withdraw(ask, outcome switch
        {
            ChangeOutcome.PatientLost => AskOutcome.PatientLost,
            ChangeOutcome.ClinicianLost => AskOutcome.ClinicianLost,
            ChangeOutcome.AppointmentLost => AskOutcome.AppointmentLost,
            ChangeOutcome.IdExists => AskOutcome.Known,
            ChangeOutcome.Done or ChangeOutcome.BlockLost or ChangeOutcome.Rejected => AskOutcome.Rejected,
        });
    }

    private void Withdraw(Ask ask, AskOutcome outcome)
    {
        memory.Block = memory.Block!.Withdraw(ask.Change);
        ask.Settle(outcome);
    }

    /// <summary>
    /// A commit has ended: who waited for it is judged again, in order of arrival, in this same turn.
    /// </summary>
    private void JudgeWaiting()
    {
        var asks = waiting.ToArray();
        waiting.Clear();
        waitingForQuiet = 0;
        foreach (var ask in asks)
        {
            var verdict = Judge(ask);
            switch (verdict.Kind)
            {
                case VerdictKind.Wait:
                    Wait(ask, verdict);
                    break;
                case VerdictKind.Fits:
                    Send(ask);
                    break;
                default:
                    ask.Settle(AskOutcome.Again);
                    break;
            }
        }
    }

    /// <summary>
    /// What is remembered cannot be trusted any more: everybody is sent away, and nothing is awaited.
    /// </summary>
    private void Leave(string reason, Exception? cause, List<Ask> asks, AskOutcome outcome)
    {
        left = true;
        asks.ForEach(ask => ask.Settle(outcome));
        while (decided.TryDequeue(out var ask))
        {
            ask.Settle(AskOutcome.Moved);
        }

        leave(reason, cause);
    }
}
