-- The facts as an operator reads them: ids with their dashes, times as text in UTC, codes by name.
-- They are for looking: a condition on one of these columns reads the whole table.

create view readable_availability_block as
select
    hospital_id,
    lower(
        substr(hex(id), 1, 8) || '-'
        || substr(hex(id), 9, 4) || '-'
        || substr(hex(id), 13, 4) || '-'
        || substr(hex(id), 17, 4) || '-'
        || substr(hex(id), 21, 12)) as id,
    lower(
        substr(hex(clinician_id), 1, 8) || '-'
        || substr(hex(clinician_id), 9, 4) || '-'
        || substr(hex(clinician_id), 13, 4) || '-'
        || substr(hex(clinician_id), 17, 4) || '-'
        || substr(hex(clinician_id), 21, 12)) as clinician_id,
    datetime(starts_at, 'unixepoch') as starts_at,
    datetime(ends_at, 'unixepoch') as ends_at,
    is_available,
    allow_self,
    allow_provider,
    allow_on_demand,
    optimization_type,
    own_capacity,
    is_locked,
    is_private,
    is_deleted,
    datetime(created_at, 'unixepoch') as created_at,
    datetime(modified_at, 'unixepoch') as modified_at
from availability_block;

create view readable_appointment as
select
    hospital_id,
    lower(
        substr(hex(id), 1, 8) || '-'
        || substr(hex(id), 9, 4) || '-'
        || substr(hex(id), 13, 4) || '-'
        || substr(hex(id), 17, 4) || '-'
        || substr(hex(id), 21, 12)) as id,
    version,
    case status
        when 0 then 'NotSpecified'
        when 1 then 'Scheduled'
        when 2 then 'Waiting'
        when 3 then 'CancelledByPatient'
        when 4 then 'CancelledByProvider'
        when 5 then 'Fulfilled'
        when 6 then 'Transferred'
    end as status,
    datetime(starts_at, 'unixepoch') as starts_at,
    datetime(ends_at, 'unixepoch') as ends_at,
    lower(
        substr(hex(block_id), 1, 8) || '-'
        || substr(hex(block_id), 9, 4) || '-'
        || substr(hex(block_id), 13, 4) || '-'
        || substr(hex(block_id), 17, 4) || '-'
        || substr(hex(block_id), 21, 12)) as block_id,
    lower(
        substr(hex(patient_id), 1, 8) || '-'
        || substr(hex(patient_id), 9, 4) || '-'
        || substr(hex(patient_id), 13, 4) || '-'
        || substr(hex(patient_id), 17, 4) || '-'
        || substr(hex(patient_id), 21, 12)) as patient_id,
    lower(
        substr(hex(clinician_id), 1, 8) || '-'
        || substr(hex(clinician_id), 9, 4) || '-'
        || substr(hex(clinician_id), 13, 4) || '-'
        || substr(hex(clinician_id), 17, 4) || '-'
        || substr(hex(clinician_id), 21, 12)) as clinician_id,
    appointment_type,
    encounter_type,
    datetime(created_at, 'unixepoch') as created_at,
    document
from appointment;

-- Without the password's hash, which nobody needs to read.
create view readable_person as
select
    hospital_id,
    lower(
        substr(hex(id), 1, 8) || '-'
        || substr(hex(id), 9, 4) || '-'
        || substr(hex(id), 13, 4) || '-'
        || substr(hex(id), 17, 4) || '-'
        || substr(hex(id), 21, 12)) as id,
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

create view readable_guardian as
select
    hospital_id,
    lower(
        substr(hex(dependent_id), 1, 8) || '-'
        || substr(hex(dependent_id), 9, 4) || '-'
        || substr(hex(dependent_id), 13, 4) || '-'
        || substr(hex(dependent_id), 17, 4) || '-'
        || substr(hex(dependent_id), 21, 12)) as dependent_id,
    lower(
        substr(hex(guardian_id), 1, 8) || '-'
        || substr(hex(guardian_id), 9, 4) || '-'
        || substr(hex(guardian_id), 13, 4) || '-'
        || substr(hex(guardian_id), 17, 4) || '-'
        || substr(hex(guardian_id), 21, 12)) as guardian_id,
    is_authorized
from guardian;
