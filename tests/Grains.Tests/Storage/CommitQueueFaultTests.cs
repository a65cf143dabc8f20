using Microsoft.Extensions.Time.Testing;
using Scheduling.Grains.Storage;
using Scheduling.Silo.Storage;
using static Scheduling.Grains.Tests.Storage.StoreFacts;

namespace Scheduling.Grains.Tests.Storage;

public sealed class CommitQueueFaultTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(3);

    private readonly FakeTimeProvider time = new(Now);
    private readonly GatedWriter writer = new();
    private readonly CommitQueue queue;

    public CommitQueueFaultTests() => queue = new CommitQueue(new CommitQueueOptions(), time, writer.Write);

    [Fact]
    public async Task Commit_group_that_was_not_written_is_unavailable_and_the_next_one_goes()
    {
        var failed = queue.Commit(NewCommit());
        await writer.NextGroup();
        var next = queue.Commit(NewCommit());

        writer.Fail(new StoreUnavailableException("The disk is full."));

        await Assert.ThrowsAsync<StoreUnavailableException>(() => failed);
        await writer.NextGroup();
        writer.Done();
        Assert.Equal(ChangeOutcome.Done, Assert.Single(await next));
    }

    [Fact]
    public async Task Commit_group_that_failed_otherwise_is_unknown()
    {
        var failed = queue.Commit(NewCommit());
        await writer.NextGroup();

        writer.Fail(new InvalidOperationException("The connection was lost."));

        await Assert.ThrowsAsync<OutcomeUnknownException>(() => failed);
    }

    [Fact]
    public async Task Commit_at_odds_with_itself_is_the_callers_fault()
    {
        var commit = NewCommit();
        var twice = commit with { Changes = [commit.Changes[0], commit.Changes[0]] };

        await Assert.ThrowsAsync<ArgumentException>(() => queue.Commit(twice));
        await Assert.ThrowsAsync<ArgumentException>(() => queue.Commit(commit with { Changes = [] }));
    }

    [Fact]
    public async Task Alone_waits_for_what_came_before_and_is_overtaken_by_nothing()
    {
        var before = queue.Commit(NewCommit());
        await writer.NextGroup();
        var release = new TaskCompletionSource<int>();
        var alone = queue.Alone(() => release.Task, Limit);
        var after = queue.Commit(NewCommit());

        writer.Done();
        await before;
        Assert.False(alone.IsCompleted);
        Assert.Equal(1, writer.Groups);
        release.SetResult(7);

        Assert.Equal(7, await alone);
        await writer.NextGroup();
        writer.Done();
        await after;
    }

    [Fact]
    public async Task Alone_that_fails_fails_alone()
    {
        var failed = queue.Alone(() => Task.FromException<int>(new StoreUnavailableException("No.")), Limit);
        var next = queue.Commit(NewCommit());

        await Assert.ThrowsAsync<StoreUnavailableException>(() => failed);
        await writer.NextGroup();
        writer.Done();
        await next;
    }

    [Fact]
    public async Task Stop_empties_the_queue_and_accepts_nothing_more()
    {
        var sent = queue.Commit(NewCommit());
        await writer.NextGroup();
        var waiting = queue.Commit(NewCommit());

        var stop = queue.Stop();

        await Assert.ThrowsAsync<StoreUnavailableException>(() => queue.Commit(NewCommit()));
        writer.Done();
        await writer.NextGroup();
        Assert.False(stop.IsCompleted);
        writer.Done();
        await Task.WhenAll(sent, waiting, stop);
    }

    [Fact]
    public async Task Stop_ends_in_bounded_time_and_what_waits_is_unavailable()
    {
        var sent = queue.Commit(NewCommit());
        await writer.NextGroup();
        time.Advance(TimeSpan.FromSeconds(2));
        var stop = queue.Stop();
        Assert.False(stop.IsCompleted);

        time.Advance(TimeSpan.FromSeconds(5));

        await stop;
        await Assert.ThrowsAsync<OutcomeUnknownException>(() => sent);
    }

    private static BlockCommit NewCommit()
    {
        var block = NewKey();
        return Commit(block, 1, Book(Appointment(block, NewKey(), Guid.NewGuid(), Minutes(0, 15))));
    }
}
