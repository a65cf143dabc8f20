using System.Collections.Immutable;
using Microsoft.Extensions.Time.Testing;
using Scheduling.Grains.Search;
using Scheduling.Grains.Storage;
using Scheduling.Grains.Tests.AvailabilityBlocks;

namespace Scheduling.Grains.Tests.Search;

public sealed class RecentDaysTests
{
    private static readonly DateTimeOffset Day = new(2030, 3, 14, 0, 0, 0, TimeSpan.Zero);
    private static readonly TimeRange OneDay = new(Day, Day.AddDays(1));
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private readonly FakeTimeProvider time = new(Day);
    private readonly List<(TimeRange Starts, IReadOnlyCollection<KnownBlock> Known,
        TaskCompletionSource<OpenBlockReading> Answer)> reads = [];
    private readonly RecentDays days;

    public RecentDaysTests() => days = new RecentDays(Read, time);

    [Fact]
    public async Task Get_by_a_thousand_at_once_is_one_read_and_another_one_only_after_a_second()
    {
        var callers = Enumerable.Range(0, 1_000).Select(_ => days.Get(OneDay, Second)).ToList();
        Answer();
        await Task.WhenAll(callers);
        for (var tenth = 0; tenth < 10; tenth++)
        {
            time.Advance(TimeSpan.FromMilliseconds(100));
            Assert.Equal(TimeSpan.FromMilliseconds(100 * (tenth + 1)), (await days.Get(OneDay, Second)).Age);
        }

        Assert.Single(reads);
        time.Advance(TimeSpan.FromMilliseconds(1));
        callers = [.. Enumerable.Range(0, 1_000).Select(_ => days.Get(OneDay, Second))];
        Answer();
        Assert.All(await Task.WhenAll(callers), found => Assert.Equal(TimeSpan.Zero, found.Age));
        Assert.Equal(2, reads.Count);
    }

    [Fact]
    public async Task Get_reads_all_missing_days_at_once_and_the_day_before_for_blocks_over_midnight()
    {
        var night = Block(Day.AddHours(-2), 4);
        var morning = Block(Day.AddHours(8), 4);
        var asked = days.Get(OneDay, Second);
        Answer(night, morning);

        var found = await asked;

        Assert.Equal(new TimeRange(Day.AddDays(-2), Day.AddDays(1)), Assert.Single(reads).Starts);
        Assert.Equal([night.Definition, morning.Definition], found.Blocks.Select(block => block.Definition));
        var week = days.Get(new TimeRange(Day, Day.AddDays(7)), Second);
        Assert.Equal(new TimeRange(Day.AddDays(1), Day.AddDays(7)), reads[1].Starts);
        Answer();
        Assert.Equal(2, (await week).Blocks.Length);
    }

    [Fact]
    public async Task Get_asks_again_where_the_caller_wants_it_newer()
    {
        var first = days.Get(OneDay, Second);
        Answer();
        await first;
        time.Advance(TimeSpan.FromMilliseconds(500));

        var newer = days.Get(OneDay, TimeSpan.FromMilliseconds(400));
        Answer();

        Assert.Equal(TimeSpan.Zero, (await newer).Age);
        Assert.Equal(2, reads.Count);
    }

    [Fact]
    public async Task Get_that_joined_a_read_which_took_too_long_reads_itself()
    {
        var first = days.Get(OneDay, Second);
        time.Advance(TimeSpan.FromMilliseconds(500));
        var joined = days.Get(OneDay, Second);
        Assert.Single(reads);
        time.Advance(TimeSpan.FromMilliseconds(900));
        Answer();

        await first;
        Assert.Equal(2, reads.Count);
        Answer();
        Assert.Equal(TimeSpan.Zero, (await joined).Age);
    }

    [Fact]
    public async Task Get_tells_a_failed_read_to_who_waited_and_forgets_it()
    {
        var failed = days.Get(OneDay, Second);
        reads[^1].Answer.SetException(new StoreUnavailableException("away"));
        await Assert.ThrowsAsync<StoreUnavailableException>(() => failed);

        var again = days.Get(OneDay, Second);
        Answer();

        await again;
        Assert.Equal(2, reads.Count);
    }

    [Fact]
    public async Task Get_tells_the_next_read_what_is_known_and_keeps_what_has_not_changed()
    {
        var (still, changing, leaving) = (Block(Day.AddHours(8), 4), Block(Day.AddHours(9), 4), Block(Day.AddHours(10), 4));
        var first = days.Get(OneDay, Second);
        Answer(still, changing, leaving);
        var before = (await first).Blocks;
        time.Advance(2 * Second);

        var second = days.Get(OneDay, Second);
        var changed = changing with { Stamp = changing.Stamp with { Calendar = 2 }, Taken = [changing.Definition.Time] };
        Answer(new OpenBlockReading([changed], [still.Definition.Key.Id]));
        var after = (await second).Blocks;

        Assert.Empty(reads[0].Known);
        Assert.Equal(
            new[] { still, changing, leaving }.Select(block => new KnownBlock(block.Definition.Key.Id, block.Stamp)),
            reads[1].Known);
        Assert.Equal(
            new[] { still.Definition.Key, changing.Definition.Key }, after.Select(block => block.Definition.Key));
        Assert.Same(before[0], after[0]);
        Assert.Equal(changed.Stamp, after[1].Stamp);
        Assert.Empty(after[1].FreeSlots(TimeSpan.FromMinutes(15), OneDay, Day));
    }

    [Fact]
    public async Task Get_remembers_so_many_days_and_none_for_long()
    {
        for (var day = 0; day < 2 * RecentDays.Most; day += 3)
        {
            var asked = days.Get(new TimeRange(Day.AddDays(day), Day.AddDays(day + 3)), Second);
            Answer();
            await asked;
            Assert.True(days.Count <= RecentDays.Most);
        }

        time.Advance(RecentDays.LongestAge + Second);
        var last = days.Get(OneDay, Second);
        Answer();
        await last;
        Assert.Equal(3, days.Count);
    }

    private Task<OpenBlockReading> Read(TimeRange starts, IReadOnlyCollection<KnownBlock> known)
    {
        reads.Add((starts, known, new TaskCompletionSource<OpenBlockReading>()));
        return reads[^1].Answer.Task;
    }

    private void Answer(params ImmutableArray<OpenBlock> blocks) => Answer(new OpenBlockReading(blocks, []));

    private void Answer(OpenBlockReading reading)
    {
        foreach (var (_, _, answer) in reads.ToList())
        {
            answer.TrySetResult(reading);
        }
    }

    private static OpenBlock Block(DateTimeOffset start, int hours) => new(
        Samples.Definition() with
        {
            Key = new Key(Samples.Hospital, Guid.NewGuid()),
            Time = new TimeRange(start, start.AddHours(hours)),
        },
        new Person { Key = default, ContactType = ContactType.Clinician, StatusCode = 1, Name = new PersonName() },
        [],
        new BlockStamp(1, 1, null));
}
