-- The facts as an operator reads them in psql: names beside ids, codes by name, times in the session's time zone
-- (set time zone 'America/New_York').

create view readable_appointment as
select
    appointment.hospital_id,
    appointment.starts_at,
    appointment.ends_at,
    case appointment.status
        when 0 then 'NotSpecified'
        when 1 then 'Scheduled'
        when 2 then 'Waiting'
        when 3 then 'CancelledByPatient'
        when 4 then 'CancelledByProvider'
        when 5 then 'Fulfilled'
        when 6 then 'Transferred'
    end as status,
    concat_ws(' ', patient.document -> 'name' ->> 'given', patient.document -> 'name' ->> 'family') as patient,
    concat_ws(' ', clinician.document -> 'name' ->> 'given', clinician.document -> 'name' ->> 'family') as clinician,
    case appointment.appointment_type
        when 1 then 'ClinicianScheduled'
        when 2 then 'OnDemand'
        when 3 then 'PatientScheduled'
    end as appointment_type,
    case appointment.encounter_type
        when 1 then 'Text'
        when 2 then 'Phone'
        when 3 then 'Video'
        when 4 then 'InPerson'
    end as encounter_type,
    appointment.id,
    appointment.version,
    appointment.block_id,
    appointment.patient_id,
    appointment.clinician_id,
    appointment.created_at,
    appointment.document
from appointment
left join person as patient
    on patient.hospital_id = appointment.hospital_id and patient.id = appointment.patient_id
left join person as clinician
    on clinician.hospital_id = appointment.hospital_id and clinician.id = appointment.clinician_id;

-- Without the password's hash, which nobody needs to read.
create view readable_person as
select
    hospital_id,
    id,
    case contact_type
        when 1 then 'Patient'
        when 2 then 'Clinician'
        when 3 then 'Staff'
        when 4 then 'PlatformAdministrator'
    end as contact_type,
    number,
    status_code,
    email,
    document
from person;

-- Who comes today, by the session's calendar.
create view todays_appointments as
select hospital_id, starts_at, ends_at, status, clinician, patient, appointment_type, encounter_type, id
from readable_appointment
where starts_at >= date_trunc('day', now())
    and starts_at < date_trunc('day', now()) + interval '1 day'
order by hospital_id, starts_at, clinician;

-- What is free in blocks that are not over: minutes of the whole block times its capacity, less what is booked.
create view free_capacity as
select
    block.hospital_id,
    block.starts_at,
    block.ends_at,
    concat_ws(' ', clinician.document -> 'name' ->> 'given', clinician.document -> 'name' ->> 'family') as clinician,
    capacity.most as capacity,
    booked.appointments,
    round(extract(epoch from block.ends_at - block.starts_at) / 60 * capacity.most - booked.minutes) as free_minutes,
    round(100 * booked.minutes * 60 / (extract(epoch from block.ends_at - block.starts_at) * capacity.most), 1)
        as booked_percent,
    block.id as block_id
from availability_block as block
cross join lateral (
    select coalesce(block.own_capacity, case block.optimization_type when 1 then 2 else 1 end) as most
) as capacity
cross join lateral (
    select
        count(*) as appointments,
        coalesce(sum(extract(epoch from ends_at - starts_at)), 0) / 60 as minutes
    from appointment
    where hospital_id = block.hospital_id and block_id = block.id and status in (1, 2)
) as booked
left join person as clinician
    on clinician.hospital_id = block.hospital_id and clinician.id = block.clinician_id
where block.ends_at > now() and block.is_available and not block.is_deleted
order by block.hospital_id, block.starts_at, clinician;

-- The same blocks, the fullest first.
create view busiest_blocks as
select hospital_id, booked_percent, appointments, free_minutes, starts_at, ends_at, clinician, capacity, block_id
from free_capacity
order by booked_percent desc, appointments desc, starts_at;
