namespace Scheduling.BookingRush;

/// <summary>What happened in one second of a run, or in several where it was long.</summary>
internal sealed record Second
{
    /// <summary>Seconds from the beginning to the end of this one.</summary>
    public required double At { get; init; }

    public required long Offered { get; init; }

    public required long Sent { get; init; }

    public required long Won { get; init; }

    public required long Taken { get; init; }

    public required long Shed { get; init; }

    public required long InDoubt { get; init; }

    public required long Error { get; init; }

    public required long Found { get; init; }

    /// <summary>At its end; nothing where the workload sells none.</summary>
    public long? SlotsLeft { get; init; }

    /// <summary>In milliseconds, from the intended time, of those answered in it; by outcome.</summary>
    public required IReadOnlyDictionary<Outcome, Quantiles> Latency { get; init; }

    /// <summary>In milliseconds, 99th percentile of how late the generator was.</summary>
    public required double Late { get; init; }

    /// <summary>Both as one: counts are added, of percentiles the larger one is kept.</summary>
    public Second With(Second next) => next with
    {
        Offered = Offered + next.Offered,
        Sent = Sent + next.Sent,
        Won = Won + next.Won,
        Taken = Taken + next.Taken,
        Shed = Shed + next.Shed,
        InDoubt = InDoubt + next.InDoubt,
        Error = Error + next.Error,
        Found = Found + next.Found,
        Late = Math.Max(Late, next.Late),
        Latency = Latency.Concat(next.Latency).GroupBy(each => each.Key).ToDictionary(
            each => each.Key,
            each => new Quantiles(each.Max(one => one.Value.P50), each.Max(one => one.Value.P99))),
    };
}

/// <summary>In milliseconds.</summary>
internal sealed record Quantiles(double P50, double P99);
