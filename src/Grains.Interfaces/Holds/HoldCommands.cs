using System.Collections.Immutable;

namespace Scheduling;

/// <summary>Keeps a slot for a patient, in the place of any hold that they have.</summary>
[GenerateSerializer, Immutable, Alias("scheduling.place-hold")]
public sealed record PlaceHold
{
    /// <summary>What an appointment at that time would ask for; the appointment's id does not matter.</summary>
    [Id(0)] public required Placement Placement { get; init; }

    /// <summary>Who places it: a person id.</summary>
    [Id(1)] public required Guid CallerId { get; init; }

    /// <summary>From this instant on nobody waits for the answer.</summary>
    [Id(2)] public required DateTimeOffset Deadline { get; init; }
}

[GenerateSerializer, Immutable, Alias("scheduling.place-hold-answer")]
public sealed record PlaceHoldAnswer([property: Id(0)] PlacementStatus Status)
{
    /// <summary>The patient's hold, where it is placed; the one that they had, where it is of this very time.</summary>
    [Id(1)] public Hold? Hold { get; init; }

    /// <summary>Another block in which the patient's hold ended with this one; a hint to it makes it look.</summary>
    [Id(2)] public Guid? FormerBlockId { get; init; }

    /// <summary>Free times near the one that was asked for, where it was taken.</summary>
    [Id(3)] public ImmutableArray<TimeRange> Alternatives { get; init; } = [];

    /// <summary>With <see cref="PlacementStatus.TooManyHolds"/>: when another one may be placed.</summary>
    [Id(4)] public TimeSpan RetryAfter { get; init; }
}

/// <summary>Ends a hold before it expires.</summary>
[GenerateSerializer, Immutable, Alias("scheduling.release-hold")]
public sealed record ReleaseHold
{
    [Id(0)] public required Guid HoldId { get; init; }

    /// <summary>Who releases it: whoever placed it may.</summary>
    [Id(1)] public required Guid CallerId { get; init; }

    /// <summary>Whose holds the caller may release beside their own.</summary>
    [Id(2)] public required Reach Reach { get; init; }

    /// <summary>From this instant on nobody waits for the answer.</summary>
    [Id(3)] public required DateTimeOffset Deadline { get; init; }
}

/// <summary>In the order of the checks.</summary>
public enum ReleaseHoldStatus
{
    Released = 0,
    BlockUnknown = 1,

    /// <summary>The block has no such hold, or it has expired.</summary>
    AlreadyGone = 2,

    NotYours = 3,

    /// <summary>Nothing was written: this activation is not the block's any more. Safe to call again.</summary>
    Moved = 90,

    /// <summary>Nothing was written: too much was waiting, or the deadline passed first.</summary>
    Overloaded = 91,

    /// <summary>The store did not say whether it committed.</summary>
    OutcomeUnknown = 92,
}
