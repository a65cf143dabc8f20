namespace Scheduling.Silo.Storage.Postgres;

/// <summary>
/// A group of commits as one statement. It first takes what it needs, then judges, and only then writes, so that a
/// change which loses anything has written nothing.
/// </summary>
/// <remarks>
/// <para>
/// Nothing waits for a row: each is locked with <c>skip locked</c>, and one that somebody else holds is a lost fence. A
/// lock always finds a row's newest version, whatever the statement's snapshot shows, so the versions that are compared
/// are the stored ones, and they stay so until the end. Rows are locked in the order of their ids: of two silos that
/// want the same ones, whoever is first at the first of them is first at the others too. The one thing that a group can
/// wait for is another group that is inserting an appointment with the same id; ids are inserted in order, so two
/// groups cannot wait for each other.
/// </para>
/// <para>
/// A change is joined to the fence that it won by the ordinal of its commit: <c>fence.won[commit_ordinal]</c>.
/// </para>
/// <para>
/// Versions are raised, and rows replaced, by <c>on conflict do update</c>: the statement is planned once, perhaps
/// while the tables are small, and this finds each row through its key whatever the planner believes of a table's
/// size. The lateral subqueries are there for the same reason. No row is ever added by it: it was locked before.
/// </para>
/// </remarks>
internal static class GroupSql
{
    /// <summary>Writes all rows at once. An error in the data of one row is the whole statement's.</summary>
    public const string AllAtOnce = Fences + WriteAtOnce + Outcomes;

    /// <summary>Writes each row in a subtransaction: an error in its data rejects this row and no other.</summary>
    public const string RowByRow = Fences + WriteRowByRow + Outcomes;

    private const string Fences = """
        with
        commit_given as materialized (
            select ordinal, hospital_id, block_id, expected_version
            from unnest($1, $2, $3) with ordinality
                as given (hospital_id, block_id, expected_version, ordinal)
            order by hospital_id, block_id
        ),
        change as materialized (
            select *
            from unnest($4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20) with ordinality
                as given (
                    commit_ordinal, hospital_id, id, version, block_id, patient_id, expected_patient_version,
                    clinician_id, starts_at, ends_at, status, appointment_type, encounter_type, request_hash, document,
                    former_block_id, former_patient_id, ordinal)
        ),
        block_fence as materialized (
            select
                commit_given.ordinal, commit_given.hospital_id, commit_given.block_id,
                coalesce(held.version = commit_given.expected_version, false) as is_won
            from commit_given
            left join lateral (
                select version
                from block_calendar
                where hospital_id = commit_given.hospital_id and id = commit_given.block_id
                for update skip locked
            ) as held on true
        ),
        fence as materialized (
            select array_agg(is_won order by ordinal) as won
            from block_fence
        ),
        past_block as materialized (
            select change.*, (select won from fence)[change.commit_ordinal] as block_won
            from change
            order by hospital_id, patient_id
        ),
        past_patient as materialized (
            select
                past_block.*,
                coalesce(held.version = coalesce(past_block.expected_patient_version, held.version), false)
                    as patient_won
            from past_block
            left join lateral (
                select version
                from patient_calendar
                where past_block.block_won
                    and hospital_id = past_block.hospital_id and id = past_block.patient_id
                for update skip locked
            ) as held on true
            order by past_block.hospital_id, past_block.id
        ),
        -- What a change leaves is raised whatever its version. A former block or patient that cannot be held now is
        -- lost like the patient's fence: nothing is written, and the caller reads again and decides again.
        past_all as materialized (
            select
                past_patient.*,
                patient_won
                    and (former_block_id is null or former_block.version is not null)
                    and (former_patient_id is null or former_patient.version is not null) as fences_won,
                coalesce(stored.version = past_patient.version - 1, false) as row_won
            from past_patient
            left join lateral (
                select version
                from block_calendar
                where past_patient.patient_won
                    and hospital_id = past_patient.hospital_id and id = past_patient.former_block_id
                for update skip locked
            ) as former_block on true
            left join lateral (
                select version
                from patient_calendar
                where past_patient.patient_won
                    and hospital_id = past_patient.hospital_id and id = past_patient.former_patient_id
                for update skip locked
            ) as former_patient on true
            left join lateral (
                select version
                from appointment
                where past_patient.patient_won and past_patient.version > 1
                    and hospital_id = past_patient.hospital_id and id = past_patient.id
                for update skip locked
            ) as stored on true
        ),

        """;

