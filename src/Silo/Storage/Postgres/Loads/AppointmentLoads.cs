using Npgsql;
using Scheduling.Grains.Storage;

namespace Scheduling.Silo.Storage.Postgres.Loads;

/// <summary>Loads appointments by their key, in any status.</summary>
internal static class AppointmentLoads
{
    private const string Sql = """
        select wanted.ordinal, stored.*
        from unnest($1, $2) with ordinality as wanted (hospital_id, id, ordinal)
        cross join lateral (
            select hospital_id, id, version, block_id, patient_id, clinician_id, starts_at, ends_at,
                status, request_hash, document
            from appointment
            where hospital_id = wanted.hospital_id and id = wanted.id
            limit 1
        ) as stored
        """;

    public static readonly Load<Key, Appointment> ByKey = new(
        Sql,
        (parameters, keys) => parameters.BindKeys(keys, key => key),
        (row, _) => Read(row));

    private static Appointment Read(NpgsqlDataReader row) => new()
    {
        Key = new Key(row.GetInt32(1), row.GetGuid(2)),
        Version = row.GetInt64(3),
        BlockId = row.GetGuid(4),
        PatientId = row.GetGuid(5),
        ClinicianId = row.GetGuid(6),
        Time = new TimeRange(row.Time(7), row.Time(8)),
        Status = (AppointmentStatus)row.GetInt16(9),
        RequestHash = row.Hash(10),
        Details = AppointmentDocument.Read(row.GetFieldValue<byte[]>(11)),
    };
}
