namespace Scheduling.BookingRush.Tests;

/// <summary>An appointment in the double's book.</summary>
internal sealed record Entry(Guid Id, Guid Block, Guid Patient, DateTimeOffset From, DateTimeOffset To)
{
    public bool IsLive { get; init; } = true;
}

/// <summary>What a double answers to a booking.</summary>
internal enum Decision
{
    Booked,
    Taken,
    Unknown,
}

/// <summary>
/// A book of appointments that is kept as a gateway should, but for one lie in the n-th decision that allows it.
/// </summary>
internal sealed class Book(Lie lie, int after)
{
    private readonly Lock access = new();
    private readonly Dictionary<Guid, Entry> entries = [];
    private readonly Dictionary<Guid, Entry> holds = [];
    private readonly Dictionary<string, Guid> keys = [];
    private readonly HashSet<(Guid, DateTimeOffset)> lost = [];
    private readonly HashSet<string> unsettled = [];
    private int chances;

    public IReadOnlyList<Entry> All
    {
        get
        {
            lock (access)
            {
                return [.. entries.Values];
            }
        }
    }

    public Entry? Find(Guid id)
    {
        lock (access)
        {
            return entries.GetValueOrDefault(id);
        }
    }

    /// <summary>Whether nobody has it, and nobody holds it.</summary>
    public bool IsFree(Guid block, DateTimeOffset from, DateTimeOffset to)
    {
        lock (access)
        {
            return !entries.Values.Concat(holds.Values).Any(each => each.IsLive && each.Block == block
                && each.From < to && from < each.To);
        }
    }

    /// <returns>Whether it is held now.</returns>
    public bool Hold(Entry wanted)
    {
        lock (access)
        {
            return IsFree(wanted.Block, wanted.From, wanted.To) && holds.TryAdd(wanted.Id, wanted);
        }
    }

    public void Release(Guid hold)
    {
        lock (access)
        {
            holds.Remove(hold);
        }
    }

    /// <returns>Where it is now; nothing where the time is taken.</returns>
    public Entry? Move(Guid id, Entry wanted)
    {
        lock (access)
        {
            var isSame = entries[id] is var stored && stored.Block == wanted.Block && stored.From == wanted.From;
            return isSame || IsFree(wanted.Block, wanted.From, wanted.To) ? entries[id] = wanted with { Id = id } : null;
        }
    }

    public void Cancel(Guid id)
    {
        lock (access)
        {
            entries[id] = entries[id] with { IsLive = false };
        }
    }

    public (Decision Decision, Entry? Entry) Ask(Entry wanted, string? key)
    {
        lock (access)
        {
            if (key is not null && keys.TryGetValue(key, out var known))
            {
                return (Decision.Booked, entries[known]);
            }

            return key is not null && unsettled.Contains(key) ? (Decision.Unknown, null) : Decide(wanted, key);
        }
    }

    private (Decision, Entry?) Decide(Entry wanted, string? key)
    {
        var isTaken = lost.Contains((wanted.Block, wanted.From)) || entries.Values.Concat(holds.Values).Any(each => each.IsLive
            && each.From < wanted.To && wanted.From < each.To
            && (each.Block == wanted.Block || each.Patient == wanted.Patient));
        if (isTaken)
        {
            return lie is Lie.DoubleBooks && IsNow() ? Keep(wanted, key) : (Decision.Taken, null);
        }

        return !Lies() || !IsNow() ? Keep(wanted, key) : Deceive(wanted, key);
    }

    private bool Lies() => lie is not (Lie.None or Lie.DoubleBooks);

    private bool IsNow() => chances++ == after;

    private (Decision, Entry?) Deceive(Entry wanted, string? key)
    {
        switch (lie)
        {
            case Lie.Forgets:
                return (Decision.Booked, wanted);
            case Lie.Invents:
                Keep(wanted with { Id = Guid.NewGuid(), From = wanted.From.AddHours(6), To = wanted.To.AddHours(6) },
                    null);
                return Keep(wanted, key);
            case Lie.LosesSlot:
                lost.Add((wanted.Block, wanted.From));
                return (Decision.Taken, null);
            case Lie.RefusesWrongly:
                return (Decision.Taken, null);
            case Lie.StoresOtherTime:
                Keep(wanted with { From = wanted.From.AddHours(6), To = wanted.To.AddHours(6) }, key);
                return (Decision.Booked, wanted);
            case Lie.TwoPlaces:
                Keep(wanted with
                {
                    Id = Guid.NewGuid(),
                    Block = entries.Values.First(each => each.Block != wanted.Block).Block
                }, null);
                return Keep(wanted, key);
            case Lie.ForgetsKey:
                Keep(wanted, null);
                return (Decision.Unknown, null);
            case Lie.NeverSettles:
                unsettled.Add(key!);
                return (Decision.Unknown, null);
            default:
                Keep(wanted, key);
                return (Decision.Unknown, null);
        }
    }

    private (Decision, Entry?) Keep(Entry wanted, string? key)
    {
        entries[wanted.Id] = wanted;
        if (key is not null)
        {
            keys[key] = wanted.Id;
        }

        return (Decision.Booked, wanted);
    }
}
