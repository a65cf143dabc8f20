-- Makes the roles and the database. Once, as a superuser or whoever may create roles and databases:
--
--     psql -v owner_password="$OWNER_PASSWORD" -v runtime_password="$RUNTIME_PASSWORD" \
--          -v gateway_password="$GATEWAY_PASSWORD" -f roles.sql
--
-- The owner migrates; the silos log in as the runtime role, which can read and write rows and change no schema; gateways
-- of their own log in as the gateway role, which sees where the silos are and no patient.
\set ON_ERROR_STOP on

create role scheduling_owner login password :'owner_password';
create role scheduling_runtime login password :'runtime_password' connection limit 200;
create role scheduling_gateway login password :'gateway_password' connection limit 100;

create database scheduling owner scheduling_owner encoding 'UTF8' template template0;

revoke all on database scheduling from public;
grant connect on database scheduling to scheduling_runtime, scheduling_gateway;
