namespace Scheduling.BookingRush;

/// <summary>A clerk with one book: the sequential model by which synthetic histories are made.</summary>
internal class SyntheticClerk(int capacity)
{
    /// <summary>Short, so that holds end in a short history: microseconds.</summary>
    private const long HoldLength = 30_000;

    private readonly Dictionary<Guid, Stored> appointments = [];
    private readonly Dictionary<Guid, List<Guid>> byPatient = [];
    private readonly Dictionary<Guid, List<Stored>> live = [];
    private readonly Dictionary<Guid, (SyntheticHold Hold, long Until)> holds = [];
    private readonly Dictionary<string, Guid> keys = [];
    private long names;

    public IReadOnlyCollection<Stored> End => appointments.Values;

    public SyntheticHold? HoldOf(Guid patient) => holds.TryGetValue(patient, out var found) ? found.Hold : null;

    /// <summary>Decides at one instant, and answers; an error where the request makes no sense.</summary>
    public Operation Decide(Operation wish, long now)
    {
        foreach (var (patient, (_, until)) in holds.Where(each => HasExpired(each.Value.Until, now)).ToList())
        {
            holds.Remove(patient);
        }

        return wish.Op switch
        {
            Act.Book or Act.Repeat => Book(wish),
            Act.Reschedule => Move(wish),
            Act.Cancel => Cancel(wish),
            Act.Hold => Hold(wish, now),
            Act.Release => Release(wish),
            Act.Read => Read(wish),
            Act.List => wish with { Outcome = Outcome.Found, Found = List(wish.Patient) },
            Act.Search => throw new ArgumentException("Searches may lag.", nameof(wish)),
        };
    }

    protected virtual bool HasExpired(long until, long now) => until <= now;

    protected virtual bool IsTaken(Operation wish, Guid? own, Guid? hold) =>
        Most(wish, own, hold) >= capacity;

    protected virtual bool Knows(string key) => keys.ContainsKey(key);

    protected virtual IReadOnlyList<Sighting> List(Guid patient) =>
    [
        .. byPatient.GetValueOrDefault(patient, []).Select(id => appointments.GetValueOrDefault(id)).OfType<Stored>()
            .Select(Seen),
    ];

    protected virtual void Store(Stored next)
    {
        Forget(next.Id);
        appointments[next.Id] = next;
        if (next.IsLive)
        {
            Live(next.Block).Add(next);
            Live(next.Patient).Add(next);
        }
    }

    protected virtual void EndHold(Guid patient) => holds.Remove(patient);

    /// <summary>What was there stays there, under another name.</summary>
    protected void Keep(Guid id)
    {
        if (appointments.TryGetValue(id, out var former) && former.IsLive)
        {
            var copy = former with { Id = NewId() };
            appointments[copy.Id] = copy;
            Live(copy.Block).Add(copy);
            Live(copy.Patient).Add(copy);
        }
    }

    /// <summary>It takes no time any more.</summary>
    private void Forget(Guid id)
    {
        if (appointments.TryGetValue(id, out var former) && former.IsLive)
        {
            Live(former.Block).Remove(former);
            Live(former.Patient).Remove(former);
        }
    }

    private Guid NewId()
    {
        names++;
        return new Guid(
            9, 9, 0x4000, 0x80, 0, 0, 0, (byte)(names >> 24), (byte)(names >> 16), (byte)(names >> 8), (byte)names);
    }

    private static Sighting Seen(Stored stored) =>
        new(stored.Id, stored.Block, stored.From, stored.To, stored.IsLive);

    private List<Stored> Live(Guid whose)
    {
        if (!live.TryGetValue(whose, out var some))
        {
            live[whose] = some = [];
        }

        return some;
    }

