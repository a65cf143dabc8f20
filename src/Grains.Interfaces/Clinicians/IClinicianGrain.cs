using System.Collections.Immutable;

namespace Scheduling;

/// <summary>One clinician's blocks: they never overlap.</summary>
[Alias("scheduling.clinician-grain")]
public interface IClinicianGrain : IGrainWithGuidCompoundKey
{
    /// <summary>Opens blocks, all or none, in one commit. Blocks that stand already as asked for count as opened.</summary>
    [Alias("open")]
    Task<OpenStatus> Open(OpenBlocks command);

    /// <summary>Changes or closes a block that shall be this clinician's, whosever it is now.</summary>
    [Alias("redefine")]
    Task<RedefineAnswer> Redefine(RedefineBlock command);
}

/// <summary>Blocks to open; all of the grain's clinician.</summary>
[GenerateSerializer, Immutable, Alias("scheduling.open-blocks")]
public sealed record OpenBlocks([property: Id(0)] ImmutableArray<BlockDefinition> Blocks);

/// <summary>In the order of the checks.</summary>
public enum OpenStatus
{
    Opened = 0,
    ClinicianUnknown = 1,

    /// <summary>A block with one of the ids exists already and is another one.</summary>
    BlockExists = 2,

    /// <summary>One of them overlaps another one, or a block that the clinician has.</summary>
    Overlaps = 3,

    /// <summary>Nothing was written: another activation changed the clinician's blocks first. Safe to call again.</summary>
    Moved = 90,

    /// <summary>Nothing was written: too much was waiting.</summary>
    Overloaded = 91,

    /// <summary>The store did not say whether it committed.</summary>
    OutcomeUnknown = 92,
}
