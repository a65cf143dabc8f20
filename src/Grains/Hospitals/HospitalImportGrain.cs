using System.Collections.Immutable;
using Orleans.Concurrency;
using Scheduling.Grains.Storage;

namespace Scheduling.Grains.Hospitals;

[StatelessWorker, GrainType("hospital-import")]
internal sealed class HospitalImportGrain(IScheduleStore store, TimeProvider time) : Grain, IHospitalImportGrain
{
    public async Task<ImportAnswer> Import(ImportBatch batch)
    {
        var hospitalId = (int)this.GetPrimaryKeyLong();
        try
        {
            var outcome = await store.Import(hospitalId, batch, time.GetUtcNow());
            await Doubt(hospitalId, outcome.ChangedBlocks);
            return outcome.Answer with { Changes = outcome.Changes };
        }
        catch (StoreUnavailableException)
        {
            return new ImportAnswer(ImportStatus.Overloaded);
        }
        catch (OutcomeUnknownException)
        {
            return new ImportAnswer(ImportStatus.OutcomeUnknown);
        }
    }

    // In batches, so that an import that changes every block of a hospital does not flood the silo.
    private async Task Doubt(int hospitalId, ImmutableArray<Guid> blocks)
    {
        foreach (var some in blocks.Chunk(100))
        {
            await Task.WhenAll(some.Select(id => GrainFactory.AvailabilityBlock(new Key(hospitalId, id)).Doubt()));
        }
    }
}
