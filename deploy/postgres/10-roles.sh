#!/bin/sh
# Runs once, when PostgreSQL's volume is new.
set -eu
psql --username "$POSTGRES_USER" --dbname postgres \
    -v owner_password="$OWNER_PASSWORD" \
    -v runtime_password="$RUNTIME_PASSWORD" \
    -v gateway_password="$GATEWAY_PASSWORD" \
    -f /scheduling/roles.sql
