namespace Scheduling.BookingRush.Tests;

/// <summary>A clerk who does not do as a clerk should, in one way.</summary>
internal sealed class CorruptClerk(Corruption corruption, int capacity) : SyntheticClerk(capacity)
{
    private readonly HashSet<Guid> lostOnce = [];
    private readonly Dictionary<Guid, IReadOnlyList<Sighting>> lastLists = [];

    protected override bool HasExpired(long until, long now) =>
        corruption != Corruption.ImmortalHold && base.HasExpired(until, now);

    protected override bool IsTaken(Operation wish, Guid? own, Guid? hold) =>
        corruption != Corruption.MissingVersionCheck && base.IsTaken(wish, own, hold);

    protected override bool Knows(string key) => corruption != Corruption.ReplayBooksAgain && base.Knows(key);

    /// <summary>Stale is what shows what was shown the last time.</summary>
    protected override IReadOnlyList<Sighting> List(Guid patient)
    {
        var truth = base.List(patient);
        var shown = corruption == Corruption.StaleList ? lastLists.GetValueOrDefault(patient, truth) : truth;
        lastLists[patient] = truth;
        return shown;
    }

    protected override void Store(Stored next)
    {
        switch (corruption)
        {
            case Corruption.AckWithoutCommit when lostOnce.Add(next.Id):
                break;
            case Corruption.LostRelease when !next.IsLive:
                break;
            case Corruption.MoveCopies:
                Keep(next.Id);
                base.Store(next);
                break;
            default:
                base.Store(next);
                break;
        }
    }

    protected override void EndHold(Guid patient)
    {
        if (corruption != Corruption.LostHoldRelease)
        {
            base.EndHold(patient);
        }
    }
}

internal enum Corruption
{
    AckWithoutCommit,
    MissingVersionCheck,
    LostRelease,
    LostHoldRelease,
    ImmortalHold,
    MoveCopies,
    ReplayBooksAgain,
    StaleList,
}
