using System.Collections.Immutable;
using Scheduling.Silo.Storage.Imports;

namespace Scheduling.Silo.Storage.Sqlite.Imports;

/// <summary>Adds and changes blocks; a stored one keeps its time and, once deleted, stays deleted.</summary>
internal sealed class BlockImport(PersonRows people, BlockLoads blocks, SqliteSession session, Calendars calendars)
{
    private readonly SqliteStatement insert = session.Prepare(BlockRows.InsertSql);
    private readonly SqliteStatement change = session.Prepare(ChangeSql);
    private readonly SqliteStatement overlap = session.Prepare(OverlapSql);

    private const string ChangeSql = """
        update availability_block
        set clinician_id = ?3,
            allow_on_demand = ?4,
            allow_provider = ?5,
            allow_self = ?6,
            is_available = ?7,
            optimization_type = ?8,
            own_capacity = ?9,
            is_locked = ?10,
            is_private = ?11,
            modified_at = ?12
        where hospital_id = ?1 and id = ?2
        """;

    private const string OverlapSql = """
        select 1
        from availability_block
        where hospital_id = ?1 and id <> ?2 and clinician_id = ?3 and ends_at > ?4 and starts_at < ?5 and is_deleted = 0
        limit 1
        """;

    /// <summary>The first record at fault; nothing where all are written.</summary>
    public ImportAnswer? Write(
        int hospitalId, ImmutableArray<ImportedBlock> given, DateTimeOffset now, ImportTally tally)
    {
        for (var i = 0; i < given.Length; i++)
        {
            var status = Write(hospitalId, given[i], now, out var isAdded, out var isChanged);
            if (status != ImportStatus.Imported)
            {
                return new ImportAnswer(status) { Position = i };
            }

            if (isAdded)
            {
                tally.AddBlock(i);
            }
            else if (isChanged)
            {
                tally.ChangeBlock(i);
            }
        }

        return null;
    }

    private ImportStatus Write(
        int hospitalId, ImportedBlock given, DateTimeOffset now, out bool isAdded, out bool isChanged)
    {
        (isAdded, isChanged) = (false, false);
        if (people.FindClinician(hospitalId, given.ClinicianNumber) is not { } clinician)
        {
            return ImportStatus.ClinicianUnknown;
        }

        var key = new Key(hospitalId, given.Definition.Key.Id);
        var next = given.Definition with { Key = key, ClinicianId = clinician };
        var stored = blocks.LoadDefinition(key);
        isAdded = stored is null;
        return stored is null
            ? Add(next)
            : Change(stored, ImportedBlockRules.WithWhatStays(next, stored), now, out isChanged);
    }

    private ImportStatus Add(BlockDefinition block)
    {
        if (Overlaps(block))
        {
            return ImportStatus.BlockOverlaps;
        }

        BlockRows.Bind(insert, block).Execute();
        calendars.AddBlock(block.Key);
        calendars.RaiseClinician(new Key(block.Key.HospitalId, block.ClinicianId));
        return ImportStatus.Imported;
    }

    private ImportStatus Change(BlockDefinition stored, BlockDefinition next, DateTimeOffset now, out bool isChanged)
    {
        isChanged = false;
        if (stored.IsDeleted || stored == next)
        {
            return ImportStatus.Imported;
        }

        var otherClinician = stored.ClinicianId != next.ClinicianId;
        if (otherClinician && Overlaps(next))
        {
            return ImportStatus.BlockOverlaps;
        }

        if (ImportedBlockRules.Strands(stored, next, blocks.LoadLive(next.Key), now))
        {
            return ImportStatus.AppointmentStranded;
        }

        Write(next, now);
        calendars.RaiseBlock(next.Key);
        calendars.RaiseClinician(new Key(next.Key.HospitalId, next.ClinicianId));
        if (otherClinician)
        {
            calendars.RaiseClinician(new Key(next.Key.HospitalId, stored.ClinicianId));
        }

        isChanged = true;
        return ImportStatus.Imported;
    }

    private void Write(BlockDefinition block, DateTimeOffset now) => change
        .Bind(block.Key)
        .Bind(block.ClinicianId)
        .Bind(block.AllowOnDemand)
        .Bind(block.AllowProvider)
        .Bind(block.AllowSelf)
        .Bind(block.IsAvailable)
        .Bind((int)block.Optimization)
        .Bind(block.OwnCapacity)
        .Bind(block.Locked)
        .Bind(block.Private)
        .Bind(now)
        .Execute();

    private bool Overlaps(BlockDefinition block) => overlap
        .Bind(block.Key)
        .Bind(block.ClinicianId)
        .Bind(block.Time.Start)
        .Bind(block.Time.End)
        .SingleNumber() is not null;
}
