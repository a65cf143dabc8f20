using System.Collections.Immutable;
using Scheduling.Grains.Storage;

namespace Scheduling.Grains.AvailabilityBlocks;

/// <summary>
/// A block's times, and the rules by which it gives them away. A value: every step returns the next one.
/// </summary>
/// <remarks>
/// What is on its way to the store counts both ways: it occupies its time already, and frees none until it is
/// committed. So a decision is either true of what is committed, or waits for what is not.
/// </remarks>
internal sealed partial record AvailabilityBlock
{
    public required BlockDefinition Definition { get; init; }

    /// <summary>The stored version that <see cref="Live"/> and <see cref="Holds"/> are the truth of.</summary>
    public required long Version { get; init; }

    /// <summary>The committed live appointments.</summary>
    public required ImmutableDictionary<Guid, TimeRange> Live { get; init; }

    /// <summary>
    /// The committed holds. Those that have expired count no more, and are forgotten when one is placed.
    /// </summary>
    public ImmutableDictionary<Guid, Hold> Holds { get; init; } = ImmutableDictionary<Guid, Hold>.Empty;

    /// <summary>How many committed appointments stand at each instant.</summary>
    public required Occupancy Committed { get; init; }

    /// <summary><see cref="Committed"/> and the new times, of appointments and holds, of what is on its way.</summary>
    public required Occupancy Claimed { get; init; }

    /// <summary>Appointments and people with a change on its way: at most one each.</summary>
    public ImmutableHashSet<Guid> OnTheWay { get; init; } = [];

    /// <summary>Whether another definition is on its way. Nothing else is then, and nothing else is sent.</summary>
    public bool IsBeingRedefined { get; init; }

    public static AvailabilityBlock From(BlockSnapshot snapshot)
    {
        var occupancy = Occupancy.Of(snapshot.Live.Select(live => live.Time));
        return new AvailabilityBlock
        {
            Definition = snapshot.Definition,
            Version = snapshot.Version,
            Live = snapshot.Live.ToImmutableDictionary(live => live.Id, live => live.Time),
            Holds = snapshot.Holds.ToImmutableDictionary(hold => hold.Key.Id),
            Committed = occupancy,
            Claimed = occupancy,
        };
    }

    /// <summary>
    /// Whether a change must wait: its appointment or one of its people has another one on its way. A change of the
    /// definition waits for all that is on its way, and all else waits for it.
    /// </summary>
    public bool MustWait(BlockChange change) =>
        IsBeingRedefined || (change is PatientChange ? Touched(change).Any(OnTheWay.Contains) : !OnTheWay.IsEmpty);

    /// <summary>The block while a change is on its way to the store.</summary>
    public AvailabilityBlock Claim(BlockChange change) => this with
    {
        Claimed = Asked(change) is { } time ? Claimed.Add(time) : Claimed,
        OnTheWay = OnTheWay.Union(Touched(change)),
        IsBeingRedefined = IsBeingRedefined || change is DefinitionChange,
    };

    /// <summary>The block once it is known that a change was not made.</summary>
    public AvailabilityBlock Withdraw(BlockChange change) => this with
    {
        Claimed = Asked(change) is { } time ? Claimed.Remove(time) : Claimed,
        OnTheWay = OnTheWay.Except(Touched(change)),
        IsBeingRedefined = IsBeingRedefined && change is not DefinitionChange,
    };

    /// <summary>The block once a change is committed.</summary>
    public AvailabilityBlock Settle(BlockChange change) => change switch
    {
        AppointmentChange made => Settle(made),
        HoldPlaced { Hold: var hold } => Withdraw(change) with { Holds = HoldsBeside(hold).Add(hold.Key.Id, hold) },
        HoldReleased { Hold: var hold } => Withdraw(change) with { Holds = Holds.Remove(hold.Key.Id) },
        DefinitionChange { Next: var definition } => Withdraw(change) with { Definition = definition },
        _ => throw new ArgumentException($"{change.GetType()} is no change of a block.", nameof(change)),
    };

    private AvailabilityBlock Settle(AppointmentChange made)
    {
        var appointment = made.Next;
        var id = appointment.Key.Id;
        var next = this with
        {
            OnTheWay = OnTheWay.Except(Touched(made)),
            Holds = made.UsedHoldId is { } used ? Holds.Remove(used) : Holds,
        };
        if (Live.TryGetValue(id, out var former))
        {
            next = next with
            {
                Live = next.Live.Remove(id),
                Committed = next.Committed.Remove(former),
                Claimed = next.Claimed.Remove(former),
            };
        }

        // The new time was claimed before, and stays so.
        return !appointment.IsLive ? next : next with
        {
            Live = next.Live.Add(id, appointment.Time),
            Committed = next.Committed.Add(appointment.Time),
        };
    }

    /// <summary>
    /// Without the holds that a new one replaces, and without those that had expired when it was placed.
    /// </summary>
    private ImmutableDictionary<Guid, Hold> HoldsBeside(Hold placed) => Holds.RemoveRange(Holds.Values
        .Where(hold => hold.PatientId == placed.PatientId || !hold.CountsAt(placed.CreatedAt))
        .Select(hold => hold.Key.Id));

    /// <summary>The time that a change wants to occupy.</summary>
    private static TimeRange? Asked(BlockChange change) => change switch
    {
        AppointmentChange { Next: { IsLive: true, Time: var time } } => time,
        HoldPlaced { Hold.Time: var time } => time,
        _ => null,
    };

    private static IEnumerable<Guid> Touched(BlockChange change)
    {
        if (change is not PatientChange touching)
        {
            yield break;
        }

        yield return touching.PatientId;
        if (touching is AppointmentChange { Next.Key.Id: var appointment })
        {
            yield return appointment;
        }

        if (touching.FormerPatientId is { } former)
        {
            yield return former;
        }
    }
}
