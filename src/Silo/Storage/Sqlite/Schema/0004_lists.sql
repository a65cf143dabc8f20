-- Lists of appointments: by day, by clinician, by patient. A booking enters the first two of these indexes.

-- All of a hospital in the order of their starts; totals are counted from the index alone, by status too.
create index appointment_by_start on appointment (hospital_id, starts_at, status);

-- A clinician's, in the order of their starts.
create index appointment_of_clinician on appointment (hospital_id, clinician_id, starts_at);

-- A patient's live ones have an index already; these are the rest. A booking does not enter it, a cancellation does.
create index appointment_over_of_patient
    on appointment (hospital_id, patient_id, starts_at)
    where status not in (1, 2);
