using Scheduling.Grains.Search;
using Scheduling.Grains.Storage;

namespace Scheduling.SqlBaseline;

/// <summary>Lists, read like the product's.</summary>
internal sealed class PlainList(int hospitalId, IScheduleReads reads) : IAppointmentListGrain
{
    public Task<AppointmentPage> List(ListAppointments query) => reads.ListAppointments(hospitalId, query);
}

/// <summary>
/// The product's search. What a grain does by itself, one turn after the other, a scheduler does here.
/// </summary>
internal sealed class PlainSearch(int hospitalId, IScheduleReads reads, TimeProvider time) : ISlotSearchGrain
{
    private readonly TaskScheduler turns = new ConcurrentExclusiveSchedulerPair().ExclusiveScheduler;
    private readonly HospitalSearch search = new(hospitalId, reads, time);

    public Task<FreeSlots> Find(FindSlots query) => InTurn(() => search.Find(query));

    public Task<FirstFreeSlot> FindFirst(FindSlots query, SlotClinicians of) =>
        InTurn(() => search.FindFirst(query, of));

    public Task<Guid?> FindPatient(int number) => search.FindPatient(number);

    private Task<T> InTurn<T>(Func<Task<T>> ask) =>
        Task.Factory.StartNew(ask, CancellationToken.None, TaskCreationOptions.DenyChildAttach, turns).Unwrap();
}

/// <summary>Whether the store takes a write; where not, its own fault says so.</summary>
internal sealed class PlainHealth(IScheduleStore store) : IStoreHealthGrain
{
    public async Task<bool> Check()
    {
        await store.Ping();
        return true;
    }
}
