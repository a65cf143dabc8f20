namespace Scheduling.BookingRush;

/// <summary>What became of overloads.</summary>
/// <param name="Capacity">Bookings per second that the gateway did with nobody waiting in vain.</param>
/// <param name="Rows">The runs, by how much came.</param>
/// <param name="Rush">Of the hospital that wanted too much, beside another one.</param>
/// <param name="Quiet">Of that other one.</param>
internal sealed record OverloadResult(
    double Capacity, IReadOnlyList<OverloadRow> Rows, OverloadRow Rush, OverloadRow Quiet)
{
    /// <summary>What of the peak is answered at least.</summary>
    public const double LeastGoodput = 0.8;

    /// <summary>In milliseconds; of 99 in 100 refusals.</summary>
    public const double LongestRefusal = 100;

    /// <summary>Of who comes: those who hear neither yes nor when to come back.</summary>
    public const double MostOthers = 0.01;

    /// <summary>Of who is due: below it the generator was the limit, and the run is no such overload.</summary>
    public const double LeastSent = 0.95;

    /// <summary>Of what the quiet hospital asks for.</summary>
    public const double LeastOfQuiet = 0.95;

    public double Peak => Math.Max(Capacity, Rows.Max(row => row.Goodput));

    /// <summary>
    /// Microseconds of the gateway's processor time for a booking and for a refusal, such that they add up to those of the
    /// runs with the least and with the most refusals.
    /// </summary>
    public (double Booking, double Refusal)? Cost
    {
        get
        {
            var (few, many) = (Rows.MinBy(row => row.Refused)!, Rows.MaxBy(row => row.Refused)!);
            var determinant = (few.Goodput * many.Refused) - (many.Goodput * few.Refused);
            return determinant == 0 ? null : (
                1e6 * ((few.Cores * many.Refused) - (many.Cores * few.Refused)) / determinant,
                1e6 * ((few.Goodput * many.Cores) - (many.Goodput * few.Cores)) / determinant);
        }
    }

    /// <summary>What is not kept of the promise; empty where all is.</summary>
    public IEnumerable<string> Faults()
    {
        foreach (var row in Rows)
        {
            // At the capacity itself chance alone has some come when nobody can be let wait.
            if (row.Factor > 1 && row.Goodput < LeastGoodput * Math.Min(Peak, row.Offered))
            {
                yield return FormattableString.Invariant(
                    $"at {row.Factor:0.#}x the goodput was {row.Goodput / Peak:P0} of the peak");
            }

            if (row.Factor > 1 && row.Answered < LeastSent * row.Offered)
            {
                yield return FormattableString.Invariant(
                    $"at {row.Factor:0.#}x only {row.Answered / row.Offered:P0} of them came: the generator was the limit");
            }

            if (row.Other > MostOthers * row.Offered)
            {
                yield return FormattableString.Invariant(
                    $"at {row.Factor:0.#}x {row.Other / row.Offered:P0} heard neither yes nor when to come back");
            }

            if (row.RefusedWithin > LongestRefusal)
            {
                yield return FormattableString.Invariant(
                    $"at {row.Factor:0.#}x 1 of 100 refusals took {row.RefusedWithin:0} ms or more");
            }
        }

        if (Quiet.Goodput < LeastOfQuiet * Quiet.Offered)
        {
            yield return FormattableString.Invariant(
                $"the quiet hospital got {Quiet.Goodput / Quiet.Offered:P0} of what it asked for");
        }
    }

    public int ExitCode =>
        Rows.Append(Rush).Append(Quiet).Any(row => row.Broken > 0) ? BookingRush.ExitCode.InvariantBroken
        : Rows.Append(Rush).Append(Quiet).Any(row => row.Broken is null) ? BookingRush.ExitCode.Unreachable
        : Faults().Any() ? BookingRush.ExitCode.ThresholdFailed
        : BookingRush.ExitCode.Fine;
}

/// <summary>A run; rates are per second, times in milliseconds.</summary>
/// <param name="Factor">How many times the capacity came.</param>
internal sealed record OverloadRow(double Factor)
{
    /// <summary>The name of the watched process.</summary>
    public const string Gateway = "gateway";

    public required double Offered { get; init; }

    public required double Goodput { get; init; }

    public required double Refused { get; init; }

    /// <summary>By everything else than a yes and a refusal.</summary>
    public required double Other { get; init; }

    public double Answered => Goodput + Refused + Other;

    /// <summary>The 99th percentile of the time from sending a request to being told no.</summary>
    public required double RefusedWithin { get; init; }

    /// <summary>The same from when it should have been sent: with what the generator was late.</summary>
    public required double RefusedSinceIntended { get; init; }

    /// <summary>The 99th percentile of a booking, from when it should have been sent.</summary>
    public required double WonWithin { get; init; }

    /// <summary>Processor time of the gateway per second.</summary>
    public required double Cores { get; init; }

    /// <summary>Of the generator, as a part of the machine.</summary>
    public required double GeneratorShare { get; init; }

    /// <summary>Promises that the audit found broken; nothing where it could not be done.</summary>
    public required long? Broken { get; init; }

    public static OverloadRow Of(double factor, Summary summary) => new(factor)
    {
        Offered = summary.Counts.Offered / summary.Seconds,
        Goodput = summary.Rate(Outcome.Won),
        Refused = summary.Rate(Outcome.Shed),
        Other = summary.Rate(Outcome.InDoubt) + summary.Rate(Outcome.Error) + summary.Rate(Outcome.Taken),
        RefusedWithin = summary.Outcomes.TryGetValue(Outcome.Shed, out var shed) ? shed.Service.P99 : 0,
        RefusedSinceIntended = shed?.Latency.P99 ?? 0,
        WonWithin = summary.Outcomes.TryGetValue(Outcome.Won, out var won) ? won.Latency.P99 : 0,
        Cores = (summary.Processes?[Gateway] ?? 0) / summary.Seconds,
        GeneratorShare = summary.Generator.CpuShare,
        Broken = summary.Audit?.Broken,
    };
}

internal static class SummaryRates
{
    /// <summary>Per second; 0 where nothing had that outcome.</summary>
    public static double Rate(this Summary summary, Outcome outcome) =>
        summary.Outcomes.TryGetValue(outcome, out var found) ? found.PerSecond : 0;
}
