using Orleans.Concurrency;
using Scheduling.Grains.Storage;

namespace Scheduling.Grains.AvailabilityBlocks;

/// <summary>Straight reads of the store: it remembers nothing, so an id that somebody made up leaves nothing behind.</summary>
[StatelessWorker(1), Reentrant, GrainType("availability-block-list")]
internal sealed class AvailabilityBlockListGrain(IScheduleStore store) : Grain, IAvailabilityBlockListGrain
{
    private int HospitalId => (int)this.GetPrimaryKeyLong();

    public async Task<BlockDefinition?> Find(Guid id) =>
        await store.LoadBlock(new Key(HospitalId, id)) is { Definition: { IsDeleted: false } definition }
            ? definition
            : null;

    public Task<BlockPage> List(ListBlocks query) => store.ListBlocks(HospitalId, query);
}
