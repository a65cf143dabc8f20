using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Scheduling.Gateway.Sessions;
using Scheduling.Grains.Storage;

namespace Scheduling.SqlBaseline;

/// <summary>The same look-ups of people as the product's: its own gathered reads, remembered for a second.</summary>
internal sealed class PlainPeople(int hospitalId, IScheduleStore store, TimeProvider time) : IPeopleGrain
{
    /// <summary>More people than a run has: then all are forgotten.</summary>
    private const int Most = 200_000;

    private static readonly TimeSpan Age = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<Guid, Recent<Person?>> people = [];

    public async Task<ImmutableArray<Person?>> Find(ImmutableArray<Guid> ids)
    {
        if (people.Count > Most)
        {
            people.Clear();
        }

        var found = new Person?[ids.Length];
        for (var i = 0; i < found.Length; i++)
        {
            found[i] = await Find(ids[i]);
        }

        return ImmutableCollectionsMarshal.AsImmutableArray(found);
    }

    public Task<Person?> FindClinician(int number) => store.FindClinician(hospitalId, number);

    public async Task<ImmutableArray<Person?>> FindClinicians(ImmutableArray<int> numbers) =>
        ImmutableCollectionsMarshal.AsImmutableArray(await Task.WhenAll(numbers.Select(FindClinician)));

    public Task<ImportedPerson?> FindRecord(Guid id) => store.LoadPersonRecord(new Key(hospitalId, id));

    public Task<Login?> FindLogin(UserType userType, string email) => store.FindLogin(hospitalId, userType, email);

    private ValueTask<Person?> Find(Guid id) => people.GetOrAdd(
        id,
        static (id, self) => new Recent<Person?>(
            () => self.Load(id), Age, self.Clock),
        this).Get();

    private TimeProvider Clock => time;

    private Task<Person?> Load(Guid id) => store.LoadPerson(new Key(hospitalId, id));
}
