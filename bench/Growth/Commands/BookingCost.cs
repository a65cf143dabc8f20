using Scheduling.BookingRush;
using Scheduling.Comparison;

namespace Scheduling.Growth;

/// <summary>What one booking costs, in the words of all tables.</summary>
internal static class BookingCost
{
    public const string Cpu = "CPU µs";

    /// <summary>
    /// The load generator's own: it does the same for each booking whatever grows, so it tells what the machine's other
    /// guests took just then.
    /// </summary>
    public const string Generator = "generator µs";

    private const double Microseconds = 1e6;

    /// <summary>Of a run in which everybody wins.</summary>
    public static Dictionary<string, double> Of(Summary summary)
    {
        var won = summary.Outcomes.GetValueOrDefault(BookingRush.Outcome.Won)
            ?? throw new ToolFailedException("Nobody won: " + string.Join(' ', summary.Complaints.Take(3)));
        if (summary.Audit is { Broken: > 0 })
        {
            throw new ToolFailedException("The answers were not true; nothing of it is a measurement.");
        }

        var each = summary.Processes!.ToDictionary(
            process => $"{process.Key} µs", process => process.Value * Microseconds / summary.Counts.Sent);
        return new Dictionary<string, double>(each)
        {
            [Cpu] = each.Values.Sum(),
            [Generator] = summary.Generator.CpuSeconds * Microseconds / summary.Counts.Sent,
            ["per second"] = won.PerSecond,
            ["p99 ms"] = won.Latency.P99,
        };
    }
}
