using System.Globalization;

namespace Scheduling.BookingRush;

/// <summary>One figure of two runs.</summary>
/// <param name="Name">For people.</param>
/// <param name="Old">Nothing where the run had none.</param>
/// <param name="New">Nothing where the run had none.</param>
/// <param name="IsBetterHigh">Whether more is better.</param>
internal sealed record Compared(string Name, double? Old, double? New, bool IsBetterHigh)
{
    /// <summary>From 0: the same; 0.1: ten percent more.</summary>
    public double? Change => Old is > 0 and var old && New is { } now ? (now - old) / old : null;

    /// <param name="tolerance">0.1: ten percent.</param>
    public bool IsWorse(double tolerance) => Change is { } change && (IsBetterHigh ? -change : change) > tolerance;
}

/// <summary>What changed from one run to another.</summary>
internal static class Comparison
{
    public static IReadOnlyList<Compared> Of(Summary old, Summary now) =>
    [
        .. Latencies.Outcomes.Where(outcome => old.Outcomes.ContainsKey(outcome) || now.Outcomes.ContainsKey(outcome))
            .SelectMany(
                outcome =>
                    Of(outcome, old.Outcomes.GetValueOrDefault(outcome), now.Outcomes.GetValueOrDefault(outcome))),
        new("generator late p99 ms", old.Generator.Late.P99, now.Generator.Late.P99, false),
        new("gateway CPU µs/request", old.Generator.GatewayCpuPerRequest, now.Generator.GatewayCpuPerRequest, false),
    ];

    /// <summary>Why the figures may not mean what they seem to.</summary>
    public static IEnumerable<string> Differences(Summary old, Summary now)
    {
        var (before, after) = (old.Setting.Scenario, now.Setting.Scenario);
        // Thresholds judge a run and do not change it.
        if (before with { Thresholds = after.Thresholds } != after)
        {
            yield return "the scenarios differ";
        }

        if (old.Machine.Name != now.Machine.Name || old.Machine.Cores != now.Machine.Cores)
        {
            yield return "they ran on different machines";
        }

        foreach (var (name, summary) in new[] { ("old", old), ("new", now) })
        {
            foreach (var warning in summary.Warnings)
            {
                yield return string.Create(CultureInfo.InvariantCulture, $"{name}: {warning}");
            }
        }
    }

    private static IEnumerable<Compared> Of(Outcome outcome, OutcomeSummary? old, OutcomeSummary? now)
    {
        var name = Outcomes.Name(outcome);
        var isGood = outcome is Outcome.Won or Outcome.Taken or Outcome.Found;
        yield return new($"{name} per second", old?.PerSecond, now?.PerSecond, isGood);
        yield return new($"{name} p50 ms", old?.Latency.P50, now?.Latency.P50, false);
        yield return new($"{name} p99 ms", old?.Latency.P99, now?.Latency.P99, false);
        yield return new($"{name} p99.9 ms", old?.Latency.P999, now?.Latency.P999, false);
        yield return new($"{name} service p99 ms", old?.Service.P99, now?.Service.P99, false);
    }
}
