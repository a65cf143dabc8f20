using Scheduling.Faults.Relays;

namespace Scheduling.Faults.Plans;

/// <summary>A fault as the seed has chosen it.</summary>
internal sealed record PlannedFault
{
    /// <summary>From 1.</summary>
    public required int Number { get; init; }

    public required FaultKind Kind { get; init; }

    /// <summary>Since the rush began.</summary>
    public required TimeSpan At { get; init; }

    /// <summary>Which silo or gateway is tried first; the next one where that is taken by another fault.</summary>
    public required int Target { get; init; }

    /// <summary>How long it lasts, where it lasts at all.</summary>
    public required TimeSpan Length { get; init; }

    /// <summary>Where the commit is that it meets.</summary>
    public required TrapAt Meets { get; init; }

    /// <summary>
    /// Whether it is the worse of two ways: the met commit arrives late instead of never; a silent line's traffic
    /// arrives late instead of never; an isolated silo still hears gateways; the disk is full under the log, too.
    /// </summary>
    public required bool IsWorse { get; init; }

    /// <summary>Whether it concerns the lines of all silos.</summary>
    public required bool IsEverywhere { get; init; }
}
