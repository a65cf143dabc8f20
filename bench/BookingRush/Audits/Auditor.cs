namespace Scheduling.BookingRush;

/// <summary>Looks, from the outside, whether everything that a run was told is true.</summary>
/// <param name="plan">Whose people and blocks.</param>
/// <param name="scenario">How many there are.</param>
/// <param name="truth">Where to look.</param>
/// <param name="calls">Asks again, and tries free slots; nothing where no gateway is to be asked.</param>
/// <param name="isWhole">Whether the history is that of all workers: else others have booked, too.</param>
/// <param name="time">The clock.</param>
internal sealed class Auditor(
    Plan plan, Scenario scenario, ITruth truth, AuditCalls? calls, bool isWhole, TimeProvider time)
{
    private const int MostTries = 200;
    private const string Partial = "one worker of several: judged when their results are merged and audited";

    private readonly Findings findings = new();

    /// <param name="history">Read twice; called for each reading.</param>
    /// <param name="stop">Gives it up.</param>
    public async Task<AuditResult> Check(Func<IEnumerable<Operation>> history, CancellationToken stop)
    {
        var began = time.GetTimestamp();
        var ledger = new Ledger(findings);
        foreach (var operation in history())
        {
            ledger.Take(operation);
        }

        await SettleDoubts(ledger, stop);
        var (stored, isEverything) = await Look(ledger, stop);
        var cells = new Cells(plan);
        Compare(ledger, stored, isEverything, cells);
        var refusals = Judge(ledger, cells, history);
        await TrySlots(ledger, stored, cells, refusals, stop);
        return new AuditResult
        {
            Against = truth.Name,
            Rules = findings.Results,
            Appointments = stored.Values.Count(each => each.IsLive),
            Seconds = time.GetElapsedTime(began).TotalSeconds,
        };
    }

    private async Task SettleDoubts(Ledger ledger, CancellationToken stop)
    {
        foreach (var doubt in ledger.Doubts.ToList())
        {
            stop.ThrowIfCancellationRequested();
            if (calls is not null)
            {
                ledger.Take(await calls.AskAgain(doubt));
            }
        }

        foreach (var doubt in ledger.Doubts)
        {
            findings.Check(Rule.DoubtsSettled, calls is null, () =>
                $"The gateway does not say what became of the request with the key {doubt.Key}.");
        }

        if (ledger.Unaskable.Count > 0 || (calls is null && ledger.Doubts.Count > 0))
        {
            findings.Note(Rule.DoubtsSettled, $"{ledger.Unaskable.Count + ledger.Doubts.Count} cannot be asked again");
        }
    }

    private async Task<(Dictionary<Guid, Stored> Stored, bool IsEverything)> Look(Ledger ledger, CancellationToken stop)
    {
        var blocks = Enumerable.Range(0, scenario.Blocks + scenario.WarmUpBlocks).ToList();
        if (await truth.List(blocks, stop) is not { } listed)
        {
            findings.Note(Rule.NothingInvented, "the target has no list: only what was acknowledged was looked at");
            var found = await truth.Find(ledger.Appointments.Values, stop);
            return (found.ToDictionary(each => each.Id), false);
        }

        var stored = new Dictionary<Guid, Stored>();
        foreach (var each in listed)
        {
            findings.Check(Rule.AsAnswered, stored.TryAdd(each.Id, each), () => $"There twice: {each}.");
        }

        // What a list leaves out may still be there.
        var missing = ledger.Appointments.Values.Where(each => !stored.ContainsKey(each.Id)).ToList();
        foreach (var each in await truth.Find(missing, stop))
        {
            stored[each.Id] = each;
            findings.Check(Rule.AsAnswered, false, () => $"Left out of the list: {each}.");
        }

        return (stored, true);
    }

    private void Compare(Ledger ledger, Dictionary<Guid, Stored> stored, bool isEverything, Cells cells)
    {
        ledger.Lives.ForEach(cells.Add);
        foreach (var life in ledger.Doubts.Select(Possible))
        {
            cells.Add(life);
        }

        var rules = new StoredRules(ledger, findings, scenario.Capacity);
        rules.Check(stored);
        rules.CheckPromises(cells);
        if (isEverything && isWhole)
        {
            rules.CheckInvented(stored.Values);
        }
        else if (isEverything)
        {
            findings.Note(Rule.NothingInvented, Partial);
        }

        foreach (var stranger in stored.Values.Where(each => each.IsLive && !ledger.Appointments.ContainsKey(each.Id)))
        {
            cells.Add(LifeOf(stranger));
        }
    }

    private RefusalRules Judge(Ledger ledger, Cells cells, Func<IEnumerable<Operation>> history)
    {
        var refusals = new RefusalRules(cells, findings, scenario.Capacity);
        if (!isWhole)
        {
            findings.Note(Rule.RefusalsJustified, Partial);
            return refusals;
        }

        ledger.Lives.ForEach(refusals.Know);
        foreach (var operation in history())
        {
            refusals.Check(operation);
        }

        return refusals;
    }

    private async Task TrySlots(
        Ledger ledger, Dictionary<Guid, Stored> stored, Cells cells, RefusalRules refusals, CancellationToken stop)
    {
        if (calls is null || !isWhole)
        {
            findings.Note(Rule.NoSlotLost, calls is null ? "no gateway was named that could be asked" : Partial);
            return;
        }

        var live = stored.Values.Where(each => each.IsLive)
            .SelectMany(each => cells.Slots(each.From, each.To).Select(slot => (each.Block, slot)))
            .GroupBy(cell => cell).ToDictionary(cell => cell.Key, cell => cell.Count());
        var held = ledger.Lives.Where(life => life is { Appointment: null, End: Life.Forever })
            .SelectMany(life => cells.Slots(life.From, life.To).Select(slot => (life.Block, slot))).ToHashSet();
        var free = cells.All.Select(cell => cell.Key).Union(refusals.Missed)
            .Where(cell => live.GetValueOrDefault(cell) < scenario.Capacity && !held.Contains(cell)).Take(MostTries);
        var number = 0;
        foreach (var (block, slot) in free.ToList())
        {
            stop.ThrowIfCancellationRequested();
            if (plan.BlockNumber(block) is { } blockNumber && await calls.Try(blockNumber, slot, number++) is { } could)
            {
                findings.Check(Rule.NoSlotLost, could, () =>
                    $"Slot {slot} of block {block} holds fewer than {scenario.Capacity}, and cannot be booked.");
            }
        }
    }

    private static Life Possible(Operation doubt) => new()
    {
        Patient = doubt.Patient,
        Block = doubt.Block!.Value,
        From = doubt.From!.Value,
        To = doubt.To!.Value,
        Begin = doubt.Invoke,
    };

    private static Life LifeOf(Stored stranger) => new()
    {
        Appointment = stranger.Id,
        Patient = stranger.Patient,
        Block = stranger.Block,
        From = stranger.From,
        To = stranger.To,
    };
}
