using System.Collections.Immutable;
using Microsoft.Data.Sqlite;
using Scheduling.Grains.Storage;
using SQLitePCL;

namespace Scheduling.Silo.Storage.Sqlite;

/// <summary>Writes a group of blocks' commits: the block's fence, the patient's, then the row.</summary>
internal sealed class BlockCommits(SqliteSession session, Calendars calendars)
{
    private readonly SqliteStatement savepoint = session.Prepare("savepoint booking");
    private readonly SqliteStatement release = session.Prepare("release booking");
    private readonly SqliteStatement undo = session.Prepare("rollback to booking");
    private readonly SqliteStatement book = session.Prepare(BookSql);
    private readonly SqliteStatement replace = session.Prepare(ReplaceSql);
    private readonly SqliteStatement room = session.Prepare(RoomSql);
    private readonly HoldRows holds = new(session);

    private const string BookSql = """
        insert into appointment (
            hospital_id, id, version, block_id, patient_id, clinician_id, starts_at, ends_at,
            status, appointment_type, encounter_type, document, request_hash, created_at)
        values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)
        on conflict (hospital_id, id) do nothing
        """;

    private const string ReplaceSql = """
        update appointment
        set version = ?3,
            block_id = ?4,
            patient_id = ?5,
            clinician_id = ?6,
            starts_at = ?7,
            ends_at = ?8,
            status = ?9,
            appointment_type = ?10,
            encounter_type = ?11,
            document = ?12
        where hospital_id = ?1 and id = ?2 and version = ?3 - 1
        """;

    private const string RoomSql = """
        select count(*) filter (where starts_at > ?3) < ?4
            and count(*) filter (where starts_at < ?6 and ends_at > ?5) = 0
            and not exists (select 1 from hold where hospital_id = ?1 and patient_id = ?2 and expires_at > ?3)
        from appointment
        where hospital_id = ?1 and patient_id = ?2 and ends_at > ?3 and status in (1, 2)
        """;

    /// <summary>One array of outcomes per commit, in their order.</summary>
    public ImmutableArray<ImmutableArray<ChangeOutcome>> Write(
        ImmutableArray<PreparedCommit> group, DateTimeOffset now)
    {
        var outcomes = ImmutableArray.CreateBuilder<ImmutableArray<ChangeOutcome>>(group.Length);
        foreach (var commit in group)
        {
            outcomes.Add(Write(commit, now));
        }

        return outcomes.MoveToImmutable();
    }

    private ImmutableArray<ChangeOutcome> Write(PreparedCommit prepared, DateTimeOffset now)
    {
        var commit = prepared.Commit;
        var outcomes = new ChangeOutcome[commit.Changes.Length];
        if (!calendars.RaiseBlock(commit.Block, commit.ExpectedVersion))
        {
            Array.Fill(outcomes, ChangeOutcome.BlockLost);
            return [.. outcomes];
        }

        for (var i = 0; i < outcomes.Length; i++)
        {
            outcomes[i] = WriteAlone(commit.Block.HospitalId, prepared.Changes[i], now);
        }

        return [.. outcomes];
    }

    /// <summary>In a savepoint: what one change did is undone where it fails, and nothing else is.</summary>
    private ChangeOutcome WriteAlone(int hospitalId, PreparedChange change, DateTimeOffset now)
    {
        savepoint.Execute();
        ChangeOutcome outcome;
        try
        {
            outcome = Write(hospitalId, change, now);
        }
        catch (SqliteException fault) when (IsData(fault))
        {
            outcome = ChangeOutcome.Rejected;
        }

        if (outcome != ChangeOutcome.Done)
        {
            undo.Execute();
        }

        release.Execute();
        return outcome;
    }

    private ChangeOutcome Write(int hospitalId, PreparedChange prepared, DateTimeOffset now)
    {
        var change = prepared.Change;
        var patient = new Key(hospitalId, change.PatientId);
        if ((prepared.NeededRoom is { } needed && !HasRoom(patient, prepared.Next!.Time, needed))
            || !calendars.RaisePatient(patient, change.ExpectedPatientVersion))
        {
            return ChangeOutcome.PatientLost;
        }

        if (prepared.Next is { } next)
        {
            var outcome = Write(hospitalId, next, prepared.Document, now);
            if (outcome != ChangeOutcome.Done)
            {
                return outcome;
            }
        }

        if (prepared.EndedHoldId is { } ended)
        {
            holds.End(patient, ended);
        }

        if (prepared.PlacedHold is { } placed)
        {
            holds.Place(patient, placed);
        }

        if (change.FormerPatientId is { } former)
        {
            calendars.RaisePatient(new Key(hospitalId, former));
        }

        if (change.FormerBlockId is { } block)
        {
            calendars.RaiseBlock(new Key(hospitalId, block));
        }

        return ChangeOutcome.Done;
    }

    private bool HasRoom(Key patient, TimeRange time, PatientRoom needed) => room
        .Bind(patient)
        .Bind(needed.Now)
        .Bind(needed.MostLiveAppointments)
        .Bind(time.Start)
        .Bind(time.End)
        .SingleNumber() == 1;

    private ChangeOutcome Write(int hospitalId, Appointment next, byte[]? document, DateTimeOffset now)
    {
        var isNew = next.Version == 1;
        var row = Row(isNew ? book : replace, hospitalId, next, document);
        if (isNew)
        {
            row.Bind(next.RequestHash).Bind(now);
        }

        return row.Execute() == 1 ? ChangeOutcome.Done
            : isNew ? ChangeOutcome.IdExists
            : ChangeOutcome.AppointmentLost;
    }

    private static SqliteStatement Row(SqliteStatement row, int hospitalId, Appointment next, byte[]? document) => row
        .Bind(hospitalId)
        .Bind(next.Key.Id)
        .Bind(next.Version)
        .Bind(next.BlockId)
        .Bind(next.PatientId)
        .Bind(next.ClinicianId)
        .Bind(next.Time.Start)
        .Bind(next.Time.End)
        .Bind((int)next.Status)
        .Bind((int)next.Details.Type)
        .Bind((int)next.Details.Encounter)
        .BindText(document);

    /// <summary>Errors of the data itself, which leave the transaction open. All others are the database's.</summary>
    private static bool IsData(SqliteException fault) =>
        fault.SqliteErrorCode is raw.SQLITE_CONSTRAINT or raw.SQLITE_MISMATCH or raw.SQLITE_TOOBIG;
}
