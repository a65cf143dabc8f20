-- Slots kept for a few minutes: one row per patient, which the next hold replaces. It counts before expires_at and never
-- again; an expired one needs no clean-up, and may stay until its patient's next hold.
create table hold (
    hospital_id  integer     not null,
    id           uuid        not null,
    block_id     uuid        not null,
    patient_id   uuid        not null,
    clinician_id uuid        not null,
    starts_at    timestamptz not null,
    ends_at      timestamptz not null,
    expires_at   timestamptz not null,
    created_by   uuid        not null,
    created_at   timestamptz not null,
    constraint hold_key primary key (hospital_id, patient_id),
    constraint hold_ends_after_its_start check (ends_at > starts_at)
);

-- What a block remembers: its holds that have not expired. Those that have are never read.
create index hold_in_block
    on hold (hospital_id, block_id, expires_at);

-- When holds were placed, whatever became of them: a patient may place only so many in a block within a quarter of an
-- hour. Older rows of a patient are deleted with the patient's next hold.
create table hold_placed (
    hospital_id integer     not null,
    patient_id  uuid        not null,
    block_id    uuid        not null,
    placed_at   timestamptz not null,
    hold_id     uuid        not null,
    constraint hold_placed_key primary key (hospital_id, patient_id, block_id, placed_at, hold_id)
);
