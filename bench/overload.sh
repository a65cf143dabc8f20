#!/usr/bin/env bash
# What a gateway answers when its database is what limits it and up to ten times as much comes as that can do; --help
# tells the options. Starts a PostgreSQL of its own and removes it.
#
# The database waits 2 ms before each flush of its log, as one does whose disk is in a network, and the gateway works on
# one booking at a time: so the limit is the database and not the processor, which this machine's load generator needs
# to make ten times as many requests, and the gateway to refuse them.
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
folder=$(mktemp -d)
chmod 711 "$folder"
trap '"$root/tests/postgres.sh" stop "$folder/postgres"; rm -rf "$folder"' EXIT

for project in src/Gateway src/Silo bench/BookingRush; do
    dotnet build "$root/$project" -c Release -v quiet --nologo >&2
done
database=$("$root/tests/postgres.sh" start "$folder/postgres")
psql -q -h 127.0.0.1 -p "$(cat "$folder/postgres/port")" -U postgres -d postgres \
    -c 'alter system set commit_delay = 2000' -c 'alter system set commit_siblings = 0' -c 'select pg_reload_conf()' >&2
"$root/src/Silo/bin/Release/net10.0/Silo" migrate --Cluster:Database "$database" >&2
"$root/bench/BookingRush/bin/Release/net10.0/BookingRush" overload --database "$database" "$@"
