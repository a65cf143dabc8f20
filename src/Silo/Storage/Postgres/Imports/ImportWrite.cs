using Npgsql;
using NpgsqlTypes;

namespace Scheduling.Silo.Storage.Postgres.Imports;

/// <summary>Writes a plan, all of it or, where a version that it was decided on is another one, nothing.</summary>
internal static class ImportWrite
{
    /// <summary>
    /// Fences are held with <c>skip locked</c>, like those of commits: whoever holds one now is about to change it.
    /// Commits that need one of these rows meanwhile lose it and read again; nobody waits.
    /// </summary>
    private const string Sql = $"""
        with
        clinician as materialized (
            select * from unnest($3, $4, $5) as given (id, expected_version, raises)
        ),
        changed_block as materialized (
            select {BlockRows.Columns}, expected_version
            from unnest($6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23)
                as given (
                    {BlockRows.Columns}, expected_version)
        ),
        held_register as materialized (
            select hospital_id
            from people_register
            where hospital_id = $1 and version = $2
            for update skip locked
        ),
        held_clinician as materialized (
            select held.id
            from clinician
            cross join lateral (
                select id
                from clinician_calendar
                where hospital_id = $1 and id = clinician.id and version = clinician.expected_version
                for update skip locked
            ) as held
        ),
        held_block as materialized (
            select held.id
            from changed_block
            cross join lateral (
                select id
                from block_calendar
                where hospital_id = $1 and id = changed_block.id and version = changed_block.expected_version
                for update skip locked
            ) as held
        ),
        turn as materialized (
            select
            where exists (select from held_register)
                and (select count(*) from held_clinician) = (select count(expected_version) from clinician)
                and (select count(*) from held_block) = (select count(*) from changed_block)
        ),
        raised_register as (
            update people_register
            set version = version + 1
            where hospital_id = $1 and exists (select from turn)
        ),
        people as (
            insert into person (
                hospital_id, id, contact_type, user_type, number, status_code,
                email, login_email, password_hash, document)
            select
                $1, id, contact_type, user_type, number, status_code,
                email, login_email, password_hash, document::json
            from turn
            cross join unnest($24, $25, $26, $27, $28, $29, $30, $31, $32)
                as given (
                    id, contact_type, user_type, number, status_code, email, login_email, password_hash, document)
            on conflict (hospital_id, id) do update
            set contact_type = excluded.contact_type,
                user_type = excluded.user_type,
                number = excluded.number,
                status_code = excluded.status_code,
                email = excluded.email,
                login_email = excluded.login_email,
                password_hash = excluded.password_hash,
                document = excluded.document
        ),
        listed_guardian as materialized (
            select * from unnest($33, $34, $35) as given (dependent_id, guardian_id, is_authorized)
        ),
        guardians_gone as (
            delete from guardian
            where hospital_id = $1
                and dependent_id = any ($36)
                and exists (select from turn)
                and (dependent_id, guardian_id) not in (select dependent_id, guardian_id from listed_guardian)
        ),
        guardians_listed as (
            insert into guardian (hospital_id, dependent_id, guardian_id, is_authorized)
            select $1, dependent_id, guardian_id, is_authorized
            from turn
            cross join listed_guardian
            on conflict (hospital_id, dependent_id, guardian_id) do update
            set is_authorized = excluded.is_authorized
        ),
        patients_added as (
            insert into patient_calendar (hospital_id, id, version)
            select $1, id, 1
            from turn
            cross join unnest($37) as given (id)
            on conflict (hospital_id, id) do nothing
        ),
        -- Those whose version is raised too are written once, below.
        clinicians_added as (
            insert into clinician_calendar (hospital_id, id, version)
            select $1, id, 1
            from turn
            cross join unnest($38) as given (id)
            where id not in (select id from clinician)
            on conflict (hospital_id, id) do nothing
        ),
        clinicians_raised as (
            insert into clinician_calendar (hospital_id, id, version)
            select $1, id, 1 + raises
            from turn
            cross join clinician
            where raises > 0
            on conflict (hospital_id, id) do update
            set version = clinician_calendar.version + excluded.version - 1
        ),
        blocks_added as (
            insert into availability_block (
                {BlockRows.Columns})
            select {BlockRows.Columns}
            from turn
            cross join unnest($39, $40, $41, $42, $43, $44, $45, $46, $47, $48, $49, $50, $51, $52, $53, $54, $55)
                as given (
                    {BlockRows.Columns})
            returning hospital_id, id
        ),
        blocks_changed as (
            update availability_block as stored
            set clinician_id = given.clinician_id,
                allow_on_demand = given.allow_on_demand,
                allow_provider = given.allow_provider,
                allow_self = given.allow_self,
                is_available = given.is_available,
                optimization_type = given.optimization_type,
                own_capacity = given.own_capacity,
                is_locked = given.is_locked,
                is_private = given.is_private,
                modified_at = given.modified_at
            from changed_block as given
            where stored.hospital_id = given.hospital_id and stored.id = given.id and exists (select from turn)
        ),
        block_versions as (
            insert into block_calendar (hospital_id, id, version)
            select hospital_id, id, 1 from blocks_added
            union all
            select hospital_id, id, 1 from turn cross join changed_block
            on conflict (hospital_id, id) do update
            set version = block_calendar.version + 1
        )
        select exists (select from turn)
        """;

