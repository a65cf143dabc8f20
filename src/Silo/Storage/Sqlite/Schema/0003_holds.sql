-- Slots kept for a few minutes: one row per patient, which the next hold replaces. It counts before expires_at and never
-- again; an expired one needs no clean-up, and may stay until its patient's next hold.
create table hold (
    hospital_id   integer not null,
    id            blob    not null check (length(id) = 16),
    block_id      blob    not null,
    patient_id    blob    not null check (length(patient_id) = 16),
    clinician_id  blob    not null,
    starts_at     integer not null,
    ends_at       integer not null check (ends_at > starts_at),
    expires_at    integer not null,
    created_by    blob    not null,
    created_at    integer not null,
    primary key (hospital_id, patient_id)
) without rowid;

-- What a block remembers: its holds that have not expired. Those that have are never read.
create index hold_in_block
    on hold (hospital_id, block_id, expires_at);

-- When holds were placed, whatever became of them: a patient may place only so many in a block within a quarter of an
-- hour. Older rows of a patient are deleted with the patient's next hold.
create table hold_placed (
    hospital_id integer not null,
    patient_id  blob    not null,
    block_id    blob    not null,
    placed_at   integer not null,
    hold_id     blob    not null,
    primary key (hospital_id, patient_id, block_id, placed_at, hold_id)
) without rowid;

create view readable_hold as
select
    hospital_id,
    lower(
        substr(hex(id), 1, 8) || '-'
        || substr(hex(id), 9, 4) || '-'
        || substr(hex(id), 13, 4) || '-'
        || substr(hex(id), 17, 4) || '-'
        || substr(hex(id), 21, 12)) as id,
    datetime(starts_at, 'unixepoch') as starts_at,
    datetime(ends_at, 'unixepoch') as ends_at,
    datetime(expires_at, 'unixepoch') as expires_at,
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
        || substr(hex(patient_id), 21, 12)) as patient_id
from hold;
