-- Every key begins with the hospital: an id is unique within its hospital only. Times are whole seconds.
-- There are no foreign keys: a booking's fences prove that its block and its patient exist, so the database would look
-- both up, and lock them, a second time on every insert; guardians and clinicians are checked by the import, nobody is
-- ever deleted.

create table availability_block (
    hospital_id       integer     not null,
    id                uuid        not null,
    clinician_id      uuid        not null,
    starts_at         timestamptz not null,
    ends_at           timestamptz not null,
    allow_on_demand   boolean     not null,
    allow_provider    boolean     not null,
    allow_self        boolean     not null,
    is_available      boolean     not null,
    optimization_type smallint    not null,
    own_capacity      smallint,
    is_locked         boolean     not null,
    is_private        boolean     not null,
    is_deleted        boolean     not null,
    created_at        timestamptz not null,
    modified_at       timestamptz not null,
    created_by        uuid,
    constraint availability_block_key primary key (hospital_id, id),
    constraint availability_block_ends_after_its_start check (ends_at > starts_at),
    constraint availability_block_capacity check (own_capacity between 1 and 500)
);

-- A clinician's blocks that overlap a range. Blocks of one clinician do not overlap, so by their ends they are also in
-- the order of their starts, and those that are over, which only become more, are never read.
create index availability_block_of_clinician
    on availability_block (hospital_id, clinician_id, ends_at, starts_at)
    where not is_deleted;

-- The document is json, not jsonb: amounts and texts keep the form they came in, and nothing is parsed to store it.
create table appointment (
    hospital_id      integer     not null,
    id               uuid        not null,
    version          bigint      not null,
    block_id         uuid        not null,
    patient_id       uuid        not null,
    clinician_id     uuid        not null,
    starts_at        timestamptz not null,
    ends_at          timestamptz not null,
    status           smallint    not null,
    appointment_type smallint    not null,
    encounter_type   smallint    not null,
    request_hash     bytea       not null,
    created_at       timestamptz not null,
    document         json        not null,
    constraint appointment_key primary key (hospital_id, id),
    constraint appointment_version_from_one check (version >= 1),
    constraint appointment_ends_after_its_start check (ends_at > starts_at),
    constraint appointment_request_hash_of_16_bytes check (octet_length(request_hash) = 16)
);

-- What a block remembers: its live appointments, read from the index alone where pages are all-visible. Partial,
-- because those that are over or cancelled only become more.
create index appointment_live_in_block
    on appointment (hospital_id, block_id, starts_at, ends_at, id)
    where status in (1, 2);

-- A patient's live appointments that end after an instant, read from the index alone where pages are all-visible.
create index appointment_live_of_patient
    on appointment (hospital_id, patient_id, ends_at, starts_at, id)
    where status in (1, 2);

-- Numbers and addresses are unique by exclusion constraints, because only these are partial and deferrable both: two
-- people of one import may exchange theirs in one statement. Each is a plain btree, which look-ups use as well.
create table person (
    hospital_id   integer  not null,
    id            uuid     not null,
    contact_type  smallint not null,
    user_type     smallint not null,
    number        integer,
    status_code   integer  not null,
    email         text,
    -- The address in lower case, as a login looks for it.
    login_email   text,
    password_hash text,
    document      json     not null,
    constraint person_key primary key (hospital_id, id),
    -- An address logs one person of its user type in. People who cannot log in may share one.
    constraint person_login exclude using btree (hospital_id with =, user_type with =, login_email with =)
        where (password_hash is not null and login_email is not null) deferrable initially deferred,
    -- A patient's number means one patient.
    constraint person_patient_number exclude using btree (hospital_id with =, number with =)
        where (contact_type = 1 and number is not null) deferrable initially deferred,
    -- Clinicians and other staff share one series of numbers; the import finds a block's clinician by it.
    constraint person_clinician_number exclude using btree (hospital_id with =, number with =)
        where (contact_type in (2, 3) and number is not null) deferrable initially deferred
);

create table guardian (
    hospital_id   integer not null,
    dependent_id  uuid    not null,
    guardian_id   uuid    not null,
    is_authorized boolean not null,
    constraint guardian_key primary key (hospital_id, dependent_id, guardian_id)
);

-- Whom a person may act for: read with every person.
create index guardian_dependents
    on guardian (hospital_id, guardian_id, dependent_id)
    where is_authorized;

-- The versions that decisions are based on. A calendar's version is raised by everything that changes somebody's live
-- times, and by nothing else. Narrow, and half of each page is left free: every booking raises two of them, and a new
-- version that finds room in its page needs no index entry and is cleaned away by the next visitor (HOT).
create table block_calendar (
    hospital_id integer not null,
    id          uuid    not null,
    version     bigint  not null,
    constraint block_calendar_key primary key (hospital_id, id)
) with (fillfactor = 50);

create table patient_calendar (
    hospital_id integer not null,
    id          uuid    not null,
    version     bigint  not null,
    constraint patient_calendar_key primary key (hospital_id, id)
) with (fillfactor = 50);

create table clinician_calendar (
    hospital_id integer not null,
    id          uuid    not null,
    version     bigint  not null,
    constraint clinician_calendar_key primary key (hospital_id, id)
) with (fillfactor = 50);

-- The fence of a hospital's people: every import that changes anything raises it, so that of two imports which
-- read the same register one loses and reads again.
create table people_register (
    hospital_id integer not null constraint people_register_key primary key,
    version     bigint  not null
);

-- One row, written by every ping: only a write tells whether the database takes one.
create table last_ping (
    id        integer     not null constraint last_ping_key primary key check (id = 1),
    pinged_at timestamptz not null
) with (fillfactor = 50);

insert into last_ping (id, pinged_at) values (1, now());
