using Scheduling.Grains.Storage;

namespace Scheduling.Grains.AvailabilityBlocks;

/// <summary>Asks for an appointment's time: a new one's, or another time for one that stands.</summary>
internal sealed class AppointmentAsk(
    Placement placement, AppointmentChange wanted, TimeProvider time, DateTimeOffset deadline)
    : TimeAsk(placement, time, deadline)
{
    protected override HoldsGivenUp GivenUp => HoldsGivenUp.By(Placement);

    /// <summary>
    /// Most people who book have room, and nothing that gives way: the commit looks by itself, and saves a read before
    /// it. Who has none is read then, and hears why.
    /// </summary>
    private bool MayLeavePatientToStore => !HasLostPatient && wanted.Next.Version == 1 && Placement.HoldId is null;

    protected override Verdict JudgeTime(AvailabilityBlock? block)
    {
        // A new one's id may be an earlier request's.
        if (wanted.Next.Version == 1 && block?.Live.ContainsKey(wanted.Next.Key.Id) == true)
        {
            return Verdict.Known;
        }

        var verdict = AvailabilityBlock.Judge(Placement, block, Patient, Now);
        if (verdict == Verdict.AskPatient && MayLeavePatientToStore)
        {
            Change = wanted with { NeededRoom = new PatientRoom(Now, Placement.MostLiveAppointments ?? int.MaxValue) };
            return Verdict.Fits;
        }

        if (verdict == Verdict.Fits)
        {
            Change = wanted with
            {
                ExpectedPatientVersion = Patient!.Version,
                UsedHoldId = AvailabilityBlock.UsedHold(Placement, Patient, Now),
            };
        }

        return verdict;
    }
}

/// <summary>Frees an appointment's time: there is nothing to judge.</summary>
internal sealed class ReleaseAsk : Ask
{
    public ReleaseAsk(Appointment next, TimeProvider time, DateTimeOffset deadline)
        : base(time, deadline) => Change = new AppointmentChange(next);

    /// <summary>An appointment's block exists: where it is not found, this is no truth to decide on.</summary>
    public override Verdict Judge(AvailabilityBlock? block) => block is null ? Verdict.Left : Verdict.Fits;
}
