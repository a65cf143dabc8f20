using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Orleans.Concurrency;
using Scheduling.Grains.Storage;

namespace Scheduling.Grains.People;

/// <summary>
/// One activation per silo and hospital, interleaving: reads are gathered by the store.
/// </summary>
[StatelessWorker(1), Reentrant, GrainType("people")]
internal sealed class PeopleGrain(IScheduleStore store) : Grain, IPeopleGrain
{
    public async Task<ImmutableArray<Person?>> Find(ImmutableArray<Guid> ids)
    {
        var hospitalId = (int)this.GetPrimaryKeyLong();
        return ImmutableCollectionsMarshal.AsImmutableArray(
            await Task.WhenAll(ids.Select(id => store.LoadPerson(new Key(hospitalId, id)))));
    }

    public Task<Person?> FindClinician(int number) => store.FindClinician((int)this.GetPrimaryKeyLong(), number);

    public async Task<ImmutableArray<Person?>> FindClinicians(ImmutableArray<int> numbers) =>
        ImmutableCollectionsMarshal.AsImmutableArray(await Task.WhenAll(numbers.Select(FindClinician)));

    public Task<ImportedPerson?> FindRecord(Guid id) =>
        store.LoadPersonRecord(new Key((int)this.GetPrimaryKeyLong(), id));

    public Task<Login?> FindLogin(UserType userType, string email) =>
        store.FindLogin((int)this.GetPrimaryKeyLong(), userType, email);
}
