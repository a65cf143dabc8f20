using System.Collections.Immutable;
using System.Diagnostics;
using Microsoft.Extensions.Time.Testing;
using Scheduling.Grains.Storage;
using Scheduling.Grains.Tests.Hosting;
using Scheduling.Silo.Storage;
using static Scheduling.Grains.Tests.Storage.StoreFacts;

namespace Scheduling.Grains.Tests.Storage;

public sealed class WatchedWriterTests
{
    private const string Rows = "scheduling.commit.group.rows";
    private const string Duration = "scheduling.commit.group.duration";
    private const string Fences = "scheduling.fences.lost";

    private readonly FakeTimeProvider time = new(Now);

    [Fact]
    public async Task Write_measures_rows_and_seconds_of_the_group()
    {
        using var measured = new Measurements(StoreInstruments.Name);

        await Writer(ChangeOutcome.Done).Write([Commit(), Commit()]);

        Assert.Equal([new Measurement(Rows, 2, "")], measured.Of(Rows));
        Assert.Equal([new Measurement(Duration, 0.25, "result=done")], measured.Of(Duration));
        Assert.Empty(measured.Of(Fences));
    }

    [Theory]
    [InlineData(ChangeOutcome.BlockLost, "fence=block")]
    [InlineData(ChangeOutcome.PatientLost, "fence=patient")]
    [InlineData(ChangeOutcome.AppointmentLost, "fence=appointment")]
    public async Task Write_counts_the_fence_that_was_lost(ChangeOutcome outcome, string fence)
    {
        using var measured = new Measurements(StoreInstruments.Name);

        await Writer(outcome).Write([Commit()]);

        Assert.Equal([new Measurement(Fences, 1, fence)], measured.Of(Fences));
    }

    [Fact]
    public async Task Write_that_fails_says_whether_anything_may_be_written()
    {
        using var measured = new Measurements(StoreInstruments.Name);

        await Assert.ThrowsAsync<StoreUnavailableException>(() =>
            Failing(new StoreUnavailableException("full")).Write([Commit()]));
        await Assert.ThrowsAsync<IOException>(() => Failing(new IOException("cut")).Write([Commit()]));

        Assert.Equal(["result=unavailable", "result=unknown"], measured.Of(Duration).Select(each => each.Tags));
    }

    [Fact]
    public async Task Write_is_traced_under_the_first_request_and_linked_to_the_others()
    {
        using var requests = new ActivitySource(nameof(WatchedWriterTests));
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source == requests || source.Name == StoreInstruments.Name,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
        };
        ActivitySource.AddActivityListener(listener);
        var (first, second) = (TracedCommit(requests), TracedCommit(requests));
        Activity? seen = null;
        var writer = new WatchedWriter(group => Answer(group, ChangeOutcome.Done, () => seen = Activity.Current), time);

        await writer.Write([first, second]);

        Assert.Equal(first.Trace.SpanId, seen!.ParentSpanId);
        Assert.Equal([second.Trace], seen.Links.Select(link => link.Context));
    }

    private static PreparedCommit TracedCommit(ActivitySource source)
    {
        using var request = source.StartActivity("request");
        return Commit();
    }

    private WatchedWriter Writer(ChangeOutcome outcome) =>
        new(group => Answer(group, outcome, () => time.Advance(TimeSpan.FromSeconds(0.25))), time);

    private WatchedWriter Failing(Exception fault) =>
        new(_ => Task.FromException<ImmutableArray<ImmutableArray<ChangeOutcome>>>(fault), time);

    private static Task<ImmutableArray<ImmutableArray<ChangeOutcome>>> Answer(
        ImmutableArray<PreparedCommit> group, ChangeOutcome outcome, Action first)
    {
        first();
        return Task.FromResult(ImmutableArray.CreateRange(group.Select(_ => ImmutableArray.Create(outcome))));
    }

    private static PreparedCommit Commit()
    {
        var block = NewKey();
        var appointment = Appointment(block, NewKey(), Guid.NewGuid(), Minutes(0, 15));
        return new PreparedCommit(new BlockCommit(block, 1, [new AppointmentChange(appointment)], Now.AddSeconds(3)));
    }
}
