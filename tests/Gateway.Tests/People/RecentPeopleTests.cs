using Microsoft.Extensions.Time.Testing;
using Scheduling.Gateway.People;

namespace Scheduling.Gateway.Tests.People;

public sealed class RecentPeopleTests
{
    private static readonly Guid Ada = Guid.NewGuid();

    private readonly FakeTimeProvider time = new();
    private readonly Doorkeeper doorkeeper = new(14);
    private readonly List<TaskCompletionSource<Person?>> reads = [];
    private readonly RecentPeople people;
    private Person? later;

    public RecentPeopleTests() => people = new RecentPeople(_ => Read(), doorkeeper, time);

    [Fact]
    public async Task Find_within_a_second_reads_once()
    {
        var first = people.Find(Ada);
        reads[0].SetResult(Person("v1"));
        await first;
        time.Advance(RecentPeople.Age);

        Assert.Equal("v1", Given(await people.Find(Ada)));
        Assert.Single(reads);
    }

    [Fact]
    public async Task Find_after_a_second_reads_again()
    {
        var first = people.Find(Ada);
        reads[0].SetResult(Person("v1"));
        await first;
        time.Advance(RecentPeople.Age + TimeSpan.FromTicks(1));

        var second = people.Find(Ada);
        reads[1].SetResult(Person("v2"));

        Assert.Equal("v2", Given(await second));
    }

    [Fact]
    public async Task Age_counts_from_the_start_of_the_read()
    {
        var first = people.Find(Ada);
        time.Advance(TimeSpan.FromMilliseconds(900));
        reads[0].SetResult(Person("v1"));
        await first;
        time.Advance(TimeSpan.FromMilliseconds(101));

        var second = people.Find(Ada);

        Assert.Equal(2, reads.Count);
        reads[1].SetResult(Person("v2"));
        Assert.Equal("v2", Given(await second));
    }

    [Fact]
    public async Task Misses_are_remembered_a_second_and_no_longer()
    {
        var first = people.Find(Ada);
        reads[0].SetResult(null);
        Assert.Null(await first);
        Assert.Null(await people.Find(Ada));
        Assert.Single(reads);
        time.Advance(RecentPeople.Age + TimeSpan.FromTicks(1));

        var second = people.Find(Ada);
        reads[1].SetResult(Person("new"));

        Assert.Equal("new", Given(await second));
    }

    [Fact]
    public async Task Finds_at_once_share_one_read()
    {
        var askers = Enumerable.Range(0, 100).Select(_ => people.Find(Ada)).ToList();

        Assert.Single(reads);
        reads[0].SetResult(Person("v1"));
        Assert.All(await Task.WhenAll(askers), person => Assert.Equal("v1", Given(person)));
    }

    [Fact]
    public async Task Joining_a_read_that_takes_too_long_reads_anew()
    {
        var first = people.Find(Ada);
        time.Advance(TimeSpan.FromMilliseconds(900));
        var joined = people.Find(Ada);
        later = Person("v2");
        time.Advance(TimeSpan.FromMilliseconds(200));
        reads[0].SetResult(Person("v1"));

        Assert.Equal("v1", Given(await first));
        Assert.Equal("v2", Given(await joined));
    }

    [Fact]
    public async Task Failed_read_is_told_to_who_waited_and_not_remembered()
    {
        var first = people.Find(Ada);
        reads[0].SetException(new TimeoutException());
        await Assert.ThrowsAsync<TimeoutException>(() => first);

        var second = people.Find(Ada);
        reads[1].SetResult(Person("v1"));

        Assert.Equal("v1", Given(await second));
    }

    [Fact]
    public async Task Who_was_asked_for_once_is_forgotten_with_the_next_collection()
    {
        await AskOnce();
        Collect();

        var second = people.Find(Ada);
        reads[1].SetResult(Person("v2"));

        Assert.Equal("v2", Given(await second));
    }

    [Fact]
    public async Task Who_was_asked_for_a_while_ago_outlives_collections()
    {
        doorkeeper.Knows(Ada);
        await AskOnce();
        Collect();

        Assert.Equal("v1", Given(await people.Find(Ada)));
        Assert.Single(reads);
    }

    [Fact]
    public async Task Who_was_asked_for_again_by_the_same_request_was_asked_for_once()
    {
        await AskOnce();
        Assert.Equal("v1", Given(await people.Find(Ada, isSameRequest: true)));
        Assert.Single(reads);
        Collect();

        var second = people.Find(Ada, isSameRequest: true);
        reads[1].SetResult(Person("v2"));

        Assert.Equal("v2", Given(await second));
    }

    [Fact]
    public async Task Who_was_asked_for_again_outlives_collections()
    {
        await AskOnce();
        await people.Find(Ada);
        Collect();

        Assert.Equal("v1", Given(await people.Find(Ada)));
        Assert.Single(reads);
    }

    [Fact]
    public async Task Who_was_asked_for_by_two_at_once_outlives_collections()
    {
        var askers = (people.Find(Ada), people.Find(Ada));
        reads[0].SetResult(Person("v1"));
        await askers.Item1;
        await askers.Item2;
        Collect();

        Assert.Equal("v1", Given(await people.Find(Ada)));
        Assert.Single(reads);
    }

    [Fact]
    public void Memory_is_bounded()
    {
        for (var i = 0; i < RecentPeople.Most * 2; i++)
        {
            var id = Guid.NewGuid();
            _ = people.Find(id);
            _ = people.Find(id);
        }

        Assert.Equal(RecentPeople.Most, people.Count);
        time.Advance(RecentPeople.Age + TimeSpan.FromTicks(1));
        _ = people.Find(Ada);
        Assert.Equal(1, people.Count);
    }

    private async Task AskOnce()
    {
        var first = people.Find(Ada);
        reads[0].SetResult(Person("v1"));
        await first;
    }

    private static void Collect() => GC.Collect(GC.MaxGeneration, GCCollectionMode.Forced, blocking: true);

    private static string? Given(Person? person) => person?.Name.Given;

    private static Person Person(string given) => new()
    {
        Key = new Key(126, Ada),
        ContactType = ContactType.Staff,
        StatusCode = 1,
        Name = new PersonName { Given = given },
    };

    private Task<Person?> Read()
    {
        reads.Add(new TaskCompletionSource<Person?>());
        if (later is not null)
        {
            reads[^1].SetResult(later);
        }

        return reads[^1].Task;
    }
}
