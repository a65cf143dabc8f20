using System.Collections.Immutable;
using Scheduling.Grains.Storage;

namespace Scheduling.Grains.AvailabilityBlocks;

/// <content>Whether time asked for is given, to an appointment or a hold.</content>
internal sealed partial record AvailabilityBlock
{
    /// <summary>
    /// Judges time asked for; nothing as block means that there is none. The order is the contract's.
    /// </summary>
    /// <param name="asked">What is asked for.</param>
    /// <param name="block">The block as it stands.</param>
    /// <param name="patient">The patient's other times; nothing until they are needed.</param>
    /// <param name="now">The command's one reading of the clock.</param>
    public static Verdict Judge(
        Placement asked, AvailabilityBlock? block, PatientCalendar? patient, DateTimeOffset now) =>
        Refuse(asked, block, now) is { } refusal
            ? Verdict.Refuse(refusal)
            : block!.JudgeHold(asked, patient, now) ?? block.JudgeTime(asked, patient, now, HoldsGivenUp.By(asked));

    /// <summary>Free times near the one asked for, outside the patient's own where those are known.</summary>
    public ImmutableArray<TimeRange> FreeNear(
        Placement asked, PatientCalendar? patient, DateTimeOffset now, HoldsGivenUp? givenUp = null)
    {
        var gone = givenUp ?? HoldsGivenUp.By(asked);
        var occupancy = Standing(Claimed, asked, now, gone, Definition.Time);
        foreach (var other in Others(patient, asked, now, gone))
        {
            occupancy = occupancy.Change(other, Definition.Capacity);
        }

        return Alternatives.Near(asked.Time!.Value, Definition.Time, occupancy, Definition.Capacity, now);
    }

    /// <summary>Whatever does not depend on who else has the time.</summary>
    private static PlacementStatus? Refuse(Placement asked, AvailabilityBlock? block, DateTimeOffset now)
    {
        if (RefusePeople(asked) is { } refusal)
        {
            return refusal;
        }

        if (!asked.ServiceTypeKnown)
        {
            return PlacementStatus.ServiceTypeUnknown;
        }

        if (!asked.FeeAllowed)
        {
            return PlacementStatus.FeeNotWaivable;
        }

        if (asked.Time is not { } time)
        {
            return PlacementStatus.TimeZoneUnknown;
        }

        if (time.Start <= now)
        {
            return PlacementStatus.StartNotInFuture;
        }

        return block is null || block.Definition.IsDeleted
            ? PlacementStatus.BlockUnknown
            : block.RefuseByDefinition(asked, time);
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

    private Verdict JudgeTime(Placement asked, PatientCalendar? patient, DateTimeOffset now, HoldsGivenUp gone)
    {
        var time = asked.Time!.Value;
        if (Standing(Committed, asked, now, gone, time).Most(time) >= Definition.Capacity)
        {
            return Verdict.Refuse(PlacementStatus.TimeTaken);
        }

        if (Standing(Claimed, asked, now, gone, time).Most(time) >= Definition.Capacity)
        {
            return Verdict.Wait;
        }

        if (patient is null)
        {
            return Verdict.AskPatient;
        }

        if (Others(patient, asked, now, gone).Any(other => other.Overlaps(time)))
        {
            return Verdict.Refuse(PlacementStatus.PatientBusy);
        }

        return OtherAppointments(patient, asked).Count(other => other.Start > now) >= asked.MostLiveAppointments
            ? Verdict.Refuse(PlacementStatus.PatientLimitReached)
            : Verdict.Fits;
    }

    /// <summary>
    /// What counts against time asked for inside a range: an appointment never collides with itself, and a hold counts
    /// until it expires, unless it is given up for what is asked.
    /// </summary>
    private Occupancy Standing(
        Occupancy appointments, Placement asked, DateTimeOffset now, HoldsGivenUp gone, TimeRange range)
    {
        var standing = Live.TryGetValue(asked.AppointmentId, out var own) ? appointments.Remove(own) : appointments;
        if (Holds.IsEmpty)
        {
            return standing;
        }

        foreach (var hold in Holds.Values)
        {
            if (hold.CountsAt(now) && hold.Time.Overlaps(range) && !gone.Contains(hold))
            {
                standing = standing.Add(hold.Time);
            }
        }

        return standing;
    }

    /// <summary>The patient's other times, their hold included.</summary>
    private static IEnumerable<TimeRange> Others(
        PatientCalendar? patient, Placement asked, DateTimeOffset now, HoldsGivenUp gone)
    {
        if (patient is null)
        {
            return [];
        }

        var appointments = OtherAppointments(patient, asked);
        return patient.Hold is { } hold && hold.CountsAt(now) && !gone.Contains(hold)
            ? appointments.Append(hold.Time)
            : appointments;
    }

    private static IEnumerable<TimeRange> OtherAppointments(PatientCalendar patient, Placement asked) =>
        patient.Live.Where(live => live.Id != asked.AppointmentId).Select(live => live.Time);
}
