using System.ComponentModel.DataAnnotations;

namespace Scheduling.Grains.AvailabilityBlocks;

/// <summary>Limits of one block's grain. Checked at start.</summary>
public sealed class AvailabilityBlockOptions
{
    public const string Section = "AvailabilityBlocks";

    /// <summary>Commands that may wait in one block; further ones are told to come back. Default 10,000.</summary>
    [Range(1, 1_000_000)]
    public int MostWaiting { get; set; } = 10_000;

    /// <summary>Changes in one commit; the others go with the next one. Default 200.</summary>
    [Range(1, 1_000)]
    public int MostChangesPerCommit { get; set; } = 200;

    /// <summary>
    /// Milliseconds since the last commit or read during which a refusal needs no confirmation by the store. Default 250;
    /// 0: every refusal is confirmed by a read that began after it was asked for.
    /// </summary>
    [Range(0, 10_000)]
    public int ConfirmedForMilliseconds { get; set; } = 250;

    /// <summary>Seconds for which a new hold counts. Default 300.</summary>
    [Range(10, 3_600)]
    public int HoldSeconds { get; set; } = 300;
}
