using System.Collections.Immutable;

namespace Scheduling.Grains.AvailabilityBlocks;

/// <summary>What a block's desk says to its grain.</summary>
internal sealed record DeskAnswer(PlacementStatus Status)
{
    /// <summary>An appointment with the new one's id exists, here or elsewhere: it is to be looked up.</summary>
    public static readonly DeskAnswer Known = new(PlacementStatus.Moved) { IdExists = true };

    public bool IdExists { get; private init; }

    public ImmutableArray<TimeRange> Alternatives { get; init; } = [];

    /// <summary>Whether a rule refused it; otherwise it is placed, or did not get so far.</summary>
    public bool IsRefusal => Status is > PlacementStatus.Placed and < PlacementStatus.Moved;

    public static DeskAnswer Of(AskOutcome outcome) => outcome switch
    {
        AskOutcome.Committed => new(PlacementStatus.Placed),
        AskOutcome.IdExists => Known,
        AskOutcome.AppointmentLost => new(PlacementStatus.AppointmentChanged),
        AskOutcome.Rejected => new(PlacementStatus.Unstorable),
        AskOutcome.Moved => new(PlacementStatus.Moved),
        AskOutcome.PatientLost or AskOutcome.Again or AskOutcome.Overloaded => new(PlacementStatus.Overloaded),
        AskOutcome.Unknown => new(PlacementStatus.OutcomeUnknown),
    };
}
