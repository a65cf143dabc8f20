#!/usr/bin/env bash
# Breaks the program on purpose, in one way at a time, and sees that each is caught from outside: by the judge of what
# patients and silos hear, against real processes and a real PostgreSQL.
#
#   tests/mutants.sh             all of tests/mutants/*.patch, and once none
#   tests/mutants.sh NAME…       only these
#   tests/mutants.sh --faults NAME…     these, and none, by tests/faults.sh: a minute each of seed 100, as root
#
# All patches are applied to one copy of the repository, which is built once; a mutant is switched on by its name in
# SCHEDULING_MUTANT. A mutant that is not caught fails this script, and so does a patch that does not apply any more:
# then make it anew from what it says it breaks.
set -euo pipefail
cd "$(dirname "$0")/.."

verdict="No clerk with one book could have answered so"
at_a_time=2
copy="" postgres="" failures=0 by_faults=false

# A rush in which people search, hold, book, repeat, move and cancel; a fault that loses answers of commits is in it.
faults=(--seed 100 --minutes 1 --longest-outage 600)
broken_promise=3

main() {
    trap end EXIT
    if [ "${1:-}" = --faults ]; then
        by_faults=true
        at_a_time=1
        shift
    fi
    local names=("$@")
    if [ ${#names[@]} -eq 0 ]; then
        mapfile -t names < <(basename -s .patch tests/mutants/*.patch)
    fi
    copy=$(mktemp -d)
    if ! $by_faults && [ -z "${SCHEDULING_TEST_POSTGRES:-}" ]; then
        postgres=$(mktemp -d)
        SCHEDULING_TEST_POSTGRES=$(tests/postgres.sh start "$postgres")
        export SCHEDULING_TEST_POSTGRES
    fi
    copy_sources
    apply_patches
    build
    run_clean
    run_all "${names[@]}"
    echo "${#names[@]} mutants, $failures not caught"
    [ "$failures" -eq 0 ]
}

end() {
    local status=$?
    if [ -n "$postgres" ]; then
        tests/postgres.sh stop "$postgres" || status=1
    fi
    rm -rf "$copy"
    exit "$status"
}

copy_sources() {
    tar -c --exclude=bin --exclude=obj --exclude=.git --exclude=TestResults --exclude=results . | tar -x -C "$copy"
    cat >"$copy/src/Grains.Interfaces/Mutant.cs" <<'CODE'
namespace Scheduling;

/// <summary>The one fault that this process has on purpose.</summary>
public static class Mutant
{
    private static readonly string? Chosen = System.Environment.GetEnvironmentVariable("SCHEDULING_MUTANT");

    public static bool On(string name) => name == Chosen;
}
CODE
}

apply_patches() {
    local patch
    for patch in tests/mutants/*.patch; do
        patch -d "$copy" -p1 --forward --fuzz=2 --silent --no-backup-if-mismatch <"$patch" || {
            echo "$patch does not apply any more: make it anew." >&2
            return 1
        }
    done
}

# Its style is not looked at: a mutant need not be pretty.
build() {
    local project=Cluster.Tests
    ! $by_faults || project=Faults
    dotnet build "$copy/tests/$project" -c Release -v quiet --nologo --disable-build-servers \
        -p:RunAnalyzers=false -p:EnforceCodeStyleInBuild=false -p:GenerateDocumentationFile=false \
        -p:TreatWarningsAsErrors=false >"$copy/build.log" 2>&1 || {
        grep -E "error" "$copy/build.log" | sort -u >&2
        return 1
    }
}

run_clean() {
    if $by_faults; then
        suffer "" >"$copy/clean.log" 2>&1 || is_undecided $? || {
            cat "$copy/clean.log" >&2
            return 1
        }
        echo "no mutant: $(grep "^broken promises" "$copy/clean.log")"
        return
    fi
    local try
    for try in 1 2 3; do
        if judged "" "FullyQualifiedName~Cluster.Tests.Judged" >"$copy/clean.log" 2>&1; then
            echo "no mutant: every answer is one that a clerk with one book could have given"
            return
        fi
        # Only a machine that was too busy is asked again.
        ! grep -q "$verdict" "$copy/clean.log" || break
    done
    echo "Without any mutant it fails, too:" >&2
    cat "$copy/clean.log" >&2
    return 1
}

run_all() {
    local name
    for name in "$@"; do
        while [ "$(jobs -rp | wc -l)" -ge "$at_a_time" ]; do
            wait -n || true
        done
        run_mutant "$name" &
    done
    wait
    failures=$(($# - $(find "$copy" -maxdepth 1 -name '*.caught' | wc -l)))
}

run_mutant() {
    local log="$copy/$1.log"
    if is_caught "$1" "$log"; then
        touch "$copy/$1.caught"
        if $by_faults; then
            echo "$1: $(grep "^broken promises" "$log")"
        else
            echo "$1: caught by $(caught_by "$1" | sed 's/.*\.//')"
        fi
    else
        echo "$1: NOT CAUGHT ($(sed -n 's/^Breaks: //p' "tests/mutants/$1.patch"))" >&2
        cat "$log" >&2
    fi
}

# Where the test failed and the judge said nothing, the machine was too busy for its cluster, or for an answer: again.
is_caught() {
    local try status=0
    if $by_faults; then
        suffer "$1" >"$2" 2>&1 || status=$?
        [ "$status" -eq "$broken_promise" ]
        return
    fi
    for try in 1 2 3; do
        ! judged "$1" "FullyQualifiedName=$(caught_by "$1")" >"$2" 2>&1 || return 1
        ! grep -q "$verdict" "$2" || return 0
    done
    return 1
}

suffer() {
    SCHEDULING_MUTANT=$1 SCHEDULING_BUILT=1 "$copy/tests/faults.sh" "${faults[@]}" --out "$copy/faults-${1:-none}"
}

# Part of the history could not be judged; the rest is as it has to be.
is_undecided() {
    [ "$1" -eq 5 ]
}

judged() {
    SCHEDULING_MUTANT=$1 timeout --kill-after 20 600 dotnet test "$copy/tests/Cluster.Tests/bin/Release/net10.0/Cluster.Tests.dll" \
        --nologo --filter "$2"
}

caught_by() {
    sed -n 's/^Caught by: //p' "tests/mutants/$1.patch"
}

main "$@"
