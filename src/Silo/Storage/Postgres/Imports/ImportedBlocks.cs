using Scheduling.Silo.Storage.Imports;

namespace Scheduling.Silo.Storage.Postgres.Imports;

/// <summary>Adds and changes blocks; a stored one keeps its time and, once deleted, stays deleted.</summary>
internal static class ImportedBlocks
{
    /// <summary>Each block's clinician, in order; nothing where the number is no clinician's.</summary>
    public static Guid?[] Clinicians(ImportPlan plan, PeopleRegister register, ImportBatch batch) =>
        [.. batch.Blocks.Select(block => register.FindClinician(block.ClinicianNumber))];

    /// <summary>The first record at fault; nothing where all can be written.</summary>
    public static ImportAnswer? Decide(
        ImportPlan plan, StoredCalendars calendars, ImportBatch batch, Guid?[] clinicians)
    {
        for (var i = 0; i < batch.Blocks.Length; i++)
        {
            var status = clinicians[i] is { } clinician
                ? Decide(plan, calendars, batch.Blocks[i].Definition with
                {
                    Key = new Key(plan.HospitalId, batch.Blocks[i].Definition.Key.Id),
                    ClinicianId = clinician,
                }, i)
                : ImportStatus.ClinicianUnknown;
            if (status != ImportStatus.Imported)
            {
                return new ImportAnswer(status) { Position = i };
            }
        }

        return null;
    }

    private static ImportStatus Decide(
        ImportPlan plan, StoredCalendars calendars, BlockDefinition given, int position) =>
        calendars.Find(given.Key.Id) is { } stored
            ? Change(plan, calendars, stored, ImportedBlockRules.WithWhatStays(given, stored), position)
            : Add(plan, calendars, given, position);

    private static ImportStatus Add(ImportPlan plan, StoredCalendars calendars, BlockDefinition block, int position)
    {
        if (calendars.Overlaps(block))
        {
            return ImportStatus.BlockOverlaps;
        }

        plan.Tally.AddBlock(position);
        plan.NewBlocks[block.Key.Id] = block;
        plan.RaiseClinician(block.ClinicianId);
        calendars.Write(block);
        return ImportStatus.Imported;
    }

    private static ImportStatus Change(
        ImportPlan plan, StoredCalendars calendars, BlockDefinition stored, BlockDefinition next, int position)
    {
        if (stored.IsDeleted || stored == next)
        {
            return ImportStatus.Imported;
        }

        var isOtherClinician = stored.ClinicianId != next.ClinicianId;
        if (isOtherClinician && calendars.Overlaps(next))
        {
            return ImportStatus.BlockOverlaps;
        }

        var snapshot = calendars.Snapshot(next.Key.Id);
        if (ImportedBlockRules.Strands(stored, next, snapshot?.Live ?? [], plan.Now))
        {
            return ImportStatus.AppointmentStranded;
        }

        next = next with { ModifiedAt = plan.Now };
        plan.Tally.ChangeBlock(position);
        if (snapshot is null)
        {
            plan.NewBlocks[next.Key.Id] = next;
        }
        else
        {
            plan.Change(next, snapshot.Version);
        }

        plan.RaiseClinician(next.ClinicianId);
        if (isOtherClinician)
        {
            plan.RaiseClinician(stored.ClinicianId);
        }

        calendars.Write(next);
        return ImportStatus.Imported;
    }
}
