using Npgsql;
using Scheduling.Grains.Storage;

namespace Scheduling.Silo.Storage.Postgres.Loads;

/// <summary>Loads appointments by their key, in any status, archived ones included.</summary>
internal static class AppointmentLoads
{
    /// <summary>In the order in which <see cref="Read"/> takes them.</summary>
    public const string Columns = """
        hospital_id, id, version, block_id, patient_id, clinician_id, starts_at, ends_at,
                status, request_hash, document
        """;

    // The archive is looked into only for what is not in the book: its branch comes second, and one row is enough.
    private const string Sql = $"""
        select wanted.ordinal, stored.*
        from unnest($1, $2) with ordinality as wanted (hospital_id, id, ordinal)
        cross join lateral (
            select *
            from (
                (
                    select {Columns}, false as is_archived
                    from appointment
                    where hospital_id = wanted.hospital_id and id between wanted.id and wanted.id
                    order by id
                )
                union all
                (
                    select {Columns}, true
                    from archived_appointment
                    where hospital_id = wanted.hospital_id and id between wanted.id and wanted.id
                    order by id
                )
            ) as kept
            limit 1
        ) as stored
        """;

    public static readonly Load<Key, Appointment> ByKey = new(
        Sql,
        (parameters, keys) => parameters.BindKeys(keys, key => key),
        (row, _) => Read(row, 1) with { IsArchived = row.GetBoolean(12) });

    /// <param name="row">Where the columns stand.</param>
    /// <param name="first">The position of the first of them.</param>
    public static Appointment Read(NpgsqlDataReader row, int first) => new()
    {
        Key = new Key(row.GetInt32(first), row.GetGuid(first + 1)),
        Version = row.GetInt64(first + 2),
        BlockId = row.GetGuid(first + 3),
        PatientId = row.GetGuid(first + 4),
        ClinicianId = row.GetGuid(first + 5),
        Time = new TimeRange(row.Time(first + 6), row.Time(first + 7)),
        Status = (AppointmentStatus)row.GetInt16(first + 8),
        RequestHash = row.Hash(first + 9),
        Details = AppointmentDocument.Read(row.GetFieldValue<byte[]>(first + 10)),
    };
}
