#!/usr/bin/env bash
# Bundles the editor into frontend/dist, from which it is embedded in the binary. Does nothing when the bundle is newer than its sources.
set -euo pipefail
cd "$(dirname "$0")/../frontend"
sources=(src build.mjs package-lock.json tsconfig.json messages.*.json)
if [ -f dist/editor.js ] && [ -z "$(find "${sources[@]}" -newer dist/editor.js -print -quit)" ]; then exit 0; fi

if ! command -v node >/dev/null || ! command -v npm >/dev/null; then ../scripts/setup.sh frontend; fi
if [ ! -d node_modules ] || [ package-lock.json -nt node_modules/.package-lock.json ]; then
  npm ci --silent --no-audit --no-fund --ignore-scripts
fi
npm run --silent build
