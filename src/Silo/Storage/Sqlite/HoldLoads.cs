using System.Collections.Immutable;

namespace Scheduling.Silo.Storage.Sqlite;

/// <summary>Reads holds.</summary>
internal sealed class HoldLoads(SqliteSession session)
{
    private readonly SqliteStatement ofPatient = session.Prepare(OfPatientSql);
    private readonly SqliteStatement inBlock = session.Prepare(InBlockSql);
    private readonly SqliteStatement placed = session.Prepare(PlacedSql);

    private const string Columns = """
        hospital_id, id, block_id, patient_id, clinician_id, starts_at, ends_at, expires_at, created_by, created_at
        """;

    private const string OfPatientSql = $"select {Columns} from hold where hospital_id = ?1 and patient_id = ?2";

    private const string InBlockSql =
        $"select {Columns} from hold where hospital_id = ?1 and block_id = ?2 and expires_at > ?3";

    private const string PlacedSql = """
        select placed_at
        from hold_placed
        where hospital_id = ?1 and patient_id = ?2 and block_id = ?3 and placed_at > ?4
        order by placed_at
        """;

    /// <summary>Expired or not.</summary>
    public Hold? OfPatient(Key patient) => ofPatient.Bind(patient).Single(Read);

    /// <summary>Those that have not expired.</summary>
    public ImmutableArray<Hold> InBlock(Key block, DateTimeOffset now) => inBlock.Bind(block).Bind(now).All(Read);

    public ImmutableArray<DateTimeOffset> Placed(Key patient, Guid blockId, DateTimeOffset after) =>
        placed.Bind(patient).Bind(blockId).Bind(after).All(row => row.Time(0));

    private static Hold Read(SqliteStatement row) => new()
    {
        Key = new Key(row.Int(0), row.Id(1)),
        BlockId = row.Id(2),
        PatientId = row.Id(3),
        ClinicianId = row.Id(4),
        Time = row.Range(5),
        ExpiresAt = row.Time(7),
        CreatedBy = row.Id(8),
        CreatedAt = row.Time(9),
    };
}
