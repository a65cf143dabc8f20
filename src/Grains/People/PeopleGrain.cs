using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Orleans.Concurrency;
using Scheduling.Grains.Storage;

namespace Scheduling.Grains.People;

/// <summary>
/// One activation per silo and hospital, interleaving: misses are gathered by the store, and askers of one person share
/// one read.
/// </summary>
[StatelessWorker(1), Reentrant, GrainType("people")]
internal sealed class PeopleGrain(IScheduleStore store, TimeProvider time) : Grain, IPeopleGrain
{
    private RecentPeople? people;

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        var hospitalId = (int)this.GetPrimaryKeyLong();
        people = new RecentPeople(id => store.LoadPerson(new Key(hospitalId, id)), time);
        return Task.CompletedTask;
    }

    public async Task<ImmutableArray<Person?>> Find(ImmutableArray<Guid> ids) =>
        ImmutableCollectionsMarshal.AsImmutableArray(await Task.WhenAll(ids.Select(people!.Find)));

    public Task<Person?> FindClinician(int number) => store.FindClinician((int)this.GetPrimaryKeyLong(), number);

    public async Task<ImmutableArray<Person?>> FindClinicians(ImmutableArray<int> numbers) =>
        ImmutableCollectionsMarshal.AsImmutableArray(await Task.WhenAll(numbers.Select(FindClinician)));

    public Task<ImportedPerson?> FindRecord(Guid id) =>
        store.LoadPersonRecord(new Key((int)this.GetPrimaryKeyLong(), id));

    public Task<Login?> FindLogin(UserType userType, string email) =>
        store.FindLogin((int)this.GetPrimaryKeyLong(), userType, email);
}
