namespace Scheduling.Grains.AvailabilityBlocks;

/// <summary>What the rules say about time asked for.</summary>
internal readonly record struct Verdict(VerdictKind Kind, PlacementStatus Refusal = PlacementStatus.Placed)
{
    /// <summary>It depends on a commit that is on its way: judge again when that has ended.</summary>
    public static readonly Verdict Wait = new(VerdictKind.Wait);

    /// <summary>The block has the time; whether the patient has it must be read.</summary>
    public static readonly Verdict AskPatient = new(VerdictKind.AskPatient);

    public static readonly Verdict Fits = new(VerdictKind.Fits);

    /// <summary>What is asked for is there already: an appointment with the new one's id, or the very hold.</summary>
    public static readonly Verdict Known = new(VerdictKind.Known);

    /// <summary>Nothing is decided here any more.</summary>
    public static readonly Verdict Left = new(VerdictKind.Left);

    /// <summary>Of one that waits: whether it waits until nothing is on its way, and all that comes later behind it.</summary>
    public bool IsForQuiet { get; init; }

    public static Verdict Refuse(PlacementStatus refusal) => new(VerdictKind.Refused, refusal);
}

internal enum VerdictKind
{
    Refused = 1,
    Wait = 2,
    AskPatient = 3,
    Fits = 4,
    Known = 5,
    Left = 6,
}
