using System.Collections.Immutable;
using Scheduling.Grains.Storage;

namespace Scheduling.Grains.AvailabilityBlocks;

/// <summary>Asks for a hold, in the place of any that the patient has.</summary>
/// <param name="command">What is asked for.</param>
/// <param name="length">How long a new hold counts.</param>
/// <param name="key">The new hold.</param>
/// <param name="time">The clock.</param>
internal sealed class HoldAsk(PlaceHold command, TimeSpan length, Key key, TimeProvider time)
    : TimeAsk(command.Placement with { AppointmentId = key.Id }, time, command.Deadline)
{
    private ImmutableArray<DateTimeOffset> placed = [];

    /// <summary>The hold that its caller has, where it is given.</summary>
    public Hold? Given { get; private set; }

    /// <summary>Another block in which the patient's hold ends with this one.</summary>
    public Guid? FormerBlockId { get; private set; }

    /// <summary>How long until one more hold is given, where there were too many.</summary>
    public TimeSpan RetryAfter => placed.Length < AvailabilityBlock.MostHolds
        ? TimeSpan.Zero
        : placed[^AvailabilityBlock.MostHolds] + AvailabilityBlock.HoldsCountFor - Now;

    /// <summary>
    /// The version first: what was placed after it loses the patient's fence, and before it is counted.
    /// </summary>
    public override async Task Learn(IScheduleStore store, Key block)
    {
        var patient = block with { Id = Placement.PatientId };
        var calendar = await Load(store, patient, Now);
        placed = await store.LoadHoldsPlaced(patient, block.Id, Now - AvailabilityBlock.HoldsCountFor);
        Patient = calendar;
    }

    protected override HoldsGivenUp GivenUp => HoldsGivenUp.ByNewHoldOf(Placement.PatientId);

    protected override Verdict JudgeTime(AvailabilityBlock? block)
    {
        var verdict = AvailabilityBlock.JudgeNewHold(Placement, block, Patient, placed, Now);
        if (verdict == Verdict.Known)
        {
            Given = Patient!.Hold;
        }
        else if (verdict == Verdict.Fits)
        {
            Given = NewHold(block!.Definition.Key);
            FormerBlockId = Patient!.Hold is { } former && former.CountsAt(Now) && former.BlockId != Given.BlockId
                ? former.BlockId
                : null;
            Change = new HoldPlaced(Given) { ExpectedPatientVersion = Patient.Version, FormerBlockId = FormerBlockId };
        }

        return verdict;
    }

    /// <summary>
    /// Its times are whole seconds, as they are stored and answered; it never counts longer than configured.
    /// </summary>
    private Hold NewHold(Key block)
    {
        var now = DateTimeOffset.FromUnixTimeSeconds(Now.ToUnixTimeSeconds());
        return new Hold
        {
            Key = key,
            BlockId = block.Id,
            PatientId = Placement.PatientId,
            ClinicianId = Placement.ClinicianId,
            Time = Placement.Time!.Value,
            ExpiresAt = now + length,
            CreatedBy = command.CallerId,
            CreatedAt = now,
        };
    }
}
