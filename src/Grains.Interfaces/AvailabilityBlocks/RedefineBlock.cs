using System.Collections.Immutable;

namespace Scheduling;

/// <summary>Gives a block another definition, or closes it: then the definition is deleted.</summary>
[GenerateSerializer, Immutable, Alias("scheduling.redefine-block")]
public sealed record RedefineBlock
{
    /// <summary>The block as it shall be.</summary>
    [Id(0)] public required BlockDefinition Next { get; init; }

    /// <summary>The block's clinician when it was read; where that is another one by now, nothing is done.</summary>
    [Id(1)] public required Guid FormerClinicianId { get; init; }

    /// <summary>
    /// The version of the next clinician's calendar in which the block's time was found free. Known by their grain.
    /// </summary>
    [Id(2)] public long ClinicianVersion { get; init; }

    /// <summary>From this instant on nobody waits for the answer.</summary>
    [Id(3)] public required DateTimeOffset Deadline { get; init; }
}

[GenerateSerializer, Immutable, Alias("scheduling.redefine-answer")]
public sealed record RedefineAnswer([property: Id(0)] RedefineStatus Status)
{
    /// <summary>With <see cref="RedefineStatus.Strands"/>: the live appointments in the way, the earliest first.</summary>
    [Id(1)] public ImmutableArray<Guid> Appointments { get; init; } = [];

    /// <summary>With <see cref="RedefineStatus.Strands"/>: the unexpired holds in the way, the earliest first.</summary>
    [Id(2)] public ImmutableArray<Guid> Holds { get; init; } = [];
}

/// <summary>In the order of the checks.</summary>
public enum RedefineStatus
{
    Redefined = 0,
    ClinicianUnknown = 1,

    /// <summary>The clinician has another block at the time.</summary>
    Overlaps = 2,

    /// <summary>There is no such block, or it is deleted.</summary>
    BlockUnknown = 3,

    /// <summary>
    /// Live appointments that are not over, or unexpired holds, would be left outside, over capacity, with another
    /// clinician, or in a deleted block.
    /// </summary>
    Strands = 4,

    /// <summary>Nothing was written: somebody else changed the block or the clinician's blocks first.</summary>
    Moved = 90,

    /// <summary>Nothing was written: too much was waiting, or the deadline passed first.</summary>
    Overloaded = 91,

    /// <summary>The store did not say whether it committed.</summary>
    OutcomeUnknown = 92,
}
