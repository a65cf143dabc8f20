using Scheduling.Grains.Storage;

namespace Scheduling.Grains.AvailabilityBlocks;

/// <summary>Ends a hold before it expires.</summary>
internal sealed class HoldReleaseAsk(ReleaseHold command, TimeProvider time) : Ask(time, command.Deadline)
{
    private ReleaseHoldStatus refusal;

    public override bool IsDoneWhenRefused => refusal == ReleaseHoldStatus.AlreadyGone;

    public override Verdict Judge(AvailabilityBlock? block)
    {
        if (block is null)
        {
            return Refuse(ReleaseHoldStatus.BlockUnknown);
        }

        if (!block.Holds.TryGetValue(command.HoldId, out var hold) || !hold.CountsAt(Now))
        {
            return Refuse(ReleaseHoldStatus.AlreadyGone);
        }

        if (hold.CreatedBy != command.CallerId && !command.Reach.Covers(hold.PatientId, hold.ClinicianId))
        {
            return Refuse(ReleaseHoldStatus.NotYours);
        }

        Change = new HoldReleased(hold);
        return Verdict.Fits;
    }

    /// <summary>What its caller hears.</summary>
    public ReleaseHoldStatus StatusOf(AskOutcome outcome) => outcome switch
    {
        AskOutcome.Committed => ReleaseHoldStatus.Released,
        AskOutcome.Refused => refusal,
        AskOutcome.Moved => ReleaseHoldStatus.Moved,
        AskOutcome.Unknown => ReleaseHoldStatus.OutcomeUnknown,
        AskOutcome.Known or AskOutcome.Again or AskOutcome.PatientLost or AskOutcome.ClinicianLost
            or AskOutcome.AppointmentLost or AskOutcome.Rejected or AskOutcome.Overloaded =>
                ReleaseHoldStatus.Overloaded,
    };

    private Verdict Refuse(ReleaseHoldStatus status)
    {
        refusal = status;
        return new Verdict(VerdictKind.Refused);
    }
}
