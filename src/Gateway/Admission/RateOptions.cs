using System.ComponentModel.DataAnnotations;

namespace Scheduling.Gateway.Admission;

/// <summary>How many requests in which time. Counted by each gateway by itself.</summary>
internal sealed class RateOptions
{
    /// <summary>Most requests within <see cref="Seconds"/>. Needed; from 1 to 100,000,000.</summary>
    [Range(1, 100_000_000)]
    public int Requests { get; init; }

    /// <summary>Any so many seconds. Needed; from 1 to 86,400.</summary>
    [Range(1, 86_400)]
    public int Seconds { get; init; }
}
