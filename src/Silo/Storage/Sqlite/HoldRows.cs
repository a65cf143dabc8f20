using Scheduling.Grains.AvailabilityBlocks;

namespace Scheduling.Silo.Storage.Sqlite;

/// <summary>Writes holds.</summary>
internal sealed class HoldRows(SqliteSession session)
{
    private readonly SqliteStatement place = session.Prepare(PlaceSql);
    private readonly SqliteStatement note = session.Prepare(NoteSql);
    private readonly SqliteStatement forget = session.Prepare(ForgetSql);
    private readonly SqliteStatement end = session.Prepare(EndSql);

    private const string PlaceSql = """
        insert or replace into hold (
            hospital_id, patient_id, id, block_id, clinician_id, starts_at, ends_at, expires_at, created_by, created_at)
        values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)
        """;

    private const string NoteSql = """
        insert into hold_placed (hospital_id, patient_id, block_id, placed_at, hold_id)
        values (?1, ?2, ?3, ?4, ?5)
        """;

    private const string ForgetSql =
        "delete from hold_placed where hospital_id = ?1 and patient_id = ?2 and placed_at <= ?3";

    private const string EndSql = "delete from hold where hospital_id = ?1 and patient_id = ?2 and id = ?3";

    /// <summary>In the place of whichever one the patient has; what no limit counts any more is forgotten.</summary>
    public void Place(Key patient, Hold hold)
    {
        place
            .Bind(patient)
            .Bind(hold.Key.Id)
            .Bind(hold.BlockId)
            .Bind(hold.ClinicianId)
            .Bind(hold.Time.Start)
            .Bind(hold.Time.End)
            .Bind(hold.ExpiresAt)
            .Bind(hold.CreatedBy)
            .Bind(hold.CreatedAt)
            .Execute();
        forget.Bind(patient).Bind(hold.CreatedAt - AvailabilityBlock.HoldsCountFor).Execute();
        note.Bind(patient).Bind(hold.BlockId).Bind(hold.CreatedAt).Bind(hold.Key.Id).Execute();
    }

    /// <summary>Does nothing where the patient has another hold, or none.</summary>
    public void End(Key patient, Guid holdId) => end.Bind(patient).Bind(holdId).Execute();
}
