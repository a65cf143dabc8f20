#!/usr/bin/env bash
# A cluster on this machine, without containers: PostgreSQL, silos and gateways as processes on loopback, with the demo
# hospital in it. For trying, and for tests.
#
#   tests/cluster.sh up --silos 3 --gateways 2   starts it; returns when all are ready, with a line per process
#   tests/cluster.sh status                      the same lines, for what runs
#   tests/cluster.sh scale 5                     starts silos, or stops the last ones, until there are 5
#   tests/cluster.sh kill silo 2                 kill -9; so do: stop (politely), freeze, thaw
#   tests/cluster.sh start gateway 1             starts one again on its ports
#   tests/cluster.sh restart                     every process, one after the other, each when the one before is ready;
#                                                those that were killed or stopped come back
#   tests/cluster.sh down                        stops everything and removes the folder
#
# "kill postgres" and "start postgres" do that to the server. Everything is in one folder, which --dir names (.cluster in
# the current one): a log, a pid and the ports of each process, the signing key, the database.
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
dir=$PWD/.cluster
silos=3 gateways=2
# As long as it takes where forty processes wait for two processors.
ready_seconds=180 stop_seconds=60

main() {
    local words=()
    while [ $# -gt 0 ]; do
        case $1 in
        --dir)
            mkdir -p "${2:?a folder}" || fail "$2 cannot be made."
            dir=$(cd "$2" && pwd)
            shift 2
            ;;
        --silos) check_count "${2:-}" && silos=$2 && shift 2 ;;
        --gateways) check_count "${2:-}" && gateways=$2 && shift 2 ;;
        -*) usage ;;
        *) words+=("$1") && shift ;;
        esac
    done
    set -- "${words[@]}"
    case ${1:-} in
    up) up ;;
    status) status ;;
    scale) check_count "${2:-}" && scale "$2" ;;
    kill | stop | freeze | thaw | start) check_name "${2:-}" "${3:-}" && "$1_one" "$2" "${3:-}" ;;
    restart) restart ;;
    down) down ;;
    *) usage ;;
    esac
}

check_count() {
    [[ $1 =~ ^[1-9][0-9]?$ ]] || fail "How many? A number from 1 to 99."
}

check_name() {
    [[ $1 = postgres || ($1 = silo || $1 = gateway) && $2 =~ ^[1-9][0-9]*$ ]] ||
        fail "Which? postgres, or silo or gateway with its number, such as: silo 2."
}

usage() {
    sed -n '2,/^set/p' "$root/tests/cluster.sh" | sed -n 's/^# \{0,1\}//p' >&2
    exit 2
}

up() {
    if [ -e "$dir/dsn" ]; then
        fail "$dir has a cluster in it already: tests/cluster.sh down --dir $dir"
    fi
    mkdir -p "$dir"
    trap 'on_failed_up' EXIT
    build
    head -c 48 /dev/urandom | base64 -w0 >"$dir/signing-key"
    chmod 600 "$dir/signing-key"
    "$root/tests/postgres.sh" start "$(server_folder)" >"$dir/dsn"
    "$root/src/Silo/bin/Release/net10.0/Silo" migrate --Cluster:DatabaseFile "$dir/dsn" >"$dir/migrate.log"
    local number
    for number in $(seq "$silos"); do launch silo "$number"; done
    for number in $(seq "$gateways"); do launch gateway "$number"; done
    for number in $(seq "$silos"); do await_ready silo "$number"; done
    for number in $(seq "$gateways"); do await_ready gateway "$number"; done
    trap - EXIT
    status
}

# What has started goes again; the logs stay.
on_failed_up() {
    local status=$?
    trap - EXIT
    if [ "$status" -ne 0 ]; then
        end_all
        echo "The logs are in $dir." >&2
    fi
    exit "$status"
}

build() {
    [ -z "${SCHEDULING_BUILT:-}" ] || return 0
    dotnet build "$root/src/Gateway" -c Release -v quiet --nologo >"$dir/build.log" 2>&1 || {
        cat "$dir/build.log" >&2
        return 1
    }
}

# The server runs as a user of its own where this is root, who may not look into the folder of somebody else.
server_folder() {
    if [ ! -e "$dir/server-folder" ]; then
        mktemp -d /tmp/cluster-postgres-XXXXXX >"$dir/server-folder"
    fi
    cat "$dir/server-folder"
}

# Starts a process and returns; its ports are chosen at its first start and kept.
launch() {
    local name=$1-$2 settings=(--Cluster:DatabaseFile "$dir/dsn")
    if [ ! -e "$dir/$name.ports" ]; then
        free_ports 3 >"$dir/$name.ports"
    fi
    local one two three
    read -r one two three <"$dir/$name.ports"
    if [ "$1" = silo ]; then
        settings+=(--Cluster:SiloPort "$one" --Cluster:GatewayPort "$two" --Management:Url "http://127.0.0.1:$three")
        start_process "$name" "$root/src/Silo/bin/Release/net10.0/Silo" "${settings[@]}"
    else
        settings+=(--Role gateway --urls "http://127.0.0.1:$one" --Management:Url "http://127.0.0.1:$three"
            --Auth:SigningKeyFile "$dir/signing-key" --Demo:Enabled true)
        start_process "$name" "$root/src/Gateway/bin/Release/net10.0/Gateway" "${settings[@]}"
    fi
}

start_process() {
    local name=$1
    shift
    # A session of its own: Ctrl-C in this terminal is not meant for it.
    setsid "$@" >>"$dir/$name.log" 2>&1 </dev/null &
    echo $! >"$dir/$name.pid"
}

