-- The best that a database alone can do: two exclusion constraints. One cannot count, so a block of capacity n has n
-- lanes, and each lane takes one appointment at a time.
create extension if not exists btree_gist;

alter table appointment add column if not exists lane smallint not null default 0;

do $$
begin
    if to_regclass('appointment_lane_is_free') is null then
        alter table appointment
            add constraint appointment_lane_is_free exclude using gist (
                hospital_id with =, block_id with =, tstzrange(starts_at, ends_at) with &&, lane with =)
                where (status in (1, 2)),
            add constraint appointment_patient_is_free exclude using gist (
                hospital_id with =, patient_id with =, tstzrange(starts_at, ends_at) with &&)
                where (status in (1, 2));
    end if;
end
$$;

-- An update has no "on conflict", hence a function. Like a booking it looks first, and the constraints decide.
-- Outcomes: 0 moved, 5 lost a race, 20 the time is taken, 21 the patient is busy, 22 has too many appointments, 93 the
-- appointment was changed meanwhile.
create or replace function move_by_constraint(
    asked_hospital integer, asked_id uuid, asked_version bigint, asked_block uuid, asked_patient uuid,
    asked_clinician uuid, asked_start timestamptz, asked_end timestamptz, asked_type smallint, asked_encounter smallint,
    asked_document text, asked_at timestamptz, capacity integer, most_live integer)
returns smallint
language plpgsql volatile
as $$
declare
    first integer := floor(random() * capacity);
    free smallint;
begin
    select lanes.lane into free
    from (select (first + generate_series(0, capacity - 1)) % capacity as lane) as lanes
    where not exists (
        select from appointment
        where hospital_id = asked_hospital and block_id = asked_block and status in (1, 2)
            and tstzrange(starts_at, ends_at) && tstzrange(asked_start, asked_end)
            and appointment.lane = lanes.lane and id <> asked_id)
    limit 1;
    if free is null then
        return 20;
    end if;

    if exists (
        select from appointment
        where hospital_id = asked_hospital and patient_id = asked_patient and status in (1, 2)
            and ends_at > asked_start and starts_at < asked_end and id <> asked_id)
    then
        return 21;
    end if;

    if most_live <= (
        select count(*) from appointment
        where hospital_id = asked_hospital and patient_id = asked_patient and status in (1, 2)
            and ends_at > asked_at and starts_at > asked_at and id <> asked_id)
    then
        return 22;
    end if;

    update appointment
    set version = asked_version, block_id = asked_block, patient_id = asked_patient, clinician_id = asked_clinician,
        starts_at = asked_start, ends_at = asked_end, appointment_type = asked_type,
        encounter_type = asked_encounter, document = asked_document::json, lane = free
    where hospital_id = asked_hospital and id = asked_id and version = asked_version - 1;
    return case when found then 0 else 93 end;
exception
    -- Two who change places meet in each other's constraint: one of them asks again.
    when exclusion_violation or deadlock_detected then
        return 5;
end
$$;
