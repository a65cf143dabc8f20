using Microsoft.Extensions.Time.Testing;
using Scheduling.Grains.Storage;
using Scheduling.Silo.Storage;
using static Scheduling.Grains.Tests.Storage.StoreFacts;

namespace Scheduling.Grains.Tests.Storage;

public sealed class CommitQueueTests
{
    private readonly FakeTimeProvider time = new(Now);
    private readonly GatedWriter writer = new();

    [Fact]
    public async Task Commit_alone_goes_at_once()
    {
        var queue = Queue();

        var answer = queue.Commit(OneChange());

        Assert.Single(await writer.NextGroup());
        writer.Done();
        Assert.Equal(ChangeOutcome.Done, Assert.Single(await answer));
    }

    [Fact]
    public async Task Commit_what_arrives_meanwhile_goes_together()
    {
        var queue = Queue();
        var answers = new List<Task> { queue.Commit(OneChange()) };
        Assert.Single(await writer.NextGroup());

        answers.AddRange(Enumerable.Range(0, 5).Select(_ => queue.Commit(OneChange())));
        writer.Done();

        Assert.Equal(5, (await writer.NextGroup()).Length);
        writer.Done();
        await Task.WhenAll(answers);
    }

    [Fact]
    public async Task Commit_where_many_come_one_by_one_goes_with_who_comes_a_moment_later()
    {
        var moment = TimeSpan.FromMilliseconds(5);
        var queue = Queue(new CommitQueueOptions { GatherTime = moment, GatherRows = 3 });
        var answers = new List<Task> { queue.Commit(Changes(4)) };
        Assert.Single(await writer.NextGroup());
        answers.Add(queue.Commit(OneChange()));
        writer.Done();
        await answers[0];

        answers.Add(queue.Commit(OneChange()));
        Assert.Equal(1, writer.Groups);
        time.Advance(moment);

        Assert.Equal(2, (await writer.NextGroup()).Length);
        answers.AddRange([queue.Commit(OneChange()), queue.Commit(Changes(2))]);
        writer.Done();
        Assert.Equal(2, (await writer.NextGroup()).Length);
        writer.Done();
        await Task.WhenAll(answers);
    }

    [Theory]
    [InlineData("block")]
    [InlineData("patient")]
    [InlineData("appointment")]
    [InlineData("former block")]
    [InlineData("former patient")]
    public async Task Commit_conflicts_wait_in_order_and_others_pass_them(string conflict)
    {
        var queue = Queue();
        var shared = Guid.NewGuid();
        var (first, second, third) = (Touching(conflict, shared), Touching(conflict, shared), OneChange());
        var answers = await BehindABusyWriter(queue, first, second, third);

        Assert.Equal([first, third], await writer.NextCommits());
        writer.Done();
        Assert.Equal([second], await writer.NextCommits());
        writer.Done();
        await answers;
    }

    [Fact]
    public async Task Commit_never_overtakes_one_that_waits_for_another_key()
    {
        var queue = Queue();
        var (a, b) = (Guid.NewGuid(), Guid.NewGuid());
        var first = Touching("block", a);
        var both = Touching("block", a, formerBlock: b);
        var last = Touching("block", b);
        var answers = await BehindABusyWriter(queue, first, both, last);

        Assert.Equal([first], await writer.NextCommits());
        writer.Done();
        Assert.Equal([both], await writer.NextCommits());
        writer.Done();
        Assert.Equal([last], await writer.NextCommits());
        writer.Done();
        await answers;
    }

    [Fact]
    public async Task Commit_groups_hold_at_most_so_many_rows_and_a_larger_commit_goes_alone()
    {
        var queue = Queue(new CommitQueueOptions { GroupRows = 3 });
        var (large, small) = (Changes(5), Changes(2));
        var answers = await BehindABusyWriter(queue, large, small, Changes(1), Changes(1));

        Assert.Equal([large], await writer.NextCommits());
        writer.Done();
        Assert.Equal(2, (await writer.NextGroup()).Length);
        writer.Done();
        Assert.Single(await writer.NextGroup());
        writer.Done();
        await answers;
    }

    [Fact]
    public async Task Commit_when_too_much_waits_fails_at_once()
    {
        var queue = Queue(new CommitQueueOptions { WaitingRows = 3 });
        var sent = queue.Commit(OneChange());
        await writer.NextGroup();
        var waiting = queue.Commit(Changes(2));

        await Assert.ThrowsAsync<StoreUnavailableException>(() => queue.Commit(Changes(2)));
        var fits = queue.Commit(OneChange());

        writer.Done();
        Assert.Equal(2, (await writer.NextGroup()).Length);
        writer.Done();
        await Task.WhenAll(sent, waiting, fits);
    }

