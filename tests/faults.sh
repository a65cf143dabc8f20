#!/usr/bin/env bash
# Lets a cluster of real processes suffer during a rush, and judges whether it kept its promises: silos killed, stopped,
# frozen, cut off and added, a gateway killed, PostgreSQL killed, slow, silent and out of disk, answers of commits lost.
#
#   tests/faults.sh --seed 42 --minutes 2   two runs of a minute each, with the seeds 42 and 43; a seed is a plan
#
# A line per fault says what it hit. Ends with 0; 3 where a promise was broken; 4 where no fault of a run hit anything,
# so that it proves nothing; 5 where part of a history could not be judged; 6 where a block was away too long
# (--longest-outage, in seconds); 7 where a whole run was not judged. Other options: tests/faults.sh --help. As root: a full disk takes a tmpfs.
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)

if [ -z "${SCHEDULING_BUILT:-}" ]; then
    dotnet build "$root/tests/Faults" -c Release -v quiet --nologo
fi
exec "$root/tests/Faults/bin/Release/net10.0/Faults" "$@"
