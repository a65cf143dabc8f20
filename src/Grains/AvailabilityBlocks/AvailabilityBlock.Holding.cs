using System.Collections.Immutable;
using Scheduling.Grains.Storage;

namespace Scheduling.Grains.AvailabilityBlocks;

/// <content>Whether a hold is given, and whether one can be used.</content>
internal sealed partial record AvailabilityBlock
{
    /// <summary>Most holds of one patient in one block within <see cref="HoldsCountFor"/>: the contract's.</summary>
    public const int MostHolds = 3;

    /// <inheritdoc cref="MostHolds"/>
    public static readonly TimeSpan HoldsCountFor = TimeSpan.FromMinutes(15);

    /// <summary>
    /// Judges a hold asked for: by the rules of an appointment, but that it takes the place of any hold that the
    /// patient has. The patient's hold of this very time is <see cref="VerdictKind.Known"/>: it stays as it is.
    /// </summary>
    /// <param name="asked">What is asked for; its appointment id is that of the new hold.</param>
    /// <param name="block">The block as it stands.</param>
    /// <param name="patient">The patient's other times; nothing until they are needed.</param>
    /// <param name="placed">When holds were placed here that count still; known with the patient.</param>
    /// <param name="now">The command's one reading of the clock.</param>
    public static Verdict JudgeNewHold(
        Placement asked,
        AvailabilityBlock? block,
        PatientCalendar? patient,
        ImmutableArray<DateTimeOffset> placed,
        DateTimeOffset now)
    {
        if (Refuse(asked, block, now) is { } refusal)
        {
            return Verdict.Refuse(refusal);
        }

        var verdict = block!.JudgeTime(asked, patient, now, HoldsGivenUp.ByNewHoldOf(asked.PatientId));
        if (verdict != Verdict.Fits)
        {
            return verdict;
        }

        if (patient!.Hold is { } hold && hold.CountsAt(now) && block.IsHere(hold) && hold.Time == asked.Time)
        {
            return Verdict.Known;
        }

        return placed.Length >= MostHolds ? Verdict.Refuse(PlacementStatus.TooManyHolds) : verdict;
    }

    /// <summary>
    /// The hold that an appointment takes the place of; nothing where it names none, or one that has expired.
    /// </summary>
    public static Guid? UsedHold(Placement asked, PatientCalendar patient, DateTimeOffset now) =>
        patient.Hold is { } hold && hold.Key.Id == asked.HoldId && hold.CountsAt(now) ? asked.HoldId : null;

    /// <summary>
    /// Whether the hold that an appointment names can be used: it is the patient's, in this block, and contains the
    /// time. One that has expired is as if it had not been named.
    /// </summary>
    private Verdict? JudgeHold(Placement asked, PatientCalendar? patient, DateTimeOffset now)
    {
        if (asked.HoldId is not { } id)
        {
            return null;
        }

        if (patient is null)
        {
            return Verdict.AskPatient;
        }

        return patient.Hold is { } hold && hold.Key.Id == id && (!hold.CountsAt(now) || Contains(hold, asked))
            ? null
            : Verdict.Refuse(PlacementStatus.HoldUnknown);
    }

    private bool Contains(Hold hold, Placement asked) => IsHere(hold) && hold.Time.Contains(asked.Time!.Value);

    private bool IsHere(Hold hold) => hold.BlockId == Definition.Key.Id;
}
