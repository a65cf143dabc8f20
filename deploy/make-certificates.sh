#!/usr/bin/env bash
# Certificates for trying TLS out: an authority of the cluster's own, and one certificate with its key per name.
#
#   deploy/make-certificates.sh DIRECTORY NAME...
#
# makes DIRECTORY/ca.pem and ca.key (kept where they exist), and NAME.pem and NAME.key, valid for 30 days, for client and
# server use, for the host NAME, localhost and 127.0.0.1. DAYS, and HOSTS ("DNS:db,IP:10.0.0.5"), say otherwise.
# In production the authority's key belongs somewhere else: whoever has it can make a member of the cluster.
set -euo pipefail
umask 077

directory=${1:?a directory} days=${DAYS:-30}
shift
mkdir -p "$directory"

key() {
    openssl genpkey -quiet -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out "$1"
}

if [ ! -f "$directory/ca.key" ]; then
    key "$directory/ca.key"
    openssl req -x509 -new -key "$directory/ca.key" -sha256 -days $((days * 10)) -subj "/CN=Scheduling cluster" \
        -addext basicConstraints=critical,CA:TRUE,pathlen:0 -addext keyUsage=critical,keyCertSign,cRLSign \
        -out "$directory/ca.pem"
fi

for name in "$@"; do
    key "$directory/$name.key"
    openssl req -new -key "$directory/$name.key" -subj "/CN=$name" |
        openssl x509 -req -CA "$directory/ca.pem" -CAkey "$directory/ca.key" -sha256 -days "$days" \
            -set_serial "0x$(openssl rand -hex 16)" -out "$directory/$name.pem" -extfile <(
                echo "basicConstraints=critical,CA:FALSE"
                echo "keyUsage=critical,digitalSignature"
                echo "extendedKeyUsage=serverAuth,clientAuth"
                echo "subjectAltName=${HOSTS:-DNS:$name,DNS:localhost,IP:127.0.0.1}"
            ) 2>/dev/null
done
chmod 644 "$directory"/*.pem
