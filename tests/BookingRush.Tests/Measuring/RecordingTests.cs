using HdrHistogram;

namespace Scheduling.BookingRush.Tests;

public sealed class RecordingTests
{
    private readonly SteppingTime time = new(TimeSpan.Zero);

    [Fact]
    public void Add_latency_counts_from_the_intended_time_and_service_from_the_sending()
    {
        var recording = new Recording(null, time);

        recording.Add(Sample(Outcome.Won, intended: 0, sent: 30, answered: 100));

        Assert.Equal(100, recording.Latency.Of(Outcome.Won).GetMaxValue() / 1000.0, 0.1);
        Assert.Equal(70, recording.Service.Of(Outcome.Won).GetMaxValue() / 1000.0, 0.1);
    }

    [Fact]
    public void Add_doubt_is_no_error()
    {
        var recording = new Recording(null, time);

        recording.Add(Sample(Outcome.InDoubt, 0, 0, 1));

        Assert.Equal((1, 0), (recording.Totals.InDoubt, recording.Totals.Error));
    }

    [Fact]
    public void Add_retried_is_no_outcome_yet()
    {
        var recording = new Recording(null, time);

        recording.Add(Sample(Outcome.Shed, 0, 0, 1) with { IsRetried = true });

        Assert.Equal((1, 1, 0), (recording.Totals.Sent, recording.Totals.Retried, recording.Totals.Shed));
    }

    [Fact]
    public void Tick_tells_of_its_own_second_only()
    {
        var recording = new Recording(null, time);
        recording.Begin(time.GetTimestamp());
        recording.Add(Sample(Outcome.Won, 0, 0, 10));
        recording.Tick();
        recording.Add(Sample(Outcome.Taken, 0, 0, 20));

        var second = recording.Tick();

        Assert.Equal((0, 1), (second.Won, second.Taken));
        Assert.Equal([Outcome.Taken], second.Latency.Keys);
        Assert.Equal(20, second.Latency[Outcome.Taken].P99, 0.1);
    }

    [Fact]
    public void Series_of_any_length_stays_bounded_and_loses_no_count()
    {
        var series = new Series();
        for (var i = 1; i <= 10_000; i++)
        {
            series.Add(Second(i));
        }

        Assert.InRange(series.Seconds.Count, 1, Series.Most);
        Assert.Equal(10_000, series.Seconds.Sum(second => second.Won));
        Assert.Equal(10_000, series.Seconds[^1].At);
    }

    [Fact]
    public void Slots_winners_are_counted_by_the_order_in_which_they_asked()
    {
        var board = new SlotBoard(new Area(0, 1, 0, 10), slots: 2, capacity: 1);
        var first = board.Ask(new Attempt(0, 0, 1));
        var second = board.Ask(new Attempt(0, 0, 2));

        board.Sell(second);

        Assert.Equal((0, 1), (first, second));
        Assert.Equal([0, 1], board.Winners.Take(2));
        Assert.Equal(1, board.Left);
    }

    private static Second Second(double at) => new()
    {
        At = at,
        Offered = 1,
        Sent = 1,
        Won = 1,
        Taken = 0,
        Shed = 0,
        InDoubt = 0,
        Error = 0,
        Found = 0,
        SlotsLeft = 1,
        Latency = new Dictionary<Outcome, Quantiles> { [Outcome.Won] = new(1, 2) },
        Late = 0,
    };

    private static Sample Sample(Outcome outcome, int intended, int sent, int answered)
    {
        var visit = new SingleVisit(_ => throw new InvalidOperationException("Nobody asks.")) { Number = 0 };
        var step = new Step { Act = Act.Book, Visit = visit, Attempt = default, Path = "/" };
        return new Sample(
            step, new Heard(outcome, 200), intended * TimeSpan.TicksPerMillisecond, sent * TimeSpan.TicksPerMillisecond,
            answered * TimeSpan.TicksPerMillisecond);
    }
}
