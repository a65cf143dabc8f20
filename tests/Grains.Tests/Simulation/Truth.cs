namespace Scheduling.Grains.Tests.Simulation;

/// <summary>Whether a refusal is true of what was stored: every reason a block gives, told a second time.</summary>
internal static class Truth
{
    private const int MostHolds = 3;

    private static readonly TimeSpan HoldsCountFor = TimeSpan.FromMinutes(15);

    /// <param name="reason">Why it was refused.</param>
    /// <param name="asked">What was asked for.</param>
    /// <param name="block">What was stored of the block.</param>
    /// <param name="patient">What was stored of the patient.</param>
    /// <param name="within">When the command was under way: its reading of the clock lies in it.</param>
    public static bool IsTrue(
        PlacementStatus reason, Placement asked, BlockState block, PatientState patient, TimeRange within)
    {
        var (definition, time) = (block.Definition, asked.Time!.Value);
        return reason switch
        {
            PlacementStatus.StartNotInFuture => time.Start <= within.End,
            PlacementStatus.BlockUnknown => definition.IsDeleted,
            PlacementStatus.ClinicianOfAnotherBlock => definition.ClinicianId != asked.ClinicianId,
            PlacementStatus.BlockUnavailable => !definition.IsAvailable,
            PlacementStatus.OutsideBlock => !definition.Time.Contains(time),
            PlacementStatus.HoldUnknown => IsHoldUnknown(asked, definition.Key.Id, patient, within.End),
            PlacementStatus.TimeTaken => IsTaken(asked, block, within.Start),
            PlacementStatus.PatientBusy => IsBusy(asked, patient, within.Start),
            PlacementStatus.PatientLimitReached =>
                patient.Live.Count(one => IsOther(one, asked) && one.Time.Start > within.Start)
                    >= asked.MostLiveAppointments,
            PlacementStatus.TooManyHolds => patient.Placed.Count(hold => hold.BlockId == definition.Key.Id
                && hold.CreatedAt > within.Start - HoldsCountFor) >= MostHolds,
            _ => false,
        };
    }

    /// <summary>Whether another definition leaves somebody outside, over capacity, or with nobody.</summary>
    public static bool Strands(BlockDefinition next, BlockState block, DateTimeOffset now)
    {
        var times = block.Live.Select(one => one.Time).Concat(Counting(block.Holds, now))
            .Where(time => time.End > now)
            .ToList();
        return times.Exists(time => next.IsDeleted || next.ClinicianId != block.Definition.ClinicianId
            || !next.Time.Contains(time) || At(times, time.Start) > next.Capacity);
    }

    public static int At(List<TimeRange> times, DateTimeOffset instant) =>
        times.Count(time => time.Start <= instant && instant < time.End);

    public static IEnumerable<TimeRange> Counting(IEnumerable<Hold> holds, DateTimeOffset now) =>
        holds.Where(hold => hold.CountsAt(now)).Select(hold => hold.Time);

    private static bool IsTaken(Placement asked, BlockState block, DateTimeOffset now)
    {
        var time = asked.Time!.Value;
        var others = block.Live.Where(one => IsOther(one, asked)).Select(one => one.Time)
            .Concat(Counting(block.Holds.Where(hold => !IsGivenUp(hold, asked)), now))
            .Where(other => other.Overlaps(time))
            .ToList();
        return others.Select(other => other.Start).Append(time.Start)
            .Any(instant => time.Start <= instant && At(others, instant) >= block.Definition.Capacity);
    }

    private static bool IsBusy(Placement asked, PatientState patient, DateTimeOffset now) =>
        patient.Live.Any(one => IsOther(one, asked) && one.Time.Overlaps(asked.Time!.Value))
        || (patient.Hold is { } hold && hold.CountsAt(now) && !IsGivenUp(hold, asked)
            && hold.Time.Overlaps(asked.Time!.Value));

    private static bool IsHoldUnknown(Placement asked, Guid blockId, PatientState patient, DateTimeOffset now) =>
        patient.Hold is not { } hold || hold.Key.Id != asked.HoldId
        || (hold.CountsAt(now) && !(hold.BlockId == blockId && hold.Time.Contains(asked.Time!.Value)));

    private static bool IsOther(Appointment one, Placement asked) => one.Key.Id != asked.AppointmentId;

    /// <summary>What asks for a hold has no appointment's id: it takes the place of any that the patient has.</summary>
    private static bool IsGivenUp(Hold hold, Placement asked) =>
        hold.Key.Id == asked.HoldId || (asked.AppointmentId == Guid.Empty && hold.PatientId == asked.PatientId);
}
