-- Ids are uuids in 16 bytes, big-endian, so that version 7 ids sort by time. Times are whole seconds since 1970 in UTC.
-- Every key begins with the hospital: an id is unique within its hospital only.
-- There are no foreign keys: a booking's fences prove that its block and its patient exist, so the database would look
-- both up a second time on every insert; guardians and clinicians are checked by the import, nobody is ever deleted.

-- Small rows that are read by their key: without rowid they are found in one step.
create table availability_block (
    hospital_id       integer not null,
    id                blob    not null check (length(id) = 16),
    clinician_id      blob    not null check (length(clinician_id) = 16),
    starts_at         integer not null,
    ends_at           integer not null check (ends_at > starts_at),
    allow_on_demand   integer not null,
    allow_provider    integer not null,
    allow_self        integer not null,
    is_available      integer not null,
    optimization_type integer not null,
    own_capacity      integer check (own_capacity between 1 and 500),
    is_locked         integer not null,
    is_private        integer not null,
    is_deleted        integer not null,
    created_at        integer not null,
    modified_at       integer not null,
    created_by        blob,
    primary key (hospital_id, id)
) without rowid;

-- A clinician's blocks that overlap a range. Blocks of one clinician do not overlap, so by their ends they are also in
-- the order of their starts, and those that are over, which only become more, are never read.
create index availability_block_of_clinician
    on availability_block (hospital_id, clinician_id, ends_at, starts_at)
    where is_deleted = 0;

-- With a rowid: rows of some hundred bytes are appended, and only the small index of the key is hit at random by ids
-- that are derived from idempotency keys.
create table appointment (
    hospital_id      integer not null,
    id               blob    not null check (length(id) = 16),
    version          integer not null check (version >= 1),
    block_id         blob    not null,
    patient_id       blob    not null,
    clinician_id     blob    not null,
    starts_at        integer not null,
    ends_at          integer not null check (ends_at > starts_at),
    status           integer not null,
    appointment_type integer not null,
    encounter_type   integer not null,
    request_hash     blob    not null,
    created_at       integer not null,
    document         text    not null,
    primary key (hospital_id, id)
);

-- What a block remembers: its live appointments, read from the index alone. Partial, because those that are over or
-- cancelled only become more.
create index appointment_live_in_block
    on appointment (hospital_id, block_id, starts_at, ends_at, id)
    where status in (1, 2);

-- A patient's live appointments that end after an instant, read from the index alone.
create index appointment_live_of_patient
    on appointment (hospital_id, patient_id, ends_at, starts_at, id)
    where status in (1, 2);

create table person (
    hospital_id   integer not null,
    id            blob    not null check (length(id) = 16),
    contact_type  integer not null,
    user_type     integer not null,
    number        integer,
    status_code   integer not null,
    email         text,
    -- The address in lower case, as a login looks for it.
    login_email   text,
    password_hash text,
    document      text    not null,
    primary key (hospital_id, id)
);

-- Finds who logs in, and lets an address log in one person only. People who cannot log in may share an address.
create unique index person_login
    on person (hospital_id, user_type, login_email)
    where password_hash is not null and login_email is not null;

-- A patient's number means one patient; the import looks people up by it.
create unique index person_patient_number
    on person (hospital_id, number)
    where contact_type = 1 and number is not null;

-- Clinicians and other staff share one series of numbers; the import finds a block's clinician by it.
create unique index person_clinician_number
    on person (hospital_id, number)
    where contact_type in (2, 3) and number is not null;

create table guardian (
    hospital_id   integer not null,
    dependent_id  blob    not null,
    guardian_id   blob    not null,
    is_authorized integer not null,
    primary key (hospital_id, dependent_id, guardian_id)
) without rowid;

-- Whom a person may act for: read with every person.
create index guardian_dependents
    on guardian (hospital_id, guardian_id, dependent_id)
    where is_authorized = 1;

-- The versions that decisions are based on. A calendar's version is raised by everything that changes somebody's live
-- times, and by nothing else. Narrow and without rowid: every booking raises two of them.
create table block_calendar (
    hospital_id integer not null,
    id          blob    not null,
    version     integer not null,
    primary key (hospital_id, id)
) without rowid;

create table patient_calendar (
    hospital_id integer not null,
    id          blob    not null,
    version     integer not null,
    primary key (hospital_id, id)
) without rowid;

create table clinician_calendar (
    hospital_id integer not null,
    id          blob    not null,
    version     integer not null,
    primary key (hospital_id, id)
) without rowid;

-- One row, written by every ping: only a write tells whether the disk takes one.
create table last_ping (
    id        integer primary key check (id = 1),
    pinged_at integer not null
);

insert into last_ping (id, pinged_at) values (1, 0);
