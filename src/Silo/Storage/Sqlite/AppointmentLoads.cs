using Scheduling.Grains.Storage;

namespace Scheduling.Silo.Storage.Sqlite;

/// <summary>Reads appointments by their key, in any status.</summary>
internal sealed class AppointmentLoads(SqliteSession session)
{
    private readonly SqliteStatement load = session.Prepare(LoadSql);

    /// <summary>In the order in which <see cref="Read"/> takes them.</summary>
    public const string Columns = """
        hospital_id, id, version, block_id, patient_id, clinician_id, starts_at, ends_at,
            status, request_hash, document
        """;

    private const string LoadSql = $"""
        select {Columns}
        from appointment
        where hospital_id = ?1 and id = ?2
        """;

    public Appointment? Load(Key appointment) => load.Bind(appointment).Single(Read);

    public static Appointment Read(SqliteStatement row) => new()
    {
        Key = new Key(row.Int(0), row.Id(1)),
        Version = row.Number(2),
        BlockId = row.Id(3),
        PatientId = row.Id(4),
        ClinicianId = row.Id(5),
        Time = row.Range(6),
        Status = (AppointmentStatus)row.Int(8),
        RequestHash = row.Hash(9),
        Details = AppointmentDocument.Read(row.Bytes(10)),
    };
}
