#!/usr/bin/env bash
# Builds what is measured and runs every benchmark, or those that are named. usage: bench.sh [cached uncached themes api import memory flood live room]
set -euo pipefail
cd "$(dirname "$0")/.."
scripts/setup.sh bench
scripts/frontend.sh
cargo build --release --quiet --bin masthead --bin corpus --bin together
exec python3 bench/run.py "$@"
