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
/// A change that needs room instead of expecting a version (<see cref="Scheduling.Grains.Storage.PatientRoom"/>) wins
/// where the statement's snapshot shows the room and is of the version that was locked. Whoever committed between the
/// snapshot and the lock has raised the version, so it is another one, and the change is lost.
/// </para>
/// <para>
/// Versions are raised, and rows replaced, by <c>on conflict do update</c>: the statement is planned once, perhaps
/// while the tables are small, and this finds each row through its key whatever the planner believes of a table's
/// size. The lateral subqueries are there for the same reason, and so is the order in which an appointment, of which
/// there is one, is asked for. No row is ever added by it: it was locked before.
/// </para>
/// </remarks>
internal static class GroupSql
{
    /// <summary>
    /// Of groups of nothing but new appointments, which is what a rush sends: they leave no block and no patient, and
    /// replace nothing. An error in the data of one row is the whole statement's.
    /// </summary>
    public const string NewAtOnce = Fences + NothingFormer + Booked + Rejected + WrittenNew + End + Outcomes
        + RaisedAlone + Answer;

    /// <summary>Writes all rows at once. An error in the data of one row is the whole statement's.</summary>
    public const string AllAtOnce = Fences + FormerFences + Booked + Replaced + Rejected + WrittenAtOnce + End
        + Outcomes + RaisedWithFormer + Answer;

    /// <summary>Writes each row in a subtransaction: an error in its data rejects this row and no other.</summary>
    public const string RowByRow = Fences + FormerFences + WriteRowByRow + WrittenRowByRow + End + Outcomes
        + RaisedWithFormer + Answer;

    /// <summary>
    /// Of groups in which a hold is placed, used or released. Only these look at holds: the others pay nothing for
    /// them.
    /// </summary>
    public const string AllAtOnceWithHolds = Fences + FormerFences + Booked + Replaced + Rejected + WriteHolds
        + WrittenAtOnce + WrittenHolds + End + Outcomes + EndHolds + RaisedWithFormer + Answer;

