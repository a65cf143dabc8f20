-- As before, but that the id of an archived appointment exists: its key is kept as long as the appointment.
-- Answers a ChangeOutcome: 0 done, 3 appointment lost, 4 id exists, 5 rejected.
create or replace function write_appointment(
    the_hospital integer, the_id uuid, the_version bigint, the_block uuid, the_patient uuid, the_clinician uuid,
    the_start timestamptz, the_end timestamptz, the_status smallint, the_type smallint, the_encounter smallint,
    the_hash bytea, the_time timestamptz, the_document text)
returns smallint
language plpgsql
as $$
begin
    if the_version = 1 then
        if exists (select from archived_appointment where hospital_id = the_hospital and id = the_id) then
            return 4;
        end if;

        insert into appointment (
            hospital_id, id, version, block_id, patient_id, clinician_id, starts_at, ends_at,
            status, appointment_type, encounter_type, request_hash, created_at, document)
        values (
            the_hospital, the_id, the_version, the_block, the_patient, the_clinician, the_start, the_end,
            the_status, the_type, the_encounter, the_hash, the_time, the_document::json)
        on conflict (hospital_id, id) do nothing;
        return case when found then 0 else 4 end;
    end if;

    update appointment
    set version = the_version,
        block_id = the_block,
        patient_id = the_patient,
        clinician_id = the_clinician,
        starts_at = the_start,
        ends_at = the_end,
        status = the_status,
        appointment_type = the_type,
        encounter_type = the_encounter,
        document = the_document::json
    where hospital_id = the_hospital and id = the_id and version = the_version - 1;
    return case when found then 0 else 3 end;
exception
    when data_exception or integrity_constraint_violation then
        return 5;
end
$$;