    /// <summary>Whether it was written.</summary>
    public static PostgresCall<bool> Call(ImportPlan plan) => new(
        Sql,
        parameters =>
        {
            BindFences(parameters, plan);
            BindPeople(parameters, plan);
            parameters
                .BindAll(NpgsqlDbType.Uuid, [.. plan.NewPatients], id => id)
                .BindAll(NpgsqlDbType.Uuid, [.. plan.NewClinicians], id => id);
            BlockRows.Bind(parameters, [.. plan.NewBlocks.Values]);
        },
        async reader =>
        {
            await reader.ReadAsync();
            return reader.GetBoolean(0);
        });

    private static void BindFences(NpgsqlParameterCollection parameters, ImportPlan plan)
    {
        var clinicians = plan.ClinicianVersions
            .Where(pair => pair.Value is not null || plan.ClinicianRaises.ContainsKey(pair.Key))
            .ToList();
        parameters
            .Bind(NpgsqlDbType.Integer, plan.HospitalId)
            .Bind(NpgsqlDbType.Bigint, plan.RegisterVersion)
            .BindAll(NpgsqlDbType.Uuid, clinicians, pair => pair.Key)
            .BindAll(NpgsqlDbType.Bigint, clinicians, pair => pair.Value)
            .BindAll(NpgsqlDbType.Integer, clinicians, pair => plan.ClinicianRaises.GetValueOrDefault(pair.Key));
        BlockRows.Bind(parameters, plan.ChangedBlocks)
            .BindAll(NpgsqlDbType.Bigint, plan.ChangedBlocks, block => plan.BlockVersions[block.Key.Id]);
    }

    private static void BindPeople(NpgsqlParameterCollection parameters, ImportPlan plan)
    {
        var people = plan.People.Values.ToList();
        var guardians = plan.Guardians
            .SelectMany(pair => pair.Value, (pair, guardian) => (pair.Key, guardian))
            .ToList();
        parameters
            .BindAll(NpgsqlDbType.Uuid, people, person => person.Key.Id)
            .BindAll(NpgsqlDbType.Smallint, people, person => (short)person.ContactType)
            .BindAll(NpgsqlDbType.Smallint, people, person => (short)person.ContactType.UserType())
            .BindAll(NpgsqlDbType.Integer, people, person => person.Number)
            .BindAll(NpgsqlDbType.Integer, people, person => person.StatusCode)
            .BindAll(NpgsqlDbType.Text, people, person => person.Email)
            .BindAll(NpgsqlDbType.Text, people, person => person.LoginEmail)
            .BindAll(NpgsqlDbType.Text, people, person => person.PasswordHash)
            .BindAll(NpgsqlDbType.Text, people, person => person.Document)
            .BindAll(NpgsqlDbType.Uuid, guardians, row => row.Key)
            .BindAll(NpgsqlDbType.Uuid, guardians, row => row.guardian.Key)
            .BindAll(NpgsqlDbType.Boolean, guardians, row => row.guardian.Value)
            .BindAll(NpgsqlDbType.Uuid, [.. plan.Guardians.Keys], id => id);
    }
}
