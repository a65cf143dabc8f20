using HdrHistogram;

namespace Scheduling.BookingRush.Tests;

/// <summary>A server of known behaviour and a clock of the test's own: every figure is known beforehand.</summary>
public sealed class GeneratorTests
{
    /// <summary>A port that only root may take, and nobody does.</summary>
    private static readonly Uri Nobody = new("http://127.0.0.1:1");

    [Fact]
    public async Task Run_open_whoever_should_have_come_during_a_stall_has_waited_for_it()
    {
        var time = new SteppingTime(TimeSpan.Zero);
        var allCame = new TaskCompletionSource();
        await using var gateway = await FakeGateway.Start(onBooking: number =>
        {
            // The first answer takes a second, in which ninety-nine others should have been sent; they are answered
            // at once.
            time.Advance(number == 1 ? TimeSpan.FromSeconds(1) : TimeSpan.Zero);
            return number == 1 ? allCame.Task : Task.CompletedTask;
        });

        var recording = await Run(gateway, ArrivalShape.Constant, time, allCame);

        Assert.Equal(100, recording.Totals.Won);
        Assert.InRange(recording.Totals.Waited, 99, 100);
        Near(1_000, recording.Latency.Of(Outcome.Won), 100);
        Near(500, recording.Latency.Of(Outcome.Won), 50);
        Near(20, recording.Latency.Of(Outcome.Won), 2);
        Near(1_000, recording.Service.Of(Outcome.Won), 100);
        Near(0, recording.Service.Of(Outcome.Won), 99);
        Assert.Equal(100, recording.Late.TotalCount + recording.Totals.Waited);
    }

    [Fact]
    public async Task Run_closed_says_nothing_of_who_would_have_come()
    {
        var time = new SteppingTime(TimeSpan.Zero);
        await using var gateway = await FakeGateway.Start(onBooking: number =>
        {
            time.Advance(number == 1 ? TimeSpan.FromSeconds(0.5) : TimeSpan.FromMilliseconds(5));
            return Task.CompletedTask;
        });

        var recording = await Run(gateway, ArrivalShape.Closed, time);

        Assert.Equal(101, recording.Totals.Won);
        Near(500, recording.Latency.Of(Outcome.Won), 100);
        Near(5, recording.Latency.Of(Outcome.Won), 99);
    }

    [Fact]
    public async Task Run_whoever_finds_a_gateway_gone_asks_the_next_one()
    {
        await using var gateway = await FakeGateway.Start();

        var recording = await Run(
            [Nobody, gateway.Address], ArrivalShape.Closed, TimeProvider.System, connections: 2, retry: 1);

        Assert.NotEqual(0, recording.Totals.Retried);
        Assert.NotEqual(0, recording.Totals.Won);
        Assert.Equal(0, recording.Totals.Error);
    }

    [Fact]
    public async Task Run_whoever_finds_all_gateways_gone_has_asked_each()
    {
        var recording = await Run([Nobody, Nobody], ArrivalShape.Constant, TimeProvider.System, connections: 2, retry: 1);

        Assert.Equal(100, recording.Totals.Error);
        Assert.Equal(100, recording.Totals.Retried);
        Assert.Equal(200, recording.Totals.Sent);
    }

    private static void Near(double milliseconds, HistogramBase histogram, double percentile) =>
        Assert.InRange(histogram.GetValueAtPercentile(percentile) / 1000.0, milliseconds - 2, milliseconds + 2);

    /// <summary>A hundred visitors within a second.</summary>
    private static Task<Recording> Run(
        FakeGateway gateway, ArrivalShape shape, TimeProvider time, TaskCompletionSource? allCame = null) =>
        Run([gateway.Address], shape, time, connections: 1, retry: 0, allCame);

    private static async Task<Recording> Run(
        Uri[] targets, ArrivalShape shape, TimeProvider time, int connections, int retry,
        TaskCompletionSource? allCame = null)
    {
        var scenario = new ScenarioFile
        {
            Workload = WorkloadKind.Book,
            Rate = 100,
            Duration = "1s",
            WarmUp = "0s",
            Connections = connections,
            Retry = retry,
            Arrivals = shape,
            Timeout = "1h",
        }.Resolve();
        var plan = new Plan(1, new DateTimeOffset(2030, 1, 3, 0, 0, 0, TimeSpan.Zero), 10);
        var requests = new Requests(new Bodies(plan, 307), Guid.NewGuid(), PhaseName.Run, HasKeys: true);
        var recording = new Recording(null, time);
        await using var history = new HistoryWriter(Stream.Null, plan, 0, time);
        await new Generator(targets, scenario, plan, new SameToken(), history, time).Run(
            new Phase(
                PhaseName.Run, new BookingWorkload(scenario, scenario.Main, requests, Share.Whole, 1),
                Arrivals(shape, allCame), scenario.IsClosed, scenario.Duration),
            recording, CancellationToken.None);
        return recording;
    }

    /// <summary>Tells when the last one has been put in line.</summary>
    private static IEnumerable<double> Arrivals(ArrivalShape shape, TaskCompletionSource? allCame)
    {
        foreach (var at in ArrivalTimes.Of(shape, 100, 1, new Random(1)))
        {
            yield return at;
        }

        allCame?.SetResult();
    }

    private sealed class SameToken : IPatientTokens
    {
        public string Of(int patient) => "token";
    }
}
