using NpgsqlTypes;
using Scheduling.Grains.Storage;

namespace Scheduling.Silo.Storage.Postgres.Loads;

/// <summary>Loads patients' and clinicians' calendars: the version and what it stands for.</summary>
internal static class CalendarLoads
{
    private const string PatientSql = $"""
        select wanted.ordinal, calendar.version, live.ids, live.starts, live.ends, held.*
        from unnest($1, $2, $3) with ordinality as wanted (hospital_id, id, after, ordinal)
        cross join lateral (
            select version
            from patient_calendar
            where hospital_id = wanted.hospital_id and id = wanted.id
            limit 1
        ) as calendar
        cross join lateral (
            select array_agg(id) as ids, array_agg(starts_at) as starts, array_agg(ends_at) as ends
            from (
                select id, starts_at, ends_at
                from appointment
                where hospital_id = wanted.hospital_id and patient_id = wanted.id and ends_at > wanted.after
                    and status in (1, 2)
                order by ends_at, starts_at, id
            ) as in_order
        ) as live
        left join lateral (
            select {HoldLoads.Columns}
            from hold
            where hospital_id = wanted.hospital_id and patient_id between wanted.id and wanted.id
            order by patient_id
            limit 1
        ) as held on true
        """;

    private const string ClinicianSql = $"""
        select wanted.ordinal, calendar.version, block.*
        from unnest($1, $2, $3, $4) with ordinality as wanted (hospital_id, id, range_start, range_end, ordinal)
        cross join lateral (
            select version
            from clinician_calendar
            where hospital_id = wanted.hospital_id and id = wanted.id
            limit 1
        ) as calendar
        left join lateral (
            select {BlockRows.Columns}
            from availability_block
            where hospital_id = wanted.hospital_id and clinician_id = wanted.id
                and ends_at > wanted.range_start and starts_at < wanted.range_end and not is_deleted
            order by ends_at, starts_at
            offset 0
        ) as block on true
        order by wanted.ordinal, block.ends_at, block.starts_at
        """;

    public static readonly Load<(Key Patient, DateTimeOffset After), PatientCalendar> OfPatient = new(
        PatientSql,
        (parameters, keys) => parameters
            .BindKeys(keys, key => key.Patient)
            .BindAll(NpgsqlDbType.TimestampTz, keys, key => key.After),
        (row, _) => new PatientCalendar(row.GetInt64(1), row.Live(2)) { Hold = HoldLoads.Read(row, 5) });

    /// <summary>A row per block; one without a block where there is none.</summary>
    public static readonly Load<(Key Clinician, TimeRange Range), ClinicianCalendar> OfClinician = new(
        ClinicianSql,
        (parameters, keys) => parameters
            .BindKeys(keys, key => key.Clinician)
            .BindAll(NpgsqlDbType.TimestampTz, keys, key => key.Range.Start)
            .BindAll(NpgsqlDbType.TimestampTz, keys, key => key.Range.End),
        (row, before) => row.IsDBNull(2)
            ? new ClinicianCalendar(row.GetInt64(1), [])
            : new ClinicianCalendar(row.GetInt64(1), [.. before?.Blocks ?? [], BlockRows.Read(row, 2)]));
}
