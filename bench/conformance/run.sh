#!/usr/bin/env bash
# The official conformance suite against serve's server class with the suite's fixtures; both protocol generations.
set -euo pipefail
cd "$(dirname "$0")"
[ -d node_modules ] || npm ci --ignore-scripts --no-audit --no-fund
cd ../..
mvn -q -ntp -pl mcp-server -am test -Dtest=ConformanceTest -Dsurefire.failIfNoSpecifiedTests=false
cat mcp-server/target/conformance/*.txt
