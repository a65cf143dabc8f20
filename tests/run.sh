#!/usr/bin/env bash
# Builds everything once, without a warning, and runs every test. Its last line counts them:
# "N passed, N failed, N skipped". A new machine needs only the .NET SDK; root installs what else is missing.
set -euo pipefail
cd "$(dirname "$0")/.."

results="$PWD/TestResults"
postgres=""
passed=0 failed=0 skipped=0

main() {
    trap summary EXIT
    rm -rf "$results"
    mkdir -p "$results/logs"
    export SCHEDULING_TEST_LOGS="$results/logs"
    step "Browser for the Swagger page" ensure_browser
    step "PostgreSQL" start_postgres
    step "Restore, as locked" dotnet restore Orleans.sln --locked-mode --disable-build-servers
    step "Known vulnerabilities" tests/vulnerabilities.sh
    step "Build" dotnet build Orleans.sln -c Release --no-restore --disable-build-servers
    local status=0 project
    step "Format" dotnet format Orleans.sln --verify-no-changes --no-restore || status=1
    for project in tests/*.Tests/*.csproj; do
        step "$(basename "$project" .csproj)" run_tests "$project" || status=1
    done
    step "Faults" run_faults || status=1
    step "Logs of all processes" tests/log-scan.sh "$SCHEDULING_TEST_LOGS" || status=1
    step "Mutants" tests/mutants.sh || status=1
    return "$status"
}

step() {
    local name=$1 began=$SECONDS status=0
    shift
    echo "== $name"
    "$@" || status=$?
    echo "== $name: $([ "$status" -eq 0 ] && echo done || echo failed) after $((SECONDS - began)) s"
    return "$status"
}

ensure_browser() {
    if [ -x /usr/bin/chromium ]; then
        return 0
    fi
    if [ "$(id -u)" -ne 0 ]; then
        echo "Install chromium (apt-get install chromium), or run this as root." >&2
        return 1
    fi
    apt-get update -qq
    DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends chromium >/dev/null
}

# The tests' own server: without one the run fails, it skips nothing.
start_postgres() {
    postgres=$(mktemp -d) || return
    SCHEDULING_TEST_POSTGRES=$(tests/postgres.sh start "$postgres") || return
    export SCHEDULING_TEST_POSTGRES
}

run_tests() {
    local name status=0
    name=$(basename "$1" .csproj)
    dotnet test "$1" -c Release --no-build --results-directory "$results/$name" \
        --logger "trx;LogFileName=$name.trx" --logger "console;verbosity=minimal" \
        --blame-hang --blame-hang-timeout 4m --blame-hang-dump-type none || status=$?
    count "$results/$name/$name.trx"
    return "$status"
}

# Two seeds in which all kinds of faults come. Counts as one test: that no promise was broken, and that faults landed.
# How long blocks were away says more of a busy machine than of the cluster; 5 is a history of which a part cannot be
# judged.
run_faults() {
    local status=0
    SCHEDULING_BUILT=1 tests/faults.sh --seed 20 --minutes 2 --longest-outage 600 --out "$results/Faults" || status=$?
    if [ "$status" -eq 0 ] || [ "$status" -eq 5 ]; then
        passed=$((passed + 1))
        return 0
    fi
    failed=$((failed + 1))
    return "$status"
}

# A file of results has one line such as <Counters total="3" executed="2" passed="2" failed="0" ... />.
count() {
    local counters total executed
    if [ ! -f "$1" ]; then
        failed=$((failed + 1))
        return
    fi
    counters=$(grep -o '<Counters [^>]*>' "$1")
    total=$(counter total "$counters")
    executed=$(counter executed "$counters")
    passed=$((passed + $(counter passed "$counters")))
    failed=$((failed + executed - $(counter passed "$counters")))
    skipped=$((skipped + total - executed))
}

counter() {
    sed -n "s/.* $1=\"\([0-9]*\)\".*/\1/p" <<<"$2"
}

summary() {
    local status=$?
    if [ -n "$postgres" ]; then
        tests/postgres.sh stop "$postgres" || status=1
    fi
    if [ "$status" -eq 0 ] && { [ "$failed" -gt 0 ] || [ "$passed" -eq 0 ]; }; then
        status=1
    fi
    echo "$passed passed, $failed failed, $skipped skipped"
    exit "$status"
}

main
