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
internal sealed record AvailabilityBlock
{
    public required BlockDefinition Definition { get; init; }

    /// <summary>The stored version that <see cref="Live"/> is the truth of.</summary>
    public required long Version { get; init; }

    /// <summary>The committed live appointments.</summary>
    public required ImmutableDictionary<Guid, TimeRange> Live { get; init; }

    public required Occupancy Committed { get; init; }

    /// <summary><see cref="Committed"/> and the new times of what is on its way.</summary>
    public required Occupancy Claimed { get; init; }

    /// <summary>Appointments and people with a change on its way: at most one each.</summary>
    public ImmutableHashSet<Guid> OnTheWay { get; init; } = [];

    public static AvailabilityBlock From(BlockSnapshot snapshot)
    {
        var occupancy = Occupancy.Of(snapshot.Live.Select(live => live.Time));
        return new AvailabilityBlock
        {
            Definition = snapshot.Definition,
            Version = snapshot.Version,
            Live = snapshot.Live.ToImmutableDictionary(live => live.Id, live => live.Time),
            Committed = occupancy,
            Claimed = occupancy,
        };
    }

    /// <summary>Judges time asked for; nothing as block means that there is none. The order is the contract's.</summary>
    /// <param name="asked">What is asked for.</param>
    /// <param name="block">The block as it stands.</param>
    /// <param name="patient">The patient's other times; nothing until they are needed.</param>
    /// <param name="now">The command's one reading of the clock.</param>
    public static Verdict Judge(Placement asked, AvailabilityBlock? block, PatientCalendar? patient, DateTimeOffset now)
    {
        if (RefusePeople(asked) is { } refusal)
        {
            return Verdict.Refuse(refusal);
        }

        if (!asked.ServiceTypeKnown)
        {
            return Verdict.Refuse(PlacementStatus.ServiceTypeUnknown);
        }

        if (!asked.FeeAllowed)
        {
            return Verdict.Refuse(PlacementStatus.FeeNotWaivable);
        }

        if (asked.Time is not { } time)
        {
            return Verdict.Refuse(PlacementStatus.TimeZoneUnknown);
        }

        if (time.Start <= now)
        {
            return Verdict.Refuse(PlacementStatus.StartNotInFuture);
        }

        if (block is null || block.Definition.IsDeleted)
        {
            return Verdict.Refuse(PlacementStatus.BlockUnknown);
        }

        return block.RefuseByDefinition(asked, time) is { } closed
            ? Verdict.Refuse(closed)
            : block.JudgeTime(asked, time, patient, now);
    }

    /// <summary>The block while a change is on its way to the store.</summary>
    public AvailabilityBlock Claim(AppointmentChange change) => this with
    {
        Claimed = change.Next.IsLive ? Claimed.Add(change.Next.Time) : Claimed,
        OnTheWay = OnTheWay.Union(Touched(change)),
    };

    /// <summary>The block once a change is committed.</summary>
    public AvailabilityBlock Settle(AppointmentChange change)
    {
        var id = change.Next.Key.Id;
        var next = this with { OnTheWay = OnTheWay.Except(Touched(change)) };
        if (Live.TryGetValue(id, out var former))
        {
            next = next with
            {
                Live = next.Live.Remove(id),
                Committed = next.Committed.Remove(former),
                Claimed = next.Claimed.Remove(former),
            };
        }

        return !change.Next.IsLive ? next : next with
        {
            Live = next.Live.Add(id, change.Next.Time),
            Committed = next.Committed.Add(change.Next.Time),
        };
    }

    /// <summary>The block once it is known that a change was not made.</summary>
    public AvailabilityBlock Withdraw(AppointmentChange change) => this with
    {
        Claimed = change.Next.IsLive ? Claimed.Remove(change.Next.Time) : Claimed,
        OnTheWay = OnTheWay.Except(Touched(change)),
    };

