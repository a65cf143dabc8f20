using HdrHistogram;

namespace Scheduling.BookingRush;

/// <summary>Histograms of microseconds as they are written, and back.</summary>
internal static class Distributions
{
    public static Distribution Of(LongHistogram histogram) => new()
    {
        Mean = histogram.TotalCount == 0 ? 0 : Math.Round(histogram.GetMean() / 1000, 3),
        P50 = Recording.Milliseconds(histogram, 50),
        P90 = Recording.Milliseconds(histogram, 90),
        P99 = Recording.Milliseconds(histogram, 99),
        P999 = Recording.Milliseconds(histogram, 99.9),
        Max = Recording.Milliseconds(histogram, 100),
        Recorded = [.. histogram.RecordedValues()
            .Select(value => new[] { value.ValueIteratedTo, value.CountAtValueIteratedTo })],
    };

    /// <summary>Adds what was written to a histogram.</summary>
    public static void AddTo(this Distribution written, LongHistogram histogram)
    {
        foreach (var pair in written.Recorded)
        {
            histogram.RecordValueWithCount(Math.Min(pair[0], histogram.HighestTrackableValue), pair[1]);
        }
    }
}
