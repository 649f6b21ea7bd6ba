#!/bin/sh
# run.sh [SIZE...] : hostile HTML to Markdown, ours and flexmark's, side by side, as tab-separated rows. SECONDS_EACH (10) ends a size.
# Needs a built reading module with its tests (mvn -pl tools/reading test-compile).
set -eu
here=$(cd "$(dirname "$0")" && pwd)
module=$here/../../tools/reading
sizes=${*:-125000 250000 500000 1000000}
mvn -q -ntp -f "$here/pom.xml" dependency:build-classpath -Dmdep.outputFile="$here/target-classpath" >/dev/null
classpath="$module/target/classes:$module/target/test-classes:$(cat "$here/target-classpath")"
rm "$here/target-classpath"
classes=$(mktemp -d)
trap 'rm -rf "$classes"' EXIT
javac -proc:none -d "$classes" -cp "$classpath" "$here/HostileBench.java"
for side in us flexmark; do
    echo "== $side"
    java -Xmx2g -cp "$classes:$classpath" dev.hoopoe.reading.HostileBench "$side" "${SECONDS_EACH:-10}" $sizes 2>/dev/null
done
