using Orleans.Concurrency;
using Scheduling.Grains.Storage;

namespace Scheduling.Grains.Search;

/// <summary>
/// One activation per silo and hospital, interleaving: all searches of the hospital share what was read of its days.
/// </summary>
[StatelessWorker(1), Reentrant, GrainType("slot-search")]
internal sealed class SlotSearchGrain(IScheduleReads reads, TimeProvider time) : Grain, ISlotSearchGrain
{
    private HospitalSearch? search;

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        search = new HospitalSearch((int)this.GetPrimaryKeyLong(), reads, time);
        return Task.CompletedTask;
    }

    public Task<FreeSlots> Find(FindSlots query) => search!.Find(query);

    public Task<FirstFreeSlot> FindFirst(FindSlots query, SlotClinicians of) => search!.FindFirst(query, of);

    public Task<Guid?> FindPatient(int number) => search!.FindPatient(number);
}
