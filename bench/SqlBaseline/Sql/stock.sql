-- The appointments that are stored as grains' states, in the form of the product's table: whoever connects without
-- saying otherwise, such as an audit, reads them. Read as a whole; nothing on the booking path does.
create schema if not exists stock;

create or replace view stock.appointment as
select
    (stored.state ->> 'HospitalId')::integer as hospital_id,
    (stored.state ->> 'Id')::uuid as id,
    (stored.state ->> 'Version')::bigint as version,
    (stored.state ->> 'BlockId')::uuid as block_id,
    (stored.state ->> 'PatientId')::uuid as patient_id,
    (stored.state ->> 'ClinicianId')::uuid as clinician_id,
    (stored.state ->> 'StartsAt')::timestamptz as starts_at,
    (stored.state ->> 'EndsAt')::timestamptz as ends_at,
    (stored.state ->> 'Status')::smallint as status,
    (stored.state ->> 'AppointmentType')::smallint as appointment_type,
    (stored.state ->> 'EncounterType')::smallint as encounter_type,
    decode(stored.state ->> 'RequestHash', 'hex') as request_hash,
    stored.created_at,
    (stored.state ->> 'Document')::json as document
from (
    -- Not merged with the columns above, so that a state is parsed once.
    select convert_from(payloadbinary, 'UTF8')::jsonb as state, modifiedon::timestamptz as created_at
    from public.orleansstorage
    where graintypestring = 'stock-appointment' and payloadbinary is not null
    offset 0
) as stored;

do $$
begin
    execute format('alter database %I set search_path = stock, public', current_database());
end
$$;
