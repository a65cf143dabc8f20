-- The longest appointment that the block has ever had: with it the index of a block's live appointments is read from
-- shortly before the asked time on, instead of from the block's start. Raised under the block's lock.
alter table block_calendar add column if not exists longest interval not null default '0';

-- Whether one more live appointment would be over a block's capacity at any instant of a time. Volatile, so that it
-- sees what was committed before it was called.
create or replace function is_full(
    asked_hospital integer, asked_block uuid, asked_id uuid, asked_start timestamptz, asked_end timestamptz,
    capacity integer, longest interval)
returns boolean
language plpgsql volatile
as $$
begin
    if capacity > (
        select count(*)
        from (
            select from appointment
            where hospital_id = asked_hospital and block_id = asked_block and status in (1, 2)
                and starts_at > asked_start - longest and starts_at < asked_end and ends_at > asked_start
                and id <> asked_id
            limit capacity
        ) as overlapping)
    then
        return false;
    end if;

    if capacity = 1 then
        return true;
    end if;

    -- Several that overlap the time need not overlap each other.
    return exists (
        with overlapping as materialized (
            select greatest(starts_at, asked_start) as starts_at, ends_at
            from appointment
            where hospital_id = asked_hospital and block_id = asked_block and status in (1, 2)
                and starts_at > asked_start - longest and starts_at < asked_end and ends_at > asked_start
                and id <> asked_id
        )
        select from (
            select sum(change) over (order by instant, change) as depth
            from (
                select starts_at as instant, 1 as change from overlapping
                union all
                select ends_at, -1 from overlapping
            ) as steps
        ) as depths
        where depth >= capacity);
end
$$;

-- Books (version 1) or moves with row locks, in one round trip. A time that is taken already is refused without a lock;
-- then the block's row and the patient's are locked, in this order everywhere, and both are looked at again: each
-- statement of the function sees what was committed before it began. The block that an appointment leaves is not
-- locked: nothing that is decided there can become wrong by more room.
-- Outcomes: 0 done, 4 the id exists, 20 the time is taken, 21 the patient is busy, 22 has too many appointments,
-- 93 the appointment was changed meanwhile.
create or replace function place_by_row_lock(
    asked_hospital integer, asked_id uuid, asked_version bigint, asked_block uuid, asked_patient uuid,
    asked_clinician uuid, asked_start timestamptz, asked_end timestamptz, asked_type smallint,
    asked_encounter smallint, asked_hash bytea, asked_document text, asked_at timestamptz, capacity integer,
    most_live integer)
returns smallint
language plpgsql volatile
as $$
declare
    outcome smallint := 0;
    block_longest interval;
begin
    select longest into block_longest from block_calendar where hospital_id = asked_hospital and id = asked_block;
    if is_full(asked_hospital, asked_block, asked_id, asked_start, asked_end, capacity, block_longest) then
        outcome := 20;
    else
        select longest into block_longest
        from block_calendar where hospital_id = asked_hospital and id = asked_block for update;
        if is_full(asked_hospital, asked_block, asked_id, asked_start, asked_end, capacity, block_longest) then
            outcome := 20;
        end if;
    end if;

    if outcome = 0 then
        perform from patient_calendar where hospital_id = asked_hospital and id = asked_patient for update;
        if exists (
            select from appointment
            where hospital_id = asked_hospital and patient_id = asked_patient and status in (1, 2)
                and ends_at > asked_start and starts_at < asked_end and id <> asked_id)
        then
            outcome := 21;
        elsif most_live <= (
            select count(*) from appointment
            where hospital_id = asked_hospital and patient_id = asked_patient and status in (1, 2)
                and ends_at > asked_at and starts_at > asked_at and id <> asked_id)
        then
            outcome := 22;
        end if;
    end if;

    -- A replay is no refusal.
    if outcome <> 0 then
        return case
            when asked_version = 1
                and exists (select from appointment where hospital_id = asked_hospital and id = asked_id) then 4
            else outcome
        end;
    end if;

    if asked_end - asked_start > block_longest then
        update block_calendar set longest = asked_end - asked_start
        where hospital_id = asked_hospital and id = asked_block;
    end if;

    if asked_version = 1 then
        insert into appointment (
            hospital_id, id, version, block_id, patient_id, clinician_id, starts_at, ends_at,
            status, appointment_type, encounter_type, request_hash, created_at, document)
        values (
            asked_hospital, asked_id, 1, asked_block, asked_patient, asked_clinician, asked_start, asked_end,
            1, asked_type, asked_encounter, asked_hash, asked_at, asked_document::json)
        on conflict (hospital_id, id) do nothing;
        return case when found then 0 else 4 end;
    end if;

    update appointment
    set version = asked_version, block_id = asked_block, patient_id = asked_patient, clinician_id = asked_clinician,
        starts_at = asked_start, ends_at = asked_end, appointment_type = asked_type,
        encounter_type = asked_encounter, document = asked_document::json
    where hospital_id = asked_hospital and id = asked_id and version = asked_version - 1;
    return case when found then 0 else 93 end;
end
$$;