    /// <inheritdoc cref="AllAtOnceWithHolds"/>
    public const string RowByRowWithHolds = Fences + FormerFences + WriteRowByRow + WriteHolds + WrittenRowByRow
        + WrittenHolds + End + Outcomes + EndHolds + RaisedWithFormer + Answer;

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
            from unnest(
                $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22)
                with ordinality as given (
                    commit_ordinal, hospital_id, id, version, block_id, patient_id, expected_patient_version,
                    clinician_id, starts_at, ends_at, status, appointment_type, encounter_type, request_hash, document,
                    former_block_id, former_patient_id, room_from, most_live, ordinal)
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
                case
                    when held.version is null then false
                    when most_live is null then held.version = coalesce(expected_patient_version, held.version)
                    -- The lock holds the newest version, the snapshot shows some version's times: they must be the same.
                    else held.version = (
                            select version
                            from patient_calendar
                            where hospital_id = past_block.hospital_id and id = past_block.patient_id
                        )
                        and (
                            select count(*) filter (where theirs.starts_at > room_from) < most_live
                                and count(*) filter (
                                    where theirs.starts_at < past_block.ends_at and theirs.ends_at > past_block.starts_at
                                ) = 0
                            from (
                                select starts_at, ends_at
                                from appointment
                                where hospital_id = past_block.hospital_id and patient_id = past_block.patient_id
                                    and ends_at > room_from and status in (1, 2)
                                order by ends_at, starts_at, id
                            ) as theirs
                        )
                        and (
                            select count(*)
                            from (
                                select
                                from hold
                                where hospital_id = past_block.hospital_id
                                    and patient_id between past_block.patient_id and past_block.patient_id
                                    and expires_at > room_from
                                order by patient_id
                            ) as theirs
                        ) = 0
                end as patient_won
            from past_block
            left join lateral (
                select version
                from patient_calendar
                where past_block.block_won
                    and hospital_id = past_block.hospital_id and id = past_block.patient_id
                for update skip locked
            ) as held on true
        ),

        """;

    private const string FormerFences = """
        -- What a change leaves is raised whatever its version. A former block or patient that cannot be held now is
        -- lost like the patient's fence: nothing is written, and the caller reads again and decides again.
        past_all as materialized (
            select
                past_patient.*,
                patient_won
                    and (former_block_id is null or former_block.version is not null)
                    and (former_patient_id is null or former_patient.version is not null) as fences_won,
                coalesce(stored.version = past_patient.version - 1, false) as row_won
            from (select * from past_patient order by hospital_id, id) as past_patient
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
                    and hospital_id = past_patient.hospital_id and id between past_patient.id and past_patient.id
                order by id
                for update skip locked
            ) as stored on true
        ),

        """;

    private const string NothingFormer = """
        past_all as not materialized (
            select past_patient.*, patient_won as fences_won, false as row_won
            from past_patient
        ),

        """;

    // Details that are no JSON have no document: such a row is not even tried.
    private const string Booked = """
        booked as (
            insert into appointment (
                hospital_id, id, version, block_id, patient_id, clinician_id, starts_at, ends_at,
                status, appointment_type, encounter_type, request_hash, created_at, document)
            select
                hospital_id, id, version, block_id, patient_id, clinician_id, starts_at, ends_at,
                status, appointment_type, encounter_type, request_hash, $23, document::json
            from past_all
            where fences_won and version = 1 and document is not null
                -- An archived appointment keeps its id, and the key that it was derived from.
                and not exists (
                    select
                    from archived_appointment as archived
                    where archived.hospital_id = past_all.hospital_id and archived.id = past_all.id
                )
            order by hospital_id, id
            on conflict (hospital_id, id) do nothing
            returning hospital_id, id
        ),

        """;

    private const string Replaced = """
        replaced as (
            insert into appointment (
                hospital_id, id, version, block_id, patient_id, clinician_id, starts_at, ends_at,
                status, appointment_type, encounter_type, request_hash, created_at, document)
            select
                hospital_id, id, version, block_id, patient_id, clinician_id, starts_at, ends_at,
                status, appointment_type, encounter_type, request_hash, $23, document::json
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

        """;

    private const string Rejected = """
        rejected as materialized (
            select hospital_id, id from past_all where document is null
        ),

        """;

    private const string WrittenNew = """
        written as not materialized (
            select hospital_id, id from booked

        """;

    private const string WrittenAtOnce = """
        written as materialized (
            select hospital_id, id from booked
            union all
            select hospital_id, id from replaced

        """;

    private const string WriteRowByRow = """
        tried as materialized (
            select
                hospital_id, id,
                write_appointment(
                    hospital_id, id, version, block_id, patient_id, clinician_id, starts_at, ends_at,
                    status, appointment_type, encounter_type, request_hash, $23, document) as outcome
            from past_all
            where fences_won and (version = 1 or row_won)
            order by hospital_id, id
        ),
        rejected as materialized (
            select hospital_id, id from tried where outcome = 5
        ),

        """;

    private const string WrittenRowByRow = """
        written as materialized (
            select hospital_id, id from tried where outcome = 0

        """;

    private const string End = """
        ),

        """;

    // A change of a hold alone is a row of version 0, which names no appointment. A hold takes the place of whichever
    // one its patient has; what no limit counts any more is forgotten with it.
    private const string WriteHolds = """
        hold_given as materialized (
            select * from unnest($24, $25, $26, $27) as given (ordinal, expires_at, created_by, created_at)
        ),
        hold_won as materialized (
            select
                past_all.hospital_id, past_all.id, past_all.block_id, past_all.patient_id, past_all.clinician_id,
                past_all.starts_at, past_all.ends_at,
                hold_given.expires_at, hold_given.created_by, hold_given.created_at
            from hold_given
            join past_all on past_all.ordinal = hold_given.ordinal and past_all.fences_won
            order by past_all.hospital_id, past_all.patient_id
        ),
        held as (
            insert into hold (
                hospital_id, id, block_id, patient_id, clinician_id, starts_at, ends_at,
                expires_at, created_by, created_at)
            select * from hold_won
            on conflict (hospital_id, patient_id) do update
            set id = excluded.id,
                block_id = excluded.block_id,
                clinician_id = excluded.clinician_id,
                starts_at = excluded.starts_at,
                ends_at = excluded.ends_at,
                expires_at = excluded.expires_at,
                created_by = excluded.created_by,
                created_at = excluded.created_at
        ),
        noted as (
            insert into hold_placed (hospital_id, patient_id, block_id, placed_at, hold_id)
            select hospital_id, patient_id, block_id, created_at, id from hold_won
        ),
        forgotten as (
            delete from hold_placed
            using hold_won
            where hold_placed.hospital_id = hold_won.hospital_id
                and hold_placed.patient_id = hold_won.patient_id
                and hold_placed.placed_at <= hold_won.created_at - interval '15 minutes'
        ),

        """;

    private const string WrittenHolds = """
            union all
            select hospital_id, id from past_all where version = 0 and fences_won

        """;

    // Where another hold has taken its place meanwhile, or it has gone, nothing is left to delete.
    private const string EndHolds = """
        ended_holds as (
            delete from hold
            using (
                select found.place
                from unnest($28, $29) as given (ordinal, hold_id)
                join judged on judged.ordinal = given.ordinal and judged.outcome = 0
                cross join lateral (
                    select ctid as place
                    from hold
                    where hospital_id = judged.hospital_id
                        and patient_id between judged.patient_id and judged.patient_id
                        and id = given.hold_id
                    order by patient_id
                ) as found
            ) as ended
            where hold.ctid = ended.place
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

        """;

    private const string RaisedAlone = """
        raised_blocks as (
            insert into block_calendar (hospital_id, id, version)
            select hospital_id, block_id, 1 from block_fence where is_won
            on conflict (hospital_id, id) do update
            set version = block_calendar.version + 1
        ),
        raised_patients as (
            insert into patient_calendar (hospital_id, id, version)
            select hospital_id, patient_id, 1 from judged where outcome = 0
            on conflict (hospital_id, id) do update
            set version = patient_calendar.version + 1
        )

        """;

    private const string RaisedWithFormer = """
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

        """;

    private const string Answer = """
        select array_agg(outcome::smallint order by ordinal)
        from judged
        """;
}
