-- What the silos' role may do, and nothing more: no table of its own, no schema change, and no appointment, person or
-- block erased. What a role may do is granted wherever it exists.
do $$
begin
    if exists (select from pg_roles where rolname = 'scheduling_runtime') then
        grant usage on schema public to scheduling_runtime;
        grant select on schema_versions to scheduling_runtime;
        grant select, insert, update on
            availability_block, appointment, person,
            block_calendar, patient_calendar, clinician_calendar, people_register
            to scheduling_runtime;
        grant select, insert, update, delete on guardian, hold, hold_placed to scheduling_runtime;
        grant select on archived_appointment, archived_availability_block to scheduling_runtime;
        grant select, update on last_ping to scheduling_runtime;
        grant select on orleansquery to scheduling_runtime;
        grant select, insert, update, delete on
            orleansmembershiptable, orleansmembershipversiontable, orleansstorage
            to scheduling_runtime;
    end if;

    -- A gateway of its own learns where the silos are, and nothing else.
    if exists (select from pg_roles where rolname = 'scheduling_gateway') then
        grant usage on schema public to scheduling_gateway;
        grant select on orleansquery, orleansmembershiptable to scheduling_gateway;
    end if;
end
$$;
