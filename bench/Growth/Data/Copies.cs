namespace Scheduling.Growth;

/// <summary>
/// Makes many people, blocks and appointments of the first ones, which were imported and booked: as many as there shall
/// be, in seconds, and in the form that this version stores them in.
/// </summary>
internal static class Copies
{
    /// <summary>More changes than anybody's calendar is given here: a version counts them.</summary>
    private const int Changes = 1_000;

    /// <summary>Of a table of versions.</summary>
    private static string Calendar(string table, string first, string next, int from, int count) => $"""
        insert into {table} (hospital_id, id, version)
        select hospital_id, {next}, version + {Changes}
        from {table}, generate_series({from}, {count - 1}) as i
        where id = {first}
        on conflict (hospital_id, id) do update set version = excluded.version;
        """;

    private static string People(string first, string next, int firstNumber, int count) => $"""
        insert into person (hospital_id, id, contact_type, user_type, number, status_code, document)
        select hospital_id, {next}, contact_type, user_type, {firstNumber} + i, status_code, document
        from person, generate_series(1, {count - 1}) as i
        where id = {first}
        on conflict (hospital_id, id) do nothing;
        """;

    public static string Patients(Ids ids, int count) =>
        People(ids.Patient("0"), ids.Patient("i"), ids.FirstNumber, count)
        + Calendar("patient_calendar", ids.Patient("0"), ids.Patient("i"), 1, count);

    /// <summary>Each with a clinician of its own.</summary>
    public static string Blocks(Ids ids, int count) =>
        People(ids.Clinician("0"), ids.Clinician("i"), ids.FirstNumber, count)
        + Calendar("clinician_calendar", ids.Clinician("0"), ids.Clinician("i"), 1, count)
        + Calendar("block_calendar", ids.Block("0"), ids.Block("i"), 1, count)
        + $"""
        insert into availability_block (
            hospital_id, id, clinician_id, starts_at, ends_at, allow_on_demand, allow_provider, allow_self,
            is_available, optimization_type, own_capacity, is_locked, is_private, is_deleted, created_at, modified_at,
            created_by)
        select hospital_id, {ids.Block("i")}, {ids.Clinician("i")}, starts_at, ends_at, allow_on_demand, allow_provider,
            allow_self, is_available, optimization_type, own_capacity, is_locked, is_private, is_deleted, created_at,
            modified_at, created_by
        from availability_block, generate_series(1, {count - 1}) as i
        where id = {ids.Block("0")};
        """;

    /// <summary>Live ones, as many in each block, each of another patient.</summary>
    public static string Appointments(Ids ids, int blocks, int each) =>
        Appointments(
            ids, (long)blocks * each, ids.Block($"(i / {each})"), ids.Clinician($"(i / {each})"), ids.Patient("i"),
            $"starts_at + interval '{Ids.SlotMinutes} minutes' * (i % {each})");

    /// <summary>
    /// Live ones of a thousand clinicians and a hundred thousand patients, a hundred to a block, one block after the
    /// other into days that come.
    /// </summary>
    public static string Stored(Ids ids, long count) =>
        $"""
        insert into availability_block (
            hospital_id, id, clinician_id, starts_at, ends_at, allow_on_demand, allow_provider, allow_self,
            is_available, optimization_type, own_capacity, is_locked, is_private, is_deleted, created_at, modified_at,
            created_by)
        select hospital_id, {ids.Block("i")}, {ids.Clinician($"i % {StoredClinicians}")},
            starts_at + interval '1 day' * (i / {StoredClinicians}),
            ends_at + interval '1 day' * (i / {StoredClinicians}), allow_on_demand, allow_provider, allow_self,
            is_available, optimization_type, own_capacity, is_locked, is_private, is_deleted, created_at, modified_at,
            created_by
        from availability_block, generate_series({StoredClinicians}, {Math.Max(0, (count - 1) / StoredEach)}) as i
        where id = {ids.Block("0")};
        """
        + Calendar(
            "block_calendar", ids.Block("0"), ids.Block("i"), StoredClinicians, (int)((count - 1) / StoredEach) + 1)
        + Appointments(
            ids, count, ids.Block($"(i / {StoredEach})"), ids.Clinician($"(i / {StoredEach} % {StoredClinicians})"),
            ids.Patient($"(i / {StoredEach} % {StoredClinicians} * {StoredEach} + i % {StoredEach})"),
            $"starts_at + interval '{Ids.SlotMinutes} minutes' * (i % {StoredEach}) "
            + $"+ interval '1 day' * (i / {StoredEach} / {StoredClinicians})");

    /// <summary>Who has the appointments that are only stored.</summary>
    public const int StoredClinicians = 1_000;

    /// <summary>Appointments in each of their blocks.</summary>
    public const int StoredEach = 100;

    private static string Appointments(
        Ids ids, long count, string block, string clinician, string patient, string start) => $"""
        insert into appointment (
            hospital_id, id, version, block_id, patient_id, clinician_id, starts_at, ends_at, status, appointment_type,
            encounter_type, request_hash, created_at, document)
        select hospital_id,
            (lpad(to_hex(1700000000000 + i), 12, '0') || '70008' || substr(md5(i::text), 1, 15))::uuid,
            1, {block}, {patient}, {clinician}, {start},
            {start} + interval '{Ids.SlotMinutes} minutes', 1, appointment_type, encounter_type, request_hash,
            created_at, document
        from appointment, generate_series(1, {count} - 1) as i
        where block_id = {ids.Block("0")};
        update block_calendar set version = version + {Changes} where id = {ids.Block("0")};
        update patient_calendar set version = version + {Changes} where id = {ids.Patient("0")};
        """;
}
