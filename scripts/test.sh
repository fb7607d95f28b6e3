#!/usr/bin/env bash
# The whole gate, in order: set-up, the editor's bundle and unit tests, formatting, lints, Rust tests, TypeScript, browser tests. Every part runs even when an
# earlier one fails; the last line is `N passed, N failed`.
set -uo pipefail
cd "$(dirname "$0")/.."
started=$SECONDS
logs=$(mktemp -d)
passed=0 failed=0
export INSTA_UPDATE=no INSTA_FORCE_PASS=0

part() { # part NAME COMMAND…: counts as one test that passes or fails
  local name=$1; shift
  local at=$SECONDS
  if "$@" >"$logs/$name" 2>&1; then passed=$((passed + 1)); echo "ok      $name ($((SECONDS - at)) s)"
  else failed=$((failed + 1)); echo "FAILED  $name ($((SECONDS - at)) s)"; tail -60 "$logs/$name"; fi
}
count() { # count FILE REGEX: the first number that precedes the words of REGEX in FILE, or 0
  grep -oE "[0-9]+ $2" "$1" | tail -1 | grep -oE '^[0-9]+' || echo 0
}

scripts/setup.sh test || { echo "0 passed, 1 failed"; exit 1; }

part editor scripts/frontend.sh
part editor-types npm --prefix frontend run --silent check
part editor-tests npm --prefix frontend run --silent test
part rustfmt cargo fmt --all --check
part clippy cargo clippy --workspace --all-targets --quiet -- -D warnings
part typescript npm --prefix e2e run --silent check

at=$SECONDS
if ! cargo build --workspace --bins --tests --quiet 2>"$logs/build"; then tail -60 "$logs/build"; failed=$((failed + 1)); fi
cargo nextest run --workspace --no-fail-fast --status-level fail --final-status-level fail --color never >"$logs/nextest" 2>&1
status=$?
summary=$(grep -E 'Summary \[' "$logs/nextest" | tail -1)
echo "$summary" >"$logs/summary"
rust_passed=$(count "$logs/summary" passed)
rust_failed=$(($(count "$logs/summary" failed) + $(count "$logs/summary" 'timed out')))
if [ $status -ne 0 ]; then grep -vE '^ +(PASS|SKIP)' "$logs/nextest" | tail -150; [ "$rust_failed" -gt 0 ] || rust_failed=1; fi
passed=$((passed + rust_passed)) failed=$((failed + rust_failed))
echo "rust    $rust_passed passed, $rust_failed failed ($((SECONDS - at)) s)"

at=$SECONDS
npm --prefix e2e run --silent test >"$logs/e2e" 2>&1
status=$?
browser_unsteady=$(count "$logs/e2e" flaky)
browser_passed=$(($(count "$logs/e2e" passed) + browser_unsteady))
browser_failed=$(count "$logs/e2e" failed)
# From the first failure on; the lines before it say only what passed.
if [ $status -ne 0 ] || [ "$browser_unsteady" -gt 0 ]; then sed -n '/^ *1) /,$p' "$logs/e2e" | head -400; fi
if [ $status -ne 0 ] && [ "$browser_failed" -eq 0 ]; then tail -60 "$logs/e2e"; browser_failed=1; fi
passed=$((passed + browser_passed)) failed=$((failed + browser_failed))
echo "browser $browser_passed passed ($browser_unsteady of them at the second attempt), $browser_failed failed ($((SECONDS - at)) s)"

echo "took $((SECONDS - started)) s"
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
