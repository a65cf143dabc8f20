using Scheduling.Grains.Storage;

namespace Scheduling.Grains.AvailabilityBlocks;

/// <summary>
/// Where a block's commands wait their turn. One commit of the block is under way at a time; what is decided meanwhile
/// goes with the next one. It runs in its grain's turns only: between two awaits nothing else touches it.
/// </summary>
/// <param name="key">The block.</param>
/// <param name="store">Where it is committed.</param>
/// <param name="options">The limits.</param>
/// <param name="time">The clock.</param>
/// <param name="leave">Ends this activation, for a reason: the next one reads the truth.</param>
internal sealed class BlockDesk(
    Key key, IScheduleStore store, AvailabilityBlockOptions options, TimeProvider time, Action<string, Exception?> leave)
{
    private readonly Queue<Ask> decided = new();
    private readonly List<Ask> waiting = [];
    private AvailabilityBlock? block;
    private Task? reading;
    private long? confirmedAt;
    private int inside;
    private bool committing;
    private bool left;

    public Key Key => key;

    /// <summary>What is remembered may be old: it is confirmed before the next refusal.</summary>
    public void Doubt() => confirmedAt = null;

    public async Task<DeskAnswer> Place(Ask ask)
    {
        if (inside >= options.MostWaiting)
        {
            return new DeskAnswer(PlacementStatus.Overloaded);
        }

        inside++;
        try
        {
            return await Decide(ask);
        }
        finally
        {
            inside--;
        }
    }

    private async Task<DeskAnswer> Decide(Ask ask)
    {
        if (block is null)
        {
            await Read();
        }

        for (var mayLosePatient = true; time.GetUtcNow() < ask.Deadline;)
        {
            var verdict = Judge(ask);
            switch (verdict.Kind)
            {
                case VerdictKind.Left:
                    return new DeskAnswer(PlacementStatus.Moved);
                case VerdictKind.Known:
                    return DeskAnswer.Known;
                case VerdictKind.Refused when block is null || IsConfirmedFor(ask):
                    return Refuse(ask, verdict.Refusal);
                case VerdictKind.Refused when !committing:
                    await Read();
                    continue;
                case VerdictKind.AskPatient:
                    ask.Knows(await ReadPatient(ask));
                    continue;
                case VerdictKind.Fits:
                    Send(ask);
                    break;
                default:
                    waiting.Add(ask);
                    break;
            }

            var outcome = await ask.Settled;
            if (outcome == AskOutcome.PatientLost && mayLosePatient)
            {
                mayLosePatient = false;
            }
            else if (outcome != AskOutcome.Again)
            {
                return DeskAnswer.Of(outcome);
            }

            ask.Restart();
        }

        return new DeskAnswer(PlacementStatus.Overloaded);
    }

    private Verdict Judge(Ask ask)
    {
        // An appointment's block exists: where it is not found to release one from, this is no truth to decide on.
        if (left || (block is null && ask.Placement is null))
        {
            return Verdict.Left;
        }

        if (ask.IsNew && block?.Live.ContainsKey(ask.Change.Next.Key.Id) == true)
        {
            return Verdict.Known;
        }

        var verdict = ask.Placement is { } placement
            ? AvailabilityBlock.Judge(placement, block, ask.Patient, ask.Now)
            : Verdict.Fits;
        if (verdict.Kind == VerdictKind.Fits && block!.MustWait(ask.Change))
        {
            ask.Forget();
            return Verdict.Wait;
        }

        return verdict;
    }

    private DeskAnswer Refuse(Ask ask, PlacementStatus refusal)
    {
        var alternatives = refusal switch
        {
            PlacementStatus.TimeTaken => block!.FreeNear(ask.Placement!, null, ask.Now),
            PlacementStatus.PatientBusy => block!.FreeNear(ask.Placement!, ask.Patient, ask.Now),
            _ => [],
        };
        return new DeskAnswer(refusal) { Alternatives = alternatives };
    }

    /// <summary>Whether what is remembered was the stored truth within the request, or shortly before it.</summary>
    private bool IsConfirmedFor(Ask ask) => confirmedAt is { } at
        && (at >= ask.BeganAt || time.GetElapsedTime(at).TotalMilliseconds < options.ConfirmedForMilliseconds);

    /// <summary>One read serves all that wait for it.</summary>
    private Task Read()
    {
        if (reading is null or { IsCompleted: true })
        {
            reading = ReadOnce();
        }

        return reading;
    }

    private async Task ReadOnce()
    {
        var began = time.GetTimestamp();
        if (block is not null && await store.ReadBlockVersion(key) == block.Version)
        {
            confirmedAt = began;
            return;
        }

        var snapshot = await store.LoadBlock(key);
        if (!committing)
        {
            // While a commit is under way it alone may say what the block is: its own fence tells whether it still is.
            block = snapshot is null ? null : AvailabilityBlock.From(snapshot);
            confirmedAt = began;
        }
    }

    private async Task<PatientCalendar> ReadPatient(Ask ask) =>
        await store.LoadPatientCalendar(key with { Id = ask.Change.Next.PatientId }, ask.Now)
        ?? throw new InvalidOperationException($"The patient {ask.Change.Next.PatientId} has no calendar.");

    /// <summary>Claims the time and sees that it is committed. Nothing is awaited between the judgement and the claim.</summary>
    private void Send(Ask ask)
    {
        block = block!.Claim(ask.Change);
        decided.Enqueue(ask);
        if (!committing)
        {
            committing = true;
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

        committing = false;
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
                key, block!.Version, [.. asks.Select(ask => ask.Change)], asks.Max(ask => ask.Deadline)));
            if (outcomes.Contains(ChangeOutcome.BlockLost))
            {
                Leave("another activation committed first", null, asks, AskOutcome.Moved);
                return;
            }

            block = block with { Version = block.Version + 1 };
            confirmedAt = began;
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
        switch (outcome)
        {
            case ChangeOutcome.Done:
                block = block!.Settle(ask.Change);
                ask.Settle(AskOutcome.Committed);
                break;
            case ChangeOutcome.PatientLost:
                Withdraw(ask, AskOutcome.PatientLost);
                break;
            case ChangeOutcome.AppointmentLost:
                Withdraw(ask, AskOutcome.AppointmentLost);
                break;
            case ChangeOutcome.IdExists:
                Withdraw(ask, AskOutcome.IdExists);
                break;
            case ChangeOutcome.BlockLost or ChangeOutcome.Rejected:
                Withdraw(ask, AskOutcome.Rejected);
                break;
        }
    }

    private void Withdraw(Ask ask, AskOutcome outcome)
    {
        block = block!.Withdraw(ask.Change);
        ask.Settle(outcome);
    }

    /// <summary>A commit has ended: who waited for it is judged again, in order of arrival, in this same turn.</summary>
    private void JudgeWaiting()
    {
        var asks = waiting.ToArray();
        waiting.Clear();
        foreach (var ask in asks)
        {
            switch (Judge(ask).Kind)
            {
                case VerdictKind.Wait:
                    waiting.Add(ask);
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

    /// <summary>What is remembered cannot be trusted any more: everybody is sent away, and nothing is awaited.</summary>
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
