using Microsoft.Extensions.Time.Testing;
using Scheduling.Gateway.Search;

namespace Scheduling.Gateway.Tests.Search;

public sealed class AgedCacheTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Tenth = TimeSpan.FromMilliseconds(100);

    private readonly FakeTimeProvider time = new();
    private readonly List<TaskCompletionSource<Aged<string>>> reads = [];
    private readonly List<TimeSpan> mostAges = [];
    private readonly Lock reading = new();
    private Func<string, bool> holds = _ => true;

    [Fact]
    public async Task Get_by_a_thousand_callers_is_one_read_a_second()
    {
        var cache = Cache();
        for (var second = 1; second <= 3; second++)
        {
            var callers = Enumerable.Range(0, 1_000).Select(_ => Task.Run(() => cache.Get("key", Read).AsTask())).ToList();
            await Started(second);
            reads[second - 1].SetResult(new Aged<string>($"{second}", TimeSpan.Zero));
            Assert.All(await Task.WhenAll(callers), found => Assert.Equal($"{second}", found.Value));
            time.Advance(Second);
            Assert.Equal($"{second}", (await cache.Get("key", Read)).Value);
            Assert.Equal(second, reads.Count);
            time.Advance(TimeSpan.FromTicks(1));
        }
    }

    [Fact]
    public async Task Get_counts_the_age_that_an_answer_arrived_with()
    {
        var cache = Cache();
        await Get(cache, "a", TimeSpan.FromMilliseconds(900));
        time.Advance(Tenth);
        Assert.Equal(("a", Second), Both(await cache.Get("key", Read)));

        time.Advance(TimeSpan.FromTicks(1));

        Assert.Equal(("b", TimeSpan.Zero), Both(await Get(cache, "b", TimeSpan.Zero)));
        Assert.Equal(2, reads.Count);
    }

    [Fact]
    public async Task Get_answers_what_was_read_for_this_call_however_old()
    {
        var cache = Cache();

        Assert.Equal(("old", 2 * Second), Both(await Get(cache, "old", 2 * Second)));

        Assert.Equal("new", (await Get(cache, "new", TimeSpan.Zero)).Value);
    }

    [Fact]
    public async Task Get_that_joined_a_read_which_took_too_long_reads_itself()
    {
        var cache = Cache();
        var first = cache.Get("key", Read).AsTask();
        time.Advance(Tenth);
        var joined = cache.Get("key", Read).AsTask();
        Assert.Single(reads);
        reads[0].SetResult(new Aged<string>("late", Second + Tenth));
        Assert.Equal("late", (await first).Value);
        await Started(2);
        reads[1].SetResult(new Aged<string>("new", TimeSpan.Zero));

        Assert.Equal("new", (await joined).Value);
    }

    [Fact]
    public async Task Get_tells_a_failure_to_who_waits_and_forgets_it()
    {
        var cache = Cache();
        var callers = new[] { cache.Get("key", Read).AsTask(), cache.Get("key", Read).AsTask() };
        reads[0].SetException(new TimeoutException());

        foreach (var caller in callers)
        {
            await Assert.ThrowsAsync<TimeoutException>(() => caller);
        }

        Assert.Equal("good", (await Get(cache, "good", TimeSpan.Zero)).Value);
    }

    [Fact]
    public async Task Get_reads_again_what_does_not_hold_any_more()
    {
        var cache = Cache();
        await Get(cache, "a", TimeSpan.Zero);
        holds = answer => answer != "a";

        Assert.Equal("b", (await Get(cache, "b", TimeSpan.Zero)).Value);
    }

    [Fact]
    public async Task Get_of_what_is_wanted_again_reads_it_anew_and_lets_nobody_wait()
    {
        var cache = Cache(renewal: 6 * Tenth);
        await Get(cache, "a", TimeSpan.Zero);
        time.Advance(6 * Tenth);
        Assert.Equal("a", (await cache.Get("key", Read)).Value);
        Assert.Single(reads);
        time.Advance(Tenth);

        Assert.Equal(("a", 7 * Tenth), Both(await cache.Get("key", Read)));
        Assert.Equal("a", (await cache.Get("key", Read)).Value);
        reads[1].SetResult(new Aged<string>("b", Tenth));
        var found = await Until(cache, "b");

        Assert.Equal(Tenth, found.Age);
        Assert.Equal([Second, 6 * Tenth], mostAges);
    }

    [Fact]
    public async Task Get_of_what_was_read_at_the_same_moment_is_not_read_anew_at_the_same_moment()
    {
        var cache = Cache(renewal: 4 * Tenth, latest: 8 * Tenth);
        var read = new HashSet<string>();
        await Everybody(TimeSpan.Zero);
        Assert.Equal(100, read.Count);

        read.Clear();
        await Everybody(4 * Tenth);
        Assert.Empty(read);
        await Everybody(2 * Tenth);
        Assert.InRange(read.Count, 10, 90);
        await Everybody(2 * Tenth);
        Assert.Equal(100, read.Count);

        async Task Everybody(TimeSpan later)
        {
            time.Advance(later);
            for (var key = 0; key < 100; key++)
            {
                await cache.Get($"{key}", _ =>
                {
                    read.Add($"{key}");
                    return Task.FromResult(new Aged<string>("", TimeSpan.Zero));
                });
            }
        }
    }

    [Fact]
    public async Task Get_of_what_became_too_old_while_it_was_renewed_waits_for_that()
    {
        var cache = await BeingRenewed();
        time.Advance(7 * Tenth);

        var waiting = cache.Get("key", Read).AsTask();

        Assert.False(waiting.IsCompleted);
        reads[1].SetResult(new Aged<string>("b", 7 * Tenth));
        Assert.Equal("b", (await waiting).Value);
        Assert.Equal(2, reads.Count);
    }

    [Fact]
    public async Task Get_after_a_failed_renewal_has_what_is_known_and_tries_again()
    {
        var cache = await BeingRenewed();
        reads[1].SetException(new TimeoutException());

        while (reads.Count < 3)
        {
            Assert.Equal("a", (await cache.Get("key", Read)).Value);
        }

        reads[2].SetResult(new Aged<string>("b", TimeSpan.Zero));
        await Until(cache, "b");
    }

    [Fact]
    public async Task Get_may_ask_for_newer_than_usual()
    {
        var cache = Cache(renewal: 6 * Tenth);
        await Get(cache, "a", TimeSpan.Zero);
        time.Advance(Tenth);
        Assert.Equal("a", (await cache.Get("key", Read, Tenth)).Value);
        time.Advance(Tenth);

        var newer = cache.Get("key", Read, Tenth).AsTask();
        reads[1].SetResult(new Aged<string>("b", TimeSpan.Zero));

        Assert.Equal("b", (await newer).Value);
        Assert.Equal([Second, Tenth], mostAges);
    }

    [Fact]
    public async Task Weight_of_what_is_renewed_counts_once()
    {
        var cache = Cache(mostWeight: 100, renewal: 6 * Tenth);
        for (var round = 0; round < 100; round++)
        {
            await cache.Get("key", _ => Task.FromResult(new Aged<string>(new string('x', 60), TimeSpan.Zero)));
            Assert.Equal(1, cache.Count);
            time.Advance(7 * Tenth);
        }

        await cache.Get("other", _ => Task.FromResult(new Aged<string>(new string('x', 30), TimeSpan.Zero)));
        Assert.Equal(2, cache.Count);
    }

    [Fact]
    public async Task Weight_stays_below_its_limit_whatever_is_asked()
    {
        var cache = Cache(mostWeight: 100);
        for (var key = 0; key < 1_000; key++)
        {
            await cache.Get($"{key}", _ => Task.FromResult(new Aged<string>("1234567890", TimeSpan.Zero)));
            Assert.True(cache.Count <= 10, $"{cache.Count}");
        }
    }

    [Fact]
    public async Task Keys_weigh_too()
    {
        var cache = Cache(mostWeight: 100_000);
        for (var key = 0; key < 1_000; key++)
        {
            await cache.Get($"{key}".PadLeft(5_000), _ => Task.FromResult(new Aged<string>("", TimeSpan.Zero)));
            Assert.True(cache.Count <= 20, $"{cache.Count}");
        }
    }

    private AgedCache<string, string> Cache(
        long mostWeight = 1_000, TimeSpan? renewal = null, TimeSpan? latest = null)
    {
        var earliest = renewal ?? Second;
        return new(
            Second, new Renewal(earliest, latest ?? earliest, earliest), mostWeight,
            (key, answer) => (key.Length / 5_000 * 5_000) + answer.Length, answer => holds(answer), time);
    }

    private readonly TaskCompletionSource[] started =
        [.. Enumerable.Range(0, 4).Select(_ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously))];

    private Task Started(int read) => started[read - 1].Task.WaitAsync(TimeSpan.FromSeconds(20));

    private Task<Aged<string>> Read(TimeSpan mostAge)
    {
        lock (reading)
        {
            reads.Add(new TaskCompletionSource<Aged<string>>(TaskCreationOptions.RunContinuationsAsynchronously));
            mostAges.Add(mostAge);
            started[reads.Count - 1].SetResult();
            return reads[^1].Task;
        }
    }

    private async Task<Aged<string>> Get(AgedCache<string, string> cache, string answer, TimeSpan age)
    {
        var asked = cache.Get("key", Read);
        reads[^1].SetResult(new Aged<string>(answer, age));
        return await asked;
    }

    /// <summary>One that knows "a", seven tenths of a second old, and reads it anew.</summary>
    private async Task<AgedCache<string, string>> BeingRenewed()
    {
        var cache = Cache(renewal: 6 * Tenth);
        await Get(cache, "a", TimeSpan.Zero);
        time.Advance(7 * Tenth);
        await cache.Get("key", Read);
        return cache;
    }

    /// <summary>What was read in the background is there a moment after its read has ended.</summary>
    private async Task<Aged<string>> Until(AgedCache<string, string> cache, string answer)
    {
        while (true)
        {
            var found = await cache.Get("key", Read);
            if (found.Value == answer)
            {
                return found;
            }

            await Task.Yield();
        }
    }

    private static (string, TimeSpan) Both(Aged<string> found) => (found.Value, found.Age);
}
