using System.Globalization;

namespace Scheduling.BookingRush;

/// <summary>The form of <c>timeseries.csv</c>: a line per second, latencies in milliseconds.</summary>
internal static class SeriesFile
{
    public static readonly string Head =
        "seconds,offered,sent,won,taken,shed,in_doubt,error,found,slots_left,late_p99,"
        + "won_p50,won_p99,taken_p50,taken_p99,found_p50,found_p99";

    public static string Line(Second second) => string.Join(',', new object?[]
    {
        Math.Round(second.At, 3), second.Offered, second.Sent, second.Won, second.Taken, second.Shed, second.InDoubt,
        second.Error, second.Found, second.SlotsLeft, second.Late,
    }.Concat(Quantiles(second, Outcome.Won)).Concat(Quantiles(second, Outcome.Taken))
        .Concat(Quantiles(second, Outcome.Found))
        .Select(value => Convert.ToString(value, CultureInfo.InvariantCulture)));

    private static IEnumerable<object?> Quantiles(Second second, Outcome outcome)
    {
        var quantiles = second.Latency.GetValueOrDefault(outcome);
        return [quantiles?.P50, quantiles?.P99];
    }
}