    /// <summary>Whether a change must wait: its appointment or one of its people has another one on its way.</summary>
    public bool MustWait(AppointmentChange change) => Touched(change).Any(OnTheWay.Contains);

    /// <summary>Free times near the one asked for, outside the patient's own appointments where those are known.</summary>
    public ImmutableArray<TimeRange> FreeNear(Placement asked, PatientCalendar? patient, DateTimeOffset now)
    {
        var occupancy = Without(Claimed, asked.AppointmentId);
        foreach (var other in Others(patient, asked.AppointmentId))
        {
            occupancy = occupancy.Change(other.Time, Definition.Capacity);
        }

        return Alternatives.Near(asked.Time!.Value, Definition.Time, occupancy, Definition.Capacity, now);
    }

    private static PlacementStatus? RefusePeople(Placement asked) => (asked.Patient, asked.Clinician) switch
    {
        (PersonStanding.Inactive, _) => PlacementStatus.PatientInactive,
        (PersonStanding.OtherKind, _) => PlacementStatus.NotAPatient,
        (PersonStanding.Fit, PersonStanding.Inactive) => PlacementStatus.ClinicianInactive,
        (PersonStanding.Fit, PersonStanding.OtherKind) => PlacementStatus.NotAClinician,
        (PersonStanding.Fit, PersonStanding.Fit) => null,
    };

    private PlacementStatus? RefuseByDefinition(Placement asked, TimeRange time)
    {
        if (Definition.ClinicianId != asked.ClinicianId)
        {
            return PlacementStatus.ClinicianOfAnotherBlock;
        }

        if (!Definition.IsAvailable)
        {
            return PlacementStatus.BlockUnavailable;
        }

        if (!Definition.Allows(asked.Type))
        {
            return PlacementStatus.TypeNotAllowed;
        }

        if (Definition.Locked && !asked.MayUseLocked)
        {
            return PlacementStatus.BlockLocked;
        }

        if (Definition.Private && asked.Side == Side.Patients)
        {
            return PlacementStatus.BlockPrivate;
        }

        if (time.Length > asked.LongestVisit)
        {
            return PlacementStatus.TooLong;
        }

        return Definition.Time.Contains(time) ? null : PlacementStatus.OutsideBlock;
    }

    private Verdict JudgeTime(Placement asked, TimeRange time, PatientCalendar? patient, DateTimeOffset now)
    {
        // Until holds can be placed no hold is anybody's.
        if (asked.HoldId is not null)
        {
            return Verdict.Refuse(PlacementStatus.HoldUnknown);
        }

        if (Without(Committed, asked.AppointmentId).Most(time) >= Definition.Capacity)
        {
            return Verdict.Refuse(PlacementStatus.TimeTaken);
        }

        if (Without(Claimed, asked.AppointmentId).Most(time) >= Definition.Capacity)
        {
            return Verdict.Wait;
        }

        if (patient is null)
        {
            return Verdict.AskPatient;
        }

        if (Others(patient, asked.AppointmentId).Any(other => other.Time.Overlaps(time)))
        {
            return Verdict.Refuse(PlacementStatus.PatientBusy);
        }

        return Others(patient, asked.AppointmentId).Count(other => other.Time.Start > now) >= asked.MostLiveAppointments
            ? Verdict.Refuse(PlacementStatus.PatientLimitReached)
            : Verdict.Fits;
    }

    /// <summary>An appointment never collides with itself.</summary>
    private Occupancy Without(Occupancy occupancy, Guid appointmentId) =>
        Live.TryGetValue(appointmentId, out var own) ? occupancy.Remove(own) : occupancy;

    private static IEnumerable<LiveAppointment> Others(PatientCalendar? patient, Guid appointmentId) =>
        patient?.Live.Where(live => live.Id != appointmentId) ?? [];

    private static IEnumerable<Guid> Touched(AppointmentChange change)
    {
        yield return change.Next.Key.Id;
        yield return change.Next.PatientId;
        if (change.FormerPatientId is { } former)
        {
            yield return former;
        }
    }
}
