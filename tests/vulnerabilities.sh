#!/usr/bin/env bash
# Asks the package sources for known vulnerabilities of everything that is restored, transitively, and fails where one
# is known. A source without such data is named: its silence is no good news, and is not shown as such.
#
#   tests/vulnerabilities.sh [SOLUTION]
set -euo pipefail
cd "$(dirname "$0")/.."

main() {
    local solution=${1:-Orleans.sln} source index known=0 report
    while IFS= read -r source; do
        if index=$(curl --silent --fail --max-time 20 "$source") && grep -q '"VulnerabilityInfo/' <<<"$index"; then
            known=$((known + 1))
        else
            echo "NOT CHECKED: $source has no vulnerability data, or cannot be reached."
        fi
    done < <(dotnet nuget list source --format Short | sed -nE 's/^E +//p')
    if [ "$known" -eq 0 ]; then
        echo "No source knows of vulnerabilities: packages were not checked here. NuGetAudit does it with every restore"
        echo "from a source that has the data, such as nuget.org itself."
        return 0
    fi
    report=$(dotnet list "$solution" package --vulnerable --include-transitive)
    echo "$report"
    ! grep -q "has the following vulnerable packages" <<<"$report"
}

main "$@"