# Below the range from which the system takes ports for outgoing connections.
free_ports() {
    local found=() port
    while [ ${#found[@]} -lt "$1" ]; do
        port=$((10000 + RANDOM % 20000))
        if ! (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null && ! grep -qsw "$port" "$dir"/*.ports; then
            found+=("$port")
        fi
    done
    echo "${found[@]}"
}

await_ready() {
    local name=$1-$2 port until=$((SECONDS + ready_seconds))
    port=$(cut -d' ' -f3 "$dir/$name.ports")
    until answers "$port"; do
        runs "$name" || fail "$name did not start: $(tail -n 3 "$dir/$name.log")"
        [ "$SECONDS" -lt "$until" ] || fail "$name was not ready within $ready_seconds s: $dir/$name.log"
        sleep 0.1
    done
}

answers() {
    local answer
    exec 3<>"/dev/tcp/127.0.0.1/$1" || return 1
    printf 'GET /health/ready HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n' >&3
    read -r -t 5 answer <&3 || answer=""
    exec 3<&-
    [[ $answer == *" 200 "* ]]
} 2>/dev/null

# A pid alone may be somebody else's by now.
runs() {
    local pid
    pid=$(cat "$dir/$1.pid" 2>/dev/null) && grep -qs -- "$dir/" "/proc/$pid/cmdline" && [ "$(state "$pid")" != Z ]
}

state() {
    sed 's/.*) //' "/proc/$1/stat" 2>/dev/null | cut -d' ' -f1
}

numbers() {
    local file
    for file in "$dir/$1"-*.pid; do
        [ -e "$file" ] && basename "$file" .pid | cut -d- -f2
    done | sort -n
}

management() {
    echo "http://127.0.0.1:$(cut -d' ' -f3 "$dir/$1.ports")"
}

status() {
    local number port
    [ -e "$dir/dsn" ] || fail "There is no cluster in $dir."
    if [ -e "$(server_folder)/data/postmaster.pid" ]; then
        echo "postgres pid=$(head -n 1 "$(server_folder)/data/postmaster.pid") dsn=$(cat "$dir/dsn")"
    fi
    for number in $(numbers silo); do
        if runs "silo-$number"; then
            echo "silo $number pid=$(cat "$dir/silo-$number.pid") management=$(management "silo-$number")"
        fi
    done
    for number in $(numbers gateway); do
        if runs "gateway-$number"; then
            port=$(cut -d' ' -f1 "$dir/gateway-$number.ports")
            echo "gateway $number pid=$(cat "$dir/gateway-$number.pid") url=http://127.0.0.1:$port" \
                "management=$(management "gateway-$number")"
        fi
    done
}

scale() {
    local number
    for number in $(seq "$1"); do
        runs "silo-$number" || launch silo "$number"
    done
    for number in $(seq "$1"); do await_ready silo "$number"; done
    for number in $(numbers silo | sort -rn); do
        if [ "$number" -gt "$1" ]; then
            stop_one silo "$number"
            rm "$dir/silo-$number.pid"
        fi
    done
    status
}

start_one() {
    if [ "$1" = postgres ]; then
        "$root/tests/postgres.sh" run "$(server_folder)"
    elif ! runs "$1-$2"; then
        launch "$1" "$2"
        await_ready "$1" "$2"
    fi
}

stop_one() {
    send TERM "$1-$2"
    await_end "$1-$2"
}

kill_one() {
    if [ "$1" = postgres ]; then
        "$root/tests/postgres.sh" kill "$(server_folder)"
    else
        send KILL "$1-$2"
        await_end "$1-$2"
    fi
}

# A signal is only sent: the processor may be somebody else's for a while.
freeze_one() {
    local until=$((SECONDS + stop_seconds))
    send STOP "$1-$2"
    until [ "$(state "$(cat "$dir/$1-$2.pid")")" = T ]; do
        [ "$SECONDS" -lt "$until" ] || fail "$1-$2 was not frozen within $stop_seconds s."
        sleep 0.05
    done
}

thaw_one() { send CONT "$1-$2"; }

send() {
    runs "$2" || fail "$2 does not run."
    kill -s "$1" "$(cat "$dir/$2.pid")"
}

await_end() {
    local until=$((SECONDS + stop_seconds))
    while runs "$1"; do
        [ "$SECONDS" -lt "$until" ] || fail "$1 did not end within $stop_seconds s."
        sleep 0.05
    done
}

restart() {
    local kind number
    for kind in silo gateway; do
        for number in $(numbers "$kind"); do
            if runs "$kind-$number"; then
                stop_one "$kind" "$number"
            fi
            start_one "$kind" "$number"
        done
    done
    status
}

down() {
    end_all
    rm -rf "$dir"
}

end_all() {
    local kind number
    for kind in gateway silo; do
        for number in $(numbers "$kind"); do
            if runs "$kind-$number"; then
                kill -CONT "$(cat "$dir/$kind-$number.pid")"
                kill -TERM "$(cat "$dir/$kind-$number.pid")"
            fi
        done
        for number in $(numbers "$kind"); do await_end "$kind-$number"; done
    done
    if [ -e "$dir/server-folder" ]; then
        "$root/tests/postgres.sh" stop "$(server_folder)"
        rm -f "$dir/server-folder" "$dir/dsn"
    fi
}

fail() {
    echo "$*" >&2
    exit 1
}

main "$@"
