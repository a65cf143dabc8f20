#!/usr/bin/env bash
# Makes .env with the secrets of the Compose cluster: random, readable by its owner only, and never made twice, because the
# database keeps the passwords that it was made with.
set -euo pipefail
cd "$(dirname "$0")/.."

file=${1:-.env}
if [ -e "$file" ]; then
    echo "$file is there already; the database knows its passwords." >&2
    exit 1
fi

random() {
    head -c "$1" /dev/urandom | base64 -w 0 | tr -d '/+='
}

umask 177
cat >"$file" <<EOF
# Made by deploy/make-env.sh. Keep it with the backups of the database; it is in no repository and in no image.
POSTGRES_PASSWORD=$(random 33)
OWNER_PASSWORD=$(random 33)
RUNTIME_PASSWORD=$(random 33)
GATEWAY_PASSWORD=$(random 33)
GRAFANA_PASSWORD=$(random 33)
SIGNING_KEY=$(head -c 48 /dev/urandom | base64 -w 0)
EOF
echo "$file made."
