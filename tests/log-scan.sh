#!/usr/bin/env bash
# Searches the logs of a test run for what no log may say: names, addresses, phone numbers, notes, passwords and their
# hashes, tokens, keys. Prints each find as file:line: kind, never what was found, and fails where there is one.
#
#   tests/log-scan.sh DIRECTORY
set -euo pipefail
cd "$(dirname "$0")/.."

# The embedded program shows the demo hospital's logins to whoever starts it, on purpose: only these lines may.
banner='^ {11}userTypeId [123], email [^ ]+, password [^ ]+$'

found=0

main() {
    local directory=${1:?a directory of logs} files
    files=$(find "$directory" -type f -size +0 | wc -l)
    if [ "$files" -eq 0 ]; then
        echo "$directory has no logs: nothing was searched, which proves nothing." >&2
        return 1
    fi
    search "$directory" "an e-mail address" '[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+\.(org|com|net|example)'
    search "$directory" "a token" 'eyJ[A-Za-z0-9_-]{10,}|[Bb]earer [A-Za-z0-9_-]{10,}'
    search "$directory" "a password's hash" 'AQAAAA[A-Za-z0-9+/]{10,}'
    search "$directory" "a connection string's password" '([Pp]assword|[Pp]wd) *= *[^;* ]'
    search "$directory" "a signing key" '[Ss]igningKey"? *[=:] *"?[A-Za-z0-9+/]{40,}'
    search "$directory" "a note" 'additionalNotes|Fever \(100'
    search "$directory" "a fixture's person" "$(people)"
    echo "$files logs searched, $found finds"
    [ "$found" -eq 0 ]
}

# Full names, passwords and phone numbers of the demo hospital's people.
people() {
    local file=src/Gateway/Embedded/hospital-126.json
    {
        sed -nE 's/.*"given": "([^"]*)".*"family": "([^"]*)".*/\1 \2/p' "$file"
        grep -oE '"password": "[^"]*"|"value": "\+[^"]*"' "$file" | cut -d'"' -f4
    } | sed 's/[.+]/\\&/g' | paste -sd'|'
}

search() {
    local place
    while IFS= read -r place; do
        echo "$place: $2" >&2
        found=$((found + 1))
    done < <(grep -rnaEv "$banner" "$1" | grep -aE "^[^:]+:[0-9]+:.*($3)" | cut -d: -f1,2)
}

main "$@"
