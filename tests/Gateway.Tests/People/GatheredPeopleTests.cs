using System.Collections.Immutable;
using Scheduling.Gateway.People;

namespace Scheduling.Gateway.Tests.People;

public sealed class GatheredPeopleTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Register register = new();
    private readonly GatheredPeople people;

    public GatheredPeopleTests() => people = new GatheredPeople(register);

    [Fact]
    public async Task Find_alone_waits_for_nothing()
    {
        var found = people.Find(Guid.NewGuid());

        var call = await register.NextCall();
        call.Answer();

        Assert.Equal(call.Ids.Single(), (await found.WaitAsync(Patience))!.Key.Id);
    }

    [Fact]
    public async Task Find_while_calls_are_under_way_goes_with_the_next_one()
    {
        var early = new List<Task<Person?>> { people.Find(Guid.NewGuid()) };
        var first = await register.NextCall();
        early.Add(people.Find(Guid.NewGuid()));
        var second = await register.NextCall();
        var ids = Enumerable.Range(0, 100).Select(_ => Guid.NewGuid()).ToList();
        var late = ids.ConvertAll(people.Find);

        first.Answer();
        var next = await register.NextCall();
        next.Answer();
        second.Answer();

        Assert.Equal(ids, next.Ids);
        Assert.Equal(ids, (await Task.WhenAll(late).WaitAsync(Patience)).Select(person => person!.Key.Id));
        await Task.WhenAll(early).WaitAsync(Patience);
    }

    [Fact]
    public async Task Failed_call_fails_those_that_it_asked_for_and_nobody_after_them()
    {
        var lost = people.Find(Guid.NewGuid());
        (await register.NextCall()).Fail(new TimeoutException());
        await Assert.ThrowsAsync<TimeoutException>(() => lost.WaitAsync(Patience));

        var found = people.Find(Guid.NewGuid());
        (await register.NextCall()).Answer();

        Assert.NotNull(await found.WaitAsync(Patience));
    }

    /// <summary>Answers when it is told to.</summary>
    private sealed class Register : IPeopleGrain
    {
        private readonly System.Threading.Channels.Channel<Call> calls =
            System.Threading.Channels.Channel.CreateUnbounded<Call>();

        public Task<Call> NextCall() => calls.Reader.ReadAsync().AsTask().WaitAsync(Patience);

        public Task<ImmutableArray<Person?>> Find(ImmutableArray<Guid> ids)
        {
            var call = new Call(ids);
            Assert.True(calls.Writer.TryWrite(call));
            return call.Answered;
        }

        public Task<Person?> FindClinician(int number) => throw new NotSupportedException();

        public Task<ImmutableArray<Person?>> FindClinicians(ImmutableArray<int> numbers) =>
            throw new NotSupportedException();

        public Task<ImportedPerson?> FindRecord(Guid id) => throw new NotSupportedException();

        public Task<Login?> FindLogin(UserType userType, string email) => throw new NotSupportedException();
    }

    private sealed class Call(ImmutableArray<Guid> ids)
    {
        private readonly TaskCompletionSource<ImmutableArray<Person?>> answer = new();

        public ImmutableArray<Guid> Ids => ids;

        public Task<ImmutableArray<Person?>> Answered => answer.Task;

        public void Answer() => answer.SetResult([.. ids.Select(Person)]);

        public void Fail(Exception fault) => answer.SetException(fault);

        private static Person Person(Guid id) => new()
        {
            Key = new Key(126, id),
            ContactType = ContactType.Staff,
            StatusCode = 1,
            Name = new PersonName { Given = "Ada" },
        };
    }
}
