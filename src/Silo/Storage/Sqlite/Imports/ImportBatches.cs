using System.Collections.Immutable;
using Scheduling.Grains.Storage;

namespace Scheduling.Silo.Storage.Sqlite.Imports;

/// <summary>Writes a batch: people, then guardians, then blocks. The first record at fault undoes it all.</summary>
internal sealed class ImportBatches(SqliteSession session, Calendars calendars)
{
    private readonly PersonImport people = new(new PersonRows(session), calendars);
    private readonly GuardianImport guardians = new(session);
    private readonly BlockImport blocks = new(new PersonRows(session), new BlockLoads(session), session, calendars);

    public (ImportOutcome Answer, bool Keep) Write(int hospitalId, ImportBatch batch, DateTimeOffset now)
    {
        var changedBlocks = ImmutableArray.CreateBuilder<Guid>();
        var fault = people.Write(hospitalId, batch)
            ?? (batch.MayGrant ? guardians.Write(hospitalId, batch.People) : null)
            ?? blocks.Write(hospitalId, batch.Blocks, now, changedBlocks);
        return fault is null
            ? (new ImportOutcome(new ImportAnswer(ImportStatus.Imported), changedBlocks.DrainToImmutable()), Keep: true)
            : (new ImportOutcome(fault, []), Keep: false);
    }
}