    // Details that are no JSON have no document: such a row is not even tried.
    private const string WriteAtOnce = """
        booked as (
            insert into appointment (
                hospital_id, id, version, block_id, patient_id, clinician_id, starts_at, ends_at,
                status, appointment_type, encounter_type, request_hash, created_at, document)
            select
                hospital_id, id, version, block_id, patient_id, clinician_id, starts_at, ends_at,
                status, appointment_type, encounter_type, request_hash, $21, document::json
            from past_all
            where fences_won and version = 1 and document is not null
            order by hospital_id, id
            on conflict (hospital_id, id) do nothing
            returning hospital_id, id
        ),
        replaced as (
            insert into appointment (
                hospital_id, id, version, block_id, patient_id, clinician_id, starts_at, ends_at,
                status, appointment_type, encounter_type, request_hash, created_at, document)
            select
                hospital_id, id, version, block_id, patient_id, clinician_id, starts_at, ends_at,
                status, appointment_type, encounter_type, request_hash, $21, document::json
            from past_all
            where fences_won and row_won and document is not null
            order by hospital_id, id
            on conflict (hospital_id, id) do update
            set version = excluded.version,
                block_id = excluded.block_id,
                patient_id = excluded.patient_id,
                clinician_id = excluded.clinician_id,
                starts_at = excluded.starts_at,
                ends_at = excluded.ends_at,
                status = excluded.status,
                appointment_type = excluded.appointment_type,
                encounter_type = excluded.encounter_type,
                document = excluded.document
            where appointment.version = excluded.version - 1
            returning hospital_id, id
        ),
        written as materialized (
            select hospital_id, id from booked
            union all
            select hospital_id, id from replaced
        ),
        rejected as materialized (
            select hospital_id, id from past_all where document is null
        ),

        """;

    private const string WriteRowByRow = """
        tried as materialized (
            select
                hospital_id, id,
                write_appointment(
                    hospital_id, id, version, block_id, patient_id, clinician_id, starts_at, ends_at,
                    status, appointment_type, encounter_type, request_hash, $21, document) as outcome
            from past_all
            where fences_won and (version = 1 or row_won)
            order by hospital_id, id
        ),
        written as materialized (
            select hospital_id, id from tried where outcome = 0
        ),
        rejected as materialized (
            select hospital_id, id from tried where outcome = 5
        ),

        """;

    private const string Outcomes = """
        judged as materialized (
            select
                ordinal, hospital_id, patient_id, former_block_id, former_patient_id,
                case
                    when not block_won then 1
                    when not fences_won then 2
                    when (hospital_id, id) in (select hospital_id, id from written) then 0
                    when version > 1 and not row_won then 3
                    when (hospital_id, id) in (select hospital_id, id from rejected) then 5
                    else 4
                end as outcome
            from past_all
        ),
        raised_blocks as (
            insert into block_calendar (hospital_id, id, version)
            select hospital_id, block_id, 1 from block_fence where is_won
            union
            select hospital_id, former_block_id, 1 from judged where outcome = 0 and former_block_id is not null
            order by 1, 2
            on conflict (hospital_id, id) do update
            set version = block_calendar.version + 1
        ),
        raised_patients as (
            insert into patient_calendar (hospital_id, id, version)
            select hospital_id, patient_id, 1 from judged where outcome = 0
            union all
            select hospital_id, former_patient_id, 1 from judged where outcome = 0 and former_patient_id is not null
            order by 1, 2
            on conflict (hospital_id, id) do update
            set version = patient_calendar.version + 1
        )
        select array_agg(outcome::smallint order by ordinal)
        from judged
        """;
}
