using HdrHistogram;

namespace Scheduling.BookingRush;

/// <summary>A histogram for each outcome, in microseconds, up to an hour, to three digits.</summary>
internal sealed class Latencies
{
    public static readonly IReadOnlyList<Outcome> Outcomes = Enum.GetValues<Outcome>();

    private const long Longest = 3_600_000_000;
    private const int Digits = 3;

    private readonly LongHistogram[] histograms = [.. Outcomes.Select(_ => Empty())];

    public static LongHistogram Empty() => new(Longest, Digits);

    public LongHistogram Of(Outcome outcome) => histograms[(int)outcome - 1];

    public void Record(Outcome outcome, TimeSpan latency) => Record(Of(outcome), latency);

    public static void Record(LongHistogram histogram, TimeSpan latency) =>
        histogram.RecordValue(Math.Clamp((long)latency.TotalMicroseconds, 0, Longest));

    public void Reset() => Array.ForEach(histograms, histogram => histogram.Reset());
}
