using Npgsql;
using Scheduling.Grains.Storage;
using Scheduling.Silo.Storage.Imports;

namespace Scheduling.Silo.Storage.Postgres.Imports;

/// <summary>
/// Takes a batch in: reads what it touches, decides in memory, and writes all of it with one statement, which holds for
/// the versions that were read. Where one of them is another by then, nothing was written, and it reads again. No
/// transaction is open while it decides, and no commit waits for it.
/// </summary>
internal sealed class PostgresImport(NpgsqlDataSource source, TimeSpan limit, TimeProvider time)
{
    /// <summary>One import at a time: two of one silo would only lose to each other.</summary>
    public async Task<ImportOutcome> Write(int hospitalId, ImportBatch batch, DateTimeOffset now)
    {
        var began = time.GetTimestamp();
        do
        {
            // What has waited for its turn happens now: a password ends all sessions that were begun meanwhile.
            var turn = time.GetUtcNow();
            var plan = new ImportPlan(hospitalId, turn > now ? turn : now);
            if (await Decide(plan, batch) is { } fault)
            {
                return new ImportOutcome(fault, []);
            }

            if (plan.IsEmpty || (plan.IsFenced && await TryWrite(plan)))
            {
                return plan.Tally.Outcome(batch);
            }
        }
        while (time.GetElapsedTime(began) < limit / 2);

        throw new StoreUnavailableException("Nothing was imported: others kept changing what it touches.");
    }

    /// <summary>People, then guardians, then blocks: the first record at fault; nothing where all can be.</summary>
    private async Task<ImportAnswer?> Decide(ImportPlan plan, ImportBatch batch)
    {
        var register = await ImportReads.Register(source, plan, batch);
        var changed = ImportedPersonRules.Changed(plan.HospitalId, batch, plan.Now, register.Find);
        await ImportReads.InUse(source, plan, register, changed);
        if (ImportedPeople.Decide(plan, register, batch, changed) is { } fault
            || (batch.MayGrant && (fault = ImportedGuardians.Decide(plan, register, batch)) is not null))
        {
            return fault;
        }

        if (batch.Blocks.IsEmpty)
        {
            return null;
        }

        var clinicians = ImportedBlocks.Clinicians(plan, register, batch);
        var calendars = await ImportReads.Calendars(source, plan, batch, clinicians);
        return ImportedBlocks.Decide(plan, calendars, batch, clinicians);
    }

    private async Task<bool> TryWrite(ImportPlan plan)
    {
        try
        {
            return await source.Write(ImportWrite.Call(plan));
        }
        catch (PostgresException fault) when (fault.SqlState is ['2', '3', ..])
        {
            // Somebody took a number, an address or an id meanwhile: the next reading sees it.
            return false;
        }
        catch (PostgresException fault)
        {
            throw new StoreUnavailableException($"Nothing was written: {fault.Message}", fault);
        }
    }
}
