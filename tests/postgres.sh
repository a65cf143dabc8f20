#!/usr/bin/env bash
# A PostgreSQL of the tests' own, on loopback, durable as in production, that leaves nothing behind.
#
#   tests/postgres.sh start DIRECTORY   makes and starts it; prints its connection string, and nothing else
#   tests/postgres.sh stop DIRECTORY    stops it and removes the directory
#   tests/postgres.sh restart DIRECTORY kills it as a crash would, and starts it again on the same port
#   tests/postgres.sh kill DIRECTORY    the first half of that; "run" is the second
set -euo pipefail

main() {
    local action=${1:?start, stop, restart, kill or run} directory=${2:?a directory}
    bin=$(newest_bin)
    case $action in
    start) start "$directory" ;;
    stop) stop "$directory" ;;
    restart) restart "$directory" ;;
    kill) crash "$directory" ;;
    run) run "$directory" "$(cat "$directory/port")" ;;
    *) echo "$0: start, stop, restart, kill or run" >&2 && return 2 ;;
    esac
}

newest_bin() {
    local found
    found=$(find_bin)
    if [ -z "$found" ] && [ "$(id -u)" -eq 0 ]; then
        apt-get update -qq >&2
        DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends postgresql-15 >/dev/null
        found=$(find_bin)
    fi
    if [ -z "$found" ]; then
        echo "Install PostgreSQL 15 or newer (apt-get install postgresql-15), or run this as root." >&2
        return 1
    fi
    echo "$found"
}

find_bin() {
    local found
    for found in $(printf '%s\n' /usr/lib/postgresql/*/bin | sort -rV); do
        if [ -x "$found/initdb" ] && [ "$(basename "$(dirname "$found")")" -ge 15 ]; then
            echo "$found"
            return
        fi
    done
}

# The server refuses to run as root.
as_server() {
    if [ "$(id -u)" -eq 0 ]; then
        runuser -u postgres -- "$@"
    else
        "$@"
    fi
}

start() {
    mkdir -p "$1"
    if [ "$(id -u)" -eq 0 ]; then
        chown postgres "$1"
    fi
    as_server "$bin/initdb" --pgdata="$1/data" --username=postgres --auth=trust --encoding=UTF8 --locale=C.UTF-8 \
        >"$1/initdb.log" 2>&1 || { cat "$1/initdb.log" >&2; return 1; }
    local attempt port
    # A port that was free a moment ago may be taken by now.
    for attempt in 1 2 3 4 5; do
        port=$((20000 + (RANDOM * 32768 + RANDOM) % 12000))
        if run "$1" "$port"; then
            echo "$port" >"$1/port"
            echo "Host=127.0.0.1;Port=$port;Username=postgres;Database=postgres"
            return 0
        fi
    done
    cat "$1/data/server.log" >&2
    return 1
}

# Defaults, so fsync and synchronous_commit are on; only rooms for many tests at once, and no socket file elsewhere.
run() {
    as_server "$bin/pg_ctl" start --pgdata="$1/data" --wait --timeout=60 --silent --log="$1/data/server.log" \
        --options="-p $2 -c listen_addresses=127.0.0.1 -c unix_socket_directories=$1/data -c max_connections=300" \
        >/dev/null 2>&1 </dev/null
}

# One that has ended by itself, as a full disk makes it, is only started again.
restart() {
    as_server "$bin/pg_ctl" stop --pgdata="$1/data" --wait --silent --mode=immediate 2>/dev/null ||
        [ ! -f "$1/data/postmaster.pid" ] || ! as_server "$bin/pg_ctl" status --pgdata="$1/data" --silent >/dev/null
    run "$1" "$(cat "$1/port")"
}

crash() {
    as_server "$bin/pg_ctl" stop --pgdata="$1/data" --wait --silent --mode=immediate
}

stop() {
    local status=0
    if [ -f "$1/data/postmaster.pid" ]; then
        crash "$1" || status=$?
    fi
    rm -rf "$1"
    return "$status"
}

main "$@"
