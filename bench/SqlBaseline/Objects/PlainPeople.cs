using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Scheduling.Grains.Storage;

namespace Scheduling.SqlBaseline;

/// <summary>The same look-ups of people as the product's: its own gathered reads. The gateway remembers them.</summary>
internal sealed class PlainPeople(int hospitalId, IScheduleStore store) : IPeopleGrain
{
    public async Task<ImmutableArray<Person?>> Find(ImmutableArray<Guid> ids)
    {
        var found = new Task<Person?>[ids.Length];
        for (var i = 0; i < found.Length; i++)
        {
            found[i] = store.LoadPerson(new Key(hospitalId, ids[i]));
        }

        return ImmutableCollectionsMarshal.AsImmutableArray(await Task.WhenAll(found));
    }

    public Task<Login?> FindLogin(UserType userType, string email) => store.FindLogin(hospitalId, userType, email);

    public Task<Person?> FindClinician(int number) => throw Rivals.Unsupported("looking for clinicians");

    public Task<ImmutableArray<Person?>> FindClinicians(ImmutableArray<int> numbers) =>
        throw Rivals.Unsupported("looking for clinicians");

    public Task<ImportedPerson?> FindRecord(Guid id) => store.LoadPersonRecord(new Key(hospitalId, id));
}
