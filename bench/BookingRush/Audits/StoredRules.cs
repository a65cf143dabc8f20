namespace Scheduling.BookingRush;

/// <summary>What was promised, against what is there.</summary>
internal sealed class StoredRules(Ledger ledger, Findings findings, int capacity)
{
    public void Check(IReadOnlyDictionary<Guid, Stored> stored)
    {
        foreach (var promised in ledger.Appointments.Values)
        {
            var there = stored.GetValueOrDefault(promised.Id);
            findings.Check(Rule.NothingForgotten, there is not null, () =>
                $"Appointment {promised.Id}, acknowledged for {promised.Current}, is not there.");
            if (there is not null)
            {
                var isRight = there.Patient == promised.Patient && IsAsAnswered(promised, there);
                findings.Check(promised.HasDoubt ? Rule.DoubtsSettled : Rule.AsAnswered, isRight, () =>
                    $"Acknowledged for {promised.Current}{Cancelled(promised)}, found as {there}.");
            }
        }

        Overlaps(stored.Values.Where(each => each.IsLive).ToList());
    }

    /// <summary>What was acknowledged to several at once, whatever is there in the end.</summary>
    public void CheckPromises(Cells cells)
    {
        foreach (var ((block, slot), lives) in cells.All)
        {
            var sure = lives.Where(life => life.SureFrom < life.SureUntil).ToList();
            var clash = Sweep.FirstOver(sure.Select(life => (life.SureFrom, life.SureUntil)), capacity);
            findings.Check(Rule.NoDoubleBooking, clash is null, () =>
                $"Slot {slot} of block {block} was acknowledged to more than {capacity} at once: appointments "
                + string.Join(", ", sure.Select(life => life.Appointment).Take(5)) + ".");
        }
    }

    /// <summary>What is there although nobody was told so; needs everything that is there.</summary>
    public void CheckInvented(IEnumerable<Stored> stored)
    {
        var unaskable = ledger.Unaskable.Select(doubt => (doubt.Patient, doubt.Block, doubt.From)).ToHashSet();
        foreach (var there in stored.Where(each => each.IsLive))
        {
            var isKnown = ledger.Appointments.ContainsKey(there.Id)
                || unaskable.Contains((there.Patient, there.Block, there.From));
            findings.Check(Rule.NothingInvented, isKnown, () => $"Nobody was told of {there}.");
        }
    }

    private static bool IsAsAnswered(Acknowledged promised, Stored there) =>
        (promised.IsCancelled && !there.IsLive)
        || (promised.MayBeCancelled && !there.IsLive && there.Status.StartsWith("Cancelled", StringComparison.Ordinal))
        || (!promised.IsCancelled && there.IsLive
            && (promised.Current.IsAt(there) || promised.MaybeAt.Any(maybe => maybe.IsAt(there))));

    private static string Cancelled(Acknowledged promised) => promised.IsCancelled ? ", then cancelled" : "";

    private void Overlaps(List<Stored> live)
    {
        foreach (var block in live.GroupBy(each => each.Block))
        {
            var clash = Sweep.FirstOver(block.Select(each => (each.From, each.To)), capacity);
            findings.Check(Rule.NoDoubleBooking, clash is null, () =>
                $"Block {block.Key} holds more than {capacity} at {clash:yyyy-MM-dd HH:mm}.");
        }

        foreach (var patient in live.GroupBy(each => each.Patient))
        {
            var clash = Sweep.FirstOver(patient.Select(each => (each.From, each.To)), 1);
            findings.Check(Rule.OnePlacePerPatient, clash is null, () =>
                $"Patient {patient.Key} is in two places at {clash:yyyy-MM-dd HH:mm}: "
                + string.Join("; ", patient.Where(each => each.From <= clash && clash < each.To)) + ".");
        }
    }
}
