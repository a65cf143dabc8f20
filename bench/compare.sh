#!/usr/bin/env bash
# Compares the product with what people would use instead, on this machine; --help tells the options.
set -euo pipefail
cd "$(dirname "$0")/.."
dotnet build bench/Comparison -c Release -v quiet --nologo >&2
exec bench/Comparison/bin/Release/net10.0/Comparison "$@"
