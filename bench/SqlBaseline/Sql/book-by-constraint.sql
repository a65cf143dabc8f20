-- Books by an insert that the constraints let through or not, in one statement. It looks first, because a refusal by a
-- look is cheaper than one by a constraint; the constraints decide who of two is first.
-- Outcomes: 0 booked, 4 the id exists, 5 lost a race, 20 the time is taken, 21 the patient is busy, 22 has too many.
with used as materialized (
    select lane
    from appointment
    where hospital_id = $1 and block_id = $4 and status in (1, 2)
        and tstzrange(starts_at, ends_at) && tstzrange($7, $8)
),
-- Lanes from a random one on, so that two who ask at once mostly take different ones.
free as materialized (
    select lane::smallint as lane
    from (
        select ((select floor(random() * $14)::integer) + generate_series(0, $14 - 1)) % $14 as lane
    ) as lanes
    where not exists (select from used where used.lane = lanes.lane)
    limit 1
),
busy as materialized (
    select exists (
        select from appointment
        where hospital_id = $1 and patient_id = $5 and status in (1, 2) and ends_at > $7 and starts_at < $8
    ) as has_another,
    $15::integer is not null and $15 <= (
        select count(*) from appointment
        where hospital_id = $1 and patient_id = $5 and status in (1, 2) and ends_at > $13 and starts_at > $13
    ) as has_too_many
),
booked as (
    insert into appointment (
        hospital_id, id, version, block_id, patient_id, clinician_id, starts_at, ends_at,
        status, appointment_type, encounter_type, request_hash, created_at, document, lane)
    select $1, $2, $3, $4, $5, $6, $7, $8, 1, $9, $10, $11, $13, $12::text::json, free.lane
    from free, busy
    where not busy.has_another and not busy.has_too_many
    on conflict do nothing
    returning 1
)
select case
    when exists (select from booked) then 0
    when exists (select from appointment where hospital_id = $1 and id = $2) then 4
    when not exists (select from free) then 20
    when (select has_another from busy) then 21
    when (select has_too_many from busy) then 22
    else 5
end::smallint