    private Operation Book(Operation wish)
    {
        if (wish.Key is { } key && Knows(key))
        {
            var stored = appointments.GetValueOrDefault(keys[key]);
            return wish with { Appointment = keys[key], Found = stored is null ? null : [Seen(stored)] };
        }

        if (Refuse(wish, null, wish.Hold) is { } refusal)
        {
            return refusal;
        }

        var booked = Placed(wish, NewId());
        Store(booked);
        (byPatient.TryGetValue(wish.Patient, out var all) ? all : byPatient[wish.Patient] = []).Add(booked.Id);
        if (wish.Key is not null)
        {
            keys[wish.Key] = booked.Id;
        }

        if (HoldOf(wish.Patient)?.Id == wish.Hold)
        {
            EndHold(wish.Patient);
        }

        return wish with { Appointment = booked.Id };
    }

    private Operation Read(Operation wish) => appointments.TryGetValue(wish.Appointment!.Value, out var stored)
        ? wish with { Outcome = Outcome.Found, Found = [Seen(stored)] }
        : wish with { Outcome = Outcome.Found, Status = 400, Code = 1000404 };

    private Operation Move(Operation wish)
    {
        if (!appointments.TryGetValue(wish.Appointment!.Value, out var stored) || !stored.IsLive)
        {
            return Error(wish);
        }

        if (Refuse(wish, stored.Id, null) is { } refusal)
        {
            return refusal;
        }

        Store(Placed(wish, stored.Id));
        return wish;
    }

    private Operation Cancel(Operation wish)
    {
        if (!appointments.TryGetValue(wish.Appointment!.Value, out var stored) || !stored.IsLive)
        {
            return Error(wish);
        }

        Store(stored with { IsLive = false });
        return wish;
    }

    private Operation Hold(Operation wish, long now)
    {
        if (Refuse(wish, null, HoldOf(wish.Patient)?.Id) is { } refusal)
        {
            return refusal;
        }

        var hold = new SyntheticHold(NewId(), wish.Patient, wish.Block!.Value, wish.From!.Value, wish.To!.Value);
        holds[wish.Patient] = (hold, now + HoldLength);
        return wish with
        {
            Hold = hold.Id,
            Expires = DateTimeOffset.UnixEpoch.AddTicks((now + HoldLength) * TimeSpan.TicksPerMicrosecond),
        };
    }

    private Operation Release(Operation wish)
    {
        if (HoldOf(wish.Patient)?.Id == wish.Hold)
        {
            EndHold(wish.Patient);
        }

        return wish;
    }

    private Operation? Refuse(Operation wish, Guid? own, Guid? hold)
    {
        if (IsTaken(wish, own, hold))
        {
            return Refused(wish, RefusalReason.Time);
        }

        var isBusy = Live(wish.Patient).Any(other => other.Id != own && other.From < wish.To && wish.From < other.To)
            || (HoldOf(wish.Patient) is { } held && held.Id != hold && held.From < wish.To && wish.From < held.To);
        return isBusy ? Refused(wish, RefusalReason.Patient) : null;
    }

    private int Most(Operation wish, Guid? own, Guid? hold)
    {
        var (from, to) = (wish.From!.Value, wish.To!.Value);
        var there = Live(wish.Block!.Value).Where(each => each.Id != own).Select(each => (each.From, each.To))
            .Concat(holds.Values.Where(each => each.Hold.Block == wish.Block && each.Hold.Id != hold)
                .Select(each => (each.Hold.From, each.Hold.To)))
            .Where(each => each.From < to && from < each.To).ToList();
        return there.Count == 0 ? 0 : there.Max(each => there.Count(other =>
            other.From <= Later(each.From, from) && Later(each.From, from) < other.To));
    }

    private static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;

    private static Stored Placed(Operation wish, Guid id) => new(
        id, wish.Block!.Value, wish.Patient, wish.From!.Value, wish.To!.Value, IsLive: true, "Scheduled");

    private static Operation Refused(Operation wish, RefusalReason reason) =>
        wish with { Outcome = Outcome.Taken, Reason = reason, Status = 400, Code = 1000409 };

    private static Operation Error(Operation wish) =>
        wish with { Outcome = Outcome.Error, Status = 400, Code = 1000400 };
}

/// <summary>A time that is kept for a patient.</summary>
internal sealed record SyntheticHold(Guid Id, Guid Patient, Guid Block, DateTimeOffset From, DateTimeOffset To);
