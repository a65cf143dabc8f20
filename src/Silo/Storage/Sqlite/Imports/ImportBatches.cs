using Scheduling.Grains.Storage;
using Scheduling.Silo.Storage.Imports;

namespace Scheduling.Silo.Storage.Sqlite.Imports;

/// <summary>Writes a batch: people, then guardians, then blocks. The first record at fault undoes it all.</summary>
internal sealed class ImportBatches(SqliteSession session, Calendars calendars)
{
    private readonly PersonImport people = new(new PersonRows(session), calendars);
    private readonly GuardianImport guardians = new(session);
    private readonly BlockImport blocks = new(new PersonRows(session), new BlockLoads(session), session, calendars);

    public (ImportOutcome Answer, bool Keep) Write(int hospitalId, ImportBatch batch, DateTimeOffset now)
    {
        var tally = new ImportTally();
        var fault = people.Write(hospitalId, batch, now, tally)
            ?? (batch.MayGrant ? guardians.Write(hospitalId, batch.People, tally) : null)
            ?? blocks.Write(hospitalId, batch.Blocks, now, tally);
        return fault is null
            ? (tally.Outcome(batch), Keep: true)
            : (new ImportOutcome(fault, []), Keep: false);
    }
}
