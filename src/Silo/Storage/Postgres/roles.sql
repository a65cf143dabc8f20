-- Makes the two roles and the database. Once, as a superuser or whoever may create roles and databases:
--
--     psql -v owner_password="$OWNER_PASSWORD" -v runtime_password="$RUNTIME_PASSWORD" -f roles.sql
--
-- The owner migrates; the silos log in as the runtime role, which can read and write rows and change no schema.
\set ON_ERROR_STOP on

create role scheduling_owner login password :'owner_password';
create role scheduling_runtime login password :'runtime_password' connection limit 200;

create database scheduling owner scheduling_owner encoding 'UTF8' template template0;

revoke all on database scheduling from public;
grant connect on database scheduling to scheduling_runtime;
