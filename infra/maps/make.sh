#!/usr/bin/env bash
# Makes services/Console/Map/countries.json anew. Needs node 18 or later with npm and a package registry; nothing of the build calls it (README.md).
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cp "$here/outlines.mjs" "$work/"
cd "$work"
npm install --silent --no-audit --no-fund --prefix "$work" world-atlas@2.0.2 topojson-client@3.1.0 topojson-simplify@3.0.3
node outlines.mjs "$here/../../services/Console/Map/countries.json"
