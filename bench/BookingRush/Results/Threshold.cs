using System.Globalization;
using System.Text.RegularExpressions;

namespace Scheduling.BookingRush;

/// <summary>
/// What a run must reach, such as <c>won.p99&lt;25ms</c>, <c>taken.service.p50&lt;=10ms</c>, <c>won.rate&gt;3000/s</c>,
/// <c>error.count&lt;1</c>, <c>late.p99&lt;5ms</c> or <c>cpu&lt;80%</c>.
/// </summary>
internal sealed partial record Threshold(
    string Text, string Subject, bool IsService, string Measure, string Sign, double Limit)
{
    /// <exception cref="UsageException">It is none.</exception>
    public static Threshold Parse(string text)
    {
        var match = Form().Match(text.Replace(" ", "", StringComparison.Ordinal));
        if (!match.Success
            || !double.TryParse(match.Groups["value"].Value, CultureInfo.InvariantCulture, out var value))
        {
            throw new UsageException(
                $"{text} is no threshold: write won.p99<25ms, taken.rate>1000/s, error.count<1, late.p99<5ms or "
                + "cpu<80%.");
        }

        var (subject, measure, unit) =
            (match.Groups["subject"].Value, match.Groups["measure"].Value, match.Groups["unit"].Value);
        var isLength = measure.StartsWith('p') || measure is "mean" or "max";
        var fits = unit switch
        {
            "ms" or "s" or "us" => isLength,
            "/s" => measure == "rate",
            "%" => subject == "cpu",
            _ => !isLength && subject != "cpu",
        };
        return fits && (subject == "cpu") == (measure.Length == 0) && (subject != "late" || isLength)
            ? new Threshold(
                text, subject, match.Groups["service"].Success, measure, match.Groups["sign"].Value,
                    Scaled(value, unit))
            : throw new UsageException($"{text}: the unit does not fit; latencies need us, ms or s, rates /s, cpu %.");
    }

    /// <returns>Whether it was reached; nothing at all to measure does not reach it, but a count of 0 is one.</returns>
    public ThresholdResult Judge(Summary summary)
    {
        var actual = Actual(summary);
        return new ThresholdResult(Text, actual, actual is { } value && Sign switch
        {
            "<" => value < Limit,
            "<=" => value <= Limit,
            ">" => value > Limit,
            _ => value >= Limit,
        });
    }

    private static double Scaled(double value, string unit) => unit switch
    {
        "s" => value * 1000,
        "us" => value / 1000,
        "%" => value / 100,
        _ => value,
    };

    private double? Actual(Summary summary)
    {
        if (Subject == "cpu")
        {
            return summary.Generator.CpuShare;
        }

        if (Subject == "late")
        {
            return Of(summary.Generator.Late);
        }

        var outcome = summary.Outcomes.GetValueOrDefault(Enum.Parse<Outcome>(Subject, ignoreCase: true));
        return Measure switch
        {
            "count" => outcome?.Count ?? 0,
            "rate" => outcome?.PerSecond ?? 0,
            _ => outcome is { Count: > 0 } ? Of(IsService ? outcome.Service : outcome.Latency) : null,
        };
    }

    private double Of(Distribution distribution) => Measure switch
    {
        "mean" => distribution.Mean,
        "max" => distribution.Max,
        "p50" => distribution.P50,
        "p90" => distribution.P90,
        "p99" => distribution.P99,
        _ => distribution.P999,
    };

    [GeneratedRegex(
        @"^(?<subject>won|taken|shed|indoubt|error|found|late|cpu)(?<service>\.service)?"
        + @"(\.(?<measure>p50|p90|p99|p99\.9|p999|mean|max|count|rate))?"
        + @"(?<sign><=|>=|<|>)(?<value>[0-9.]+)(?<unit>ms|us|s|/s|%)?$")]
    private static partial Regex Form();
}
