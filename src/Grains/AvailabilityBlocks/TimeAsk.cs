using System.Collections.Immutable;
using Scheduling.Grains.Storage;

namespace Scheduling.Grains.AvailabilityBlocks;

/// <summary>Asks for time, for an appointment or a hold.</summary>
internal abstract class TimeAsk(Placement placement, TimeProvider time, DateTimeOffset deadline) : Ask(time, deadline)
{
    public Placement Placement => placement;

    /// <summary>Why the last judgement refused it.</summary>
    public PlacementStatus Refusal { get; private set; }

    /// <summary>Free times near the one that was asked for, where it was taken.</summary>
    public ImmutableArray<TimeRange> Alternatives { get; private set; } = [];

    public sealed override Verdict Judge(AvailabilityBlock? block)
    {
        var verdict = JudgeTime(block);
        Refusal = verdict.Refusal;
        return verdict;
    }

    public sealed override void Explain(AvailabilityBlock block) => Alternatives = Refusal switch
    {
        PlacementStatus.TimeTaken => block.FreeNear(placement, null, Now, GivenUp),
        PlacementStatus.PatientBusy => block.FreeNear(placement, Patient, Now, GivenUp),
        _ => [],
    };

    /// <summary>What its caller hears.</summary>
    public PlacementStatus StatusOf(AskOutcome outcome) =>
        outcome == AskOutcome.Refused ? Refusal : outcome.ToPlacementStatus();

    public override async Task Learn(IScheduleStore store, Key block) =>
        Patient = await Load(store, block with { Id = placement.PatientId }, Now);

    protected abstract HoldsGivenUp GivenUp { get; }

    protected abstract Verdict JudgeTime(AvailabilityBlock? block);
}

internal static class AskOutcomes
{
    /// <summary>What the caller of a command hears that no rule refused.</summary>
    public static PlacementStatus ToPlacementStatus(this AskOutcome outcome) => outcome switch
    {
        AskOutcome.Committed => PlacementStatus.Placed,
        AskOutcome.AppointmentLost => PlacementStatus.AppointmentChanged,
        AskOutcome.Rejected => PlacementStatus.Unstorable,
        AskOutcome.Moved or AskOutcome.Known => PlacementStatus.Moved,
        AskOutcome.Unknown => PlacementStatus.OutcomeUnknown,
        AskOutcome.PatientLost or AskOutcome.ClinicianLost or AskOutcome.Again or AskOutcome.Overloaded =>
            PlacementStatus.Overloaded,
        AskOutcome.Refused => throw new ArgumentException("The ask knows why it was refused.", nameof(outcome)),
    };
}
