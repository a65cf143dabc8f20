using Microsoft.Extensions.Time.Testing;
using Scheduling.Gateway.Sessions;

namespace Scheduling.Gateway.Tests.Sessions;

/// <summary>What the gateway keeps of hospitals and people.</summary>
public sealed class RecentTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private readonly FakeTimeProvider time = new();
    private readonly Queue<TaskCompletionSource<int>> reads = [];
    private readonly Recent<int> recent;
    private int started;

    public RecentTests() => recent = new Recent<int>(
        () =>
        {
            started++;
            return reads.Dequeue().Task;
        },
        Second,
        time);

    [Fact]
    public async Task Get_within_its_age_is_answered_without_a_read()
    {
        Reads().SetResult(1);
        await recent.Get();
        time.Advance(Second);

        Assert.Equal(1, await recent.Get());
        Assert.Equal(1, started);
    }

    [Fact]
    public async Task Get_past_its_age_reads_again()
    {
        Reads().SetResult(1);
        await recent.Get();
        Reads().SetResult(2);
        time.Advance(Second + TimeSpan.FromTicks(1));

        Assert.Equal(2, await recent.Get());
    }

    [Fact]
    public async Task Get_by_many_at_once_shares_one_read()
    {
        var read = Reads();
        var first = recent.Get();
        var second = recent.Get();
        read.SetResult(7);

        Assert.Equal((7, 7), (await first, await second));
        Assert.Equal(1, started);
    }

    [Fact]
    public async Task Get_of_a_read_that_took_longer_than_the_age_is_not_kept()
    {
        var slow = Reads();
        var first = recent.Get();
        time.Advance(2 * Second);
        slow.SetResult(1);
        await first;
        Reads().SetResult(2);

        Assert.Equal(2, await recent.Get());
    }

    [Fact]
    public async Task Get_that_failed_is_told_to_who_waited_and_forgotten()
    {
        var failing = Reads();
        var first = recent.Get();
        failing.SetException(new TimeoutException());
        await Assert.ThrowsAsync<TimeoutException>(async () => await first);
        Reads().SetResult(3);

        Assert.Equal(3, await recent.Get());
    }

    private TaskCompletionSource<int> Reads()
    {
        var read = new TaskCompletionSource<int>();
        reads.Enqueue(read);
        return read;
    }
}
