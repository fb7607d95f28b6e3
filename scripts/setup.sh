#!/usr/bin/env bash
# Installs what is missing on this machine, and nothing else. usage: setup.sh frontend|test|bench
set -euo pipefail
cd "$(dirname "$0")/.."

packages=()
need() { # need PACKAGE PATH-PATTERN: the package is wanted when no file matches
  compgen -G "$2" >/dev/null || packages+=("$1")
}
need_command() { command -v "$2" >/dev/null || packages+=("$1"); }

node_and_npm() { need_command nodejs node; need_command npm npm; }

case "${1:-test}" in
  frontend) node_and_npm ;;
  test)
    need postgresql '/usr/lib/postgresql/*/bin/initdb'
    need_command curl curl
    need_command chromium chromium
    need_command libimage-exiftool-perl exiftool
    need fonts-noto-core '/usr/share/fonts/truetype/noto/NotoSerifGeorgian*'
    node_and_npm
    ;;
  bench)
    need postgresql '/usr/lib/postgresql/*/bin/initdb'
    need_command curl curl
    need_command nginx-light nginx
    need_command wrk wrk
    ;;
  *) echo "setup.sh: say frontend, test or bench" >&2; exit 2 ;;
esac

if [ ${#packages[@]} -gt 0 ]; then
  sudo=""; [ "$(id -u)" = 0 ] || sudo=sudo
  echo "Installing from Debian: ${packages[*]}"
  log=$(mktemp)
  # policy-rc.d keeps Debian from starting servers of its own on well-known ports.
  if ! { $sudo apt-get update -qq; echo -e '#!/bin/sh\nexit 101' | $sudo tee /usr/sbin/policy-rc.d >/dev/null
         $sudo chmod +x /usr/sbin/policy-rc.d
         DEBIAN_FRONTEND=noninteractive $sudo apt-get install -y -qq --no-install-recommends "${packages[@]}"; } >"$log" 2>&1; then
    tail -20 "$log" >&2; $sudo rm -f /usr/sbin/policy-rc.d; exit 1
  fi
  $sudo rm -f /usr/sbin/policy-rc.d
fi

if [ "${1:-test}" = test ]; then
  command -v cargo-nextest >/dev/null || { echo "Installing cargo-nextest"; cargo install --quiet --locked cargo-nextest; }
  if [ ! -x target/python/bin/aiosmtpd ]; then
    echo "Installing aiosmtpd (a mail server for the tests) from PyPI"
    python3 -m venv target/python && target/python/bin/pip install --quiet --disable-pip-version-check 'aiosmtpd==1.4.6'
  fi
  if [ ! -d e2e/node_modules ] || [ e2e/package-lock.json -nt e2e/node_modules/.package-lock.json ]; then
    echo "Installing npm packages of e2e/"
    (cd e2e && npm ci --silent --no-audit --no-fund --ignore-scripts)
  fi
fi
