using Microsoft.Extensions.Time.Testing;
using Scheduling.Gateway.Search;

namespace Scheduling.Gateway.Tests.Search;

public sealed class AgedCacheTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Tenth = TimeSpan.FromMilliseconds(100);

    private readonly FakeTimeProvider time = new();
    private readonly List<TaskCompletionSource<Aged<string>>> reads = [];
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
    public async Task Weight_stays_below_its_limit_whatever_is_asked()
    {
        var cache = Cache(mostWeight: 100);
        for (var key = 0; key < 1_000; key++)
        {
            await cache.Get($"{key}", () => Task.FromResult(new Aged<string>("1234567890", TimeSpan.Zero)));
            Assert.True(cache.Count <= 10, $"{cache.Count}");
        }
    }

    [Fact]
    public async Task Keys_weigh_too()
    {
        var cache = Cache(mostWeight: 100_000);
        for (var key = 0; key < 1_000; key++)
        {
            await cache.Get($"{key}".PadLeft(5_000), () => Task.FromResult(new Aged<string>("", TimeSpan.Zero)));
            Assert.True(cache.Count <= 20, $"{cache.Count}");
        }
    }

    private AgedCache<string, string> Cache(long mostWeight = 1_000) =>
        new(Second, mostWeight, (key, answer) => (key.Length / 5_000 * 5_000) + answer.Length, answer => holds(answer), time);

    private readonly TaskCompletionSource[] started =
        [.. Enumerable.Range(0, 4).Select(_ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously))];

    private Task Started(int read) => started[read - 1].Task.WaitAsync(TimeSpan.FromSeconds(20));

    private Task<Aged<string>> Read()
    {
        lock (reading)
        {
            reads.Add(new TaskCompletionSource<Aged<string>>(TaskCreationOptions.RunContinuationsAsynchronously));
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

    private static (string, TimeSpan) Both(Aged<string> found) => (found.Value, found.Age);
}
