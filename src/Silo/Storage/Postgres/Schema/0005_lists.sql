-- Lists of appointments: by day, by clinician, by patient. A booking enters the first two of these indexes.

-- All of a hospital in the order of their starts. Visits begin at the same few times, so that most entries are one
-- more row under a key that is there already; the status stands in it so that cancelled ones are passed over, and
-- totals counted, without a look at the rows.
create index appointment_by_start on appointment (hospital_id, starts_at, status);

-- A clinician's, in the order of their starts.
create index appointment_of_clinician on appointment (hospital_id, clinician_id, starts_at);

-- A patient's live ones have an index already; these are the rest. A booking does not enter it, a cancellation does.
create index appointment_over_of_patient
    on appointment (hospital_id, patient_id, starts_at)
    where status not in (1, 2);

-- Names in lower case, as they are searched for and sorted by: by the Unicode standard where the server knows it, in the
-- database's own way where it was built without.
do $$
begin
    if exists (select from pg_collation where collname = 'und-x-icu') then
        execute 'create function folded(name text) returns text language sql immutable parallel safe '
            'return lower(name collate "und-x-icu")';
    else
        execute 'create function folded(name text) returns text language sql immutable parallel safe '
            'return lower(name)';
    end if;
end
$$;

-- Made by the database, so that whoever writes a person cannot forget them.
alter table person
    add column full_name text not null generated always as (
        folded(substr(
            coalesce(' ' || nullif(document -> 'name' ->> 'prefix', ''), '')
            || coalesce(' ' || nullif(document -> 'name' ->> 'given', ''), '')
            || coalesce(' ' || nullif(document -> 'name' ->> 'family', ''), '')
            || coalesce(' ' || nullif(document -> 'name' ->> 'suffix', ''), ''), 2))) stored,
    add column sort_name text collate "C" not null generated always as (
        folded(coalesce(document -> 'name' ->> 'family', '') || ' ' || coalesce(document -> 'name' ->> 'given', '')))
        stored;

-- Parts of names are found by their trigrams. The extension comes with every usual installation and may be added by the
-- database's owner; without it a hospital's people are looked through one by one.
do $$
begin
    create extension if not exists pg_trgm;
    execute 'create index person_full_name on person using gin (full_name gin_trgm_ops)';
exception
    when undefined_file or feature_not_supported or insufficient_privilege then
        raise notice 'pg_trgm cannot be had: %', sqlerrm;
end
$$;
