namespace Scheduling.BookingRush.Tests;

public sealed class OpenQueueTests
{
    [Fact]
    public async Task Take_whoever_comes_first_finds_a_free_connection_and_the_next_one_does_not()
    {
        var time = new SteppingTime(TimeSpan.FromMilliseconds(1));
        var recording = new Recording(null, time);
        using var isTaken = new ManualResetEventSlim();
        var allCame = new TaskCompletionSource();
        var queue = new OpenQueue(Arrivals(), recording, time);
        var taking = queue.Take();
        var began = time.GetTimestamp();

        queue.Start(began);

        Assert.Equal(new Due(began, 0, null, FoundIdle: true), await taking);
        isTaken.Set();
        await allCame.Task.WaitAsync(TimeSpan.FromMinutes(1));
        Assert.Equal(new Due(began, 1, null, FoundIdle: false), await queue.Take());
        Assert.Equal(2, recording.Totals.Offered);

        IEnumerable<double> Arrivals()
        {
            yield return 0;
            isTaken.Wait(TimeSpan.FromMinutes(1));
            yield return 0;
            allCame.SetResult();
        }
    }

    [Fact]
    public async Task Take_after_the_last_one_has_gone_ends()
    {
        var time = new SteppingTime(TimeSpan.FromMilliseconds(1));
        var queue = new OpenQueue([0.0], new Recording(null, time), time);
        queue.Start(time.GetTimestamp());

        Assert.NotNull(await queue.Take());
        queue.StepDone(0);

        Assert.Null(await queue.Take());
    }

    [Fact]
    public async Task Stop_ends_it_although_more_would_come()
    {
        var queue = new OpenQueue([0.0, 1e9], new Recording(null, TimeProvider.System), TimeProvider.System);
        queue.Start(TimeProvider.System.GetTimestamp());

        Assert.NotNull(await queue.Take());
        queue.Stop();

        Assert.Null(await queue.Take());
    }
}