    [Fact]
    public async Task Commit_withdrawn_rows_make_room_again()
    {
        var queue = Queue(new CommitQueueOptions { WaitingRows = 2 });
        var sent = queue.Commit(OneChange());
        await writer.NextGroup();
        var withdrawn = queue.Commit(Changes(2) with { Deadline = Now.AddSeconds(1) });
        time.Advance(TimeSpan.FromSeconds(1));
        await Assert.ThrowsAsync<StoreUnavailableException>(() => withdrawn);

        var next = Changes(2);
        var answer = queue.Commit(next);

        writer.Done();
        Assert.Equal([next], await writer.NextCommits());
        writer.Done();
        await Task.WhenAll(sent, answer);
    }

    [Fact]
    public async Task Commit_past_its_deadline_is_not_sent()
    {
        var queue = Queue();

        await Assert.ThrowsAsync<StoreUnavailableException>(() => queue.Commit(OneChange() with { Deadline = Now }));

        Assert.Equal(0, writer.Groups);
    }

    [Fact]
    public async Task Commit_that_is_over_keeps_nobody_behind_it_from_going()
    {
        var late = new LateTimers();
        var queue = new CommitQueue(new CommitQueueOptions(), late, writer.Write);
        var patient = Guid.NewGuid();
        var over = Touching("patient", patient) with { Deadline = Now.AddSeconds(1) };
        var next = Touching("patient", patient);
        var busy = queue.Commit(OneChange());
        await writer.NextGroup();
        var answers = (Over: queue.Commit(over), Next: queue.Commit(next));

        late.Pass(TimeSpan.FromSeconds(1));
        writer.Done();

        await Assert.ThrowsAsync<StoreUnavailableException>(() => answers.Over);
        Assert.Equal([next], await writer.NextCommits());
        writer.Done();
        await Task.WhenAll(busy, answers.Next);
    }

    [Fact]
    public async Task Commit_not_sent_in_time_is_unavailable_and_sent_without_an_answer_unknown()
    {
        var queue = Queue();
        var sent = queue.Commit(OneChange());
        await writer.NextGroup();
        var waiting = queue.Commit(OneChange());

        time.Advance(TimeSpan.FromSeconds(3));

        await Assert.ThrowsAsync<OutcomeUnknownException>(() => sent);
        await Assert.ThrowsAsync<StoreUnavailableException>(() => waiting);
    }

    [Fact]
    public async Task Commit_sent_before_its_deadline_is_waited_for_after_it()
    {
        var queue = Queue();
        var answer = queue.Commit(OneChange() with { Deadline = Now.AddSeconds(1) });
        await writer.NextGroup();

        time.Advance(TimeSpan.FromSeconds(2));
        writer.Done();

        Assert.Equal(ChangeOutcome.Done, Assert.Single(await answer));
    }

    private CommitQueue Queue(CommitQueueOptions? options = null) => new(options ?? new(), time, writer.Write);

    /// <summary>Everything is in the queue before the first group of it is formed.</summary>
    private async Task<Task> BehindABusyWriter(CommitQueue queue, params BlockCommit[] commits)
    {
        var answers = new List<Task> { queue.Commit(OneChange()) };
        await writer.NextGroup();
        answers.AddRange(commits.Select(queue.Commit));
        writer.Done();
        return Task.WhenAll(answers);
    }

    /// <summary>A clock that has gone on while its timers have not been served yet.</summary>
    private sealed class LateTimers : TimeProvider
    {
        private TimeSpan passed;

        public void Pass(TimeSpan time) => passed += time;

        public override DateTimeOffset GetUtcNow() => Now + passed;

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
            new FakeTimeProvider().CreateTimer(callback, state, dueTime, period);
    }

    private static BlockCommit OneChange() => Changes(1);

    private static BlockCommit Changes(int count)
    {
        var block = NewKey();
        var changes = Enumerable.Range(0, count)
            .Select(index => Book(Appointment(block, NewKey(), Guid.NewGuid(), Minutes(index, index + 1))));
        return Commit(block, 1, [.. changes]);
    }

    private static BlockCommit Touching(string what, Guid id, Guid? formerBlock = null)
    {
        var block = what == "block" ? new Key(HospitalId, id) : NewKey();
        var patient = what == "patient" ? new Key(HospitalId, id) : NewKey();
        var appointment = Appointment(block, patient, Guid.NewGuid(), Minutes(0, 15));
        var change = Book(what == "appointment" ? appointment with { Key = new Key(HospitalId, id) } : appointment);
        return Commit(block, 1, change with
        {
            FormerBlockId = what == "former block" ? id : formerBlock,
            FormerPatientId = what == "former patient" ? id : null,
        });
    }
}
