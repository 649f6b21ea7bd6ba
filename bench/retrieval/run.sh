#!/bin/sh
# run.sh COLLECTION MODEL.gguf... : quality and speed of collections against LangChain4j's easy-rag, each in a JVM of its own with 512 MB of heap.
# DOCUMENTS (0: the collection, with quality; 2000: speed), ROUNDS (1), EASY (1: easy-rag too), JAVA_OPTS. COLLECTION has corpus.jsonl and queries.jsonl.
# Needs a built tree (mvn -pl cli -am package). Appends rows to rows.csv: a run that ended early is gone on with by running the rest.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
collection=$1
shift
bin=${JAVA_HOME:+$JAVA_HOME/bin/} # of a JDK 25
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mvn -q -ntp -f "$here/pom.xml" dependency:build-classpath -Dmdep.outputFile="$work/easy-classpath" >/dev/null 2>&1
easy=$(cat "$work/easy-classpath")
ours=$(ls "$here"/../../cli/target/hoopoe/lib/*.jar | grep -v -e hoopoe-tools-documents -e hoopoe-inference | tr '\n' ':')
ours="$here/../../tools/documents/target/classes:$here/../../inference/target/classes:$ours"
mkdir "$work/easy" "$work/ours"
"${bin}javac" -proc:none -d "$work/easy" -cp "$easy" "$here/Cranfield.java" "$here/easy/EasyRag.java"
"${bin}javac" -proc:none -d "$work/ours" -cp "$ours" "$here/Cranfield.java" "$here/hoopoe/dev/hoopoe/documents/HoopoeIndex.java"
round=0
while [ "$round" -lt "${ROUNDS:-1}" ]; do
    for model in "$@"; do
        rm -rf "$work/files" "$work/indexes"
        "${bin}java" ${JAVA_OPTS:-} -Xmx512m --enable-native-access=ALL-UNNAMED -cp "$work/ours:$ours" dev.hoopoe.documents.HoopoeIndex \
            "$collection" "$work/files" "${DOCUMENTS:-0}" "$model" "$work/indexes" 2>"$work/log" | tee -a "$here/rows.csv" || cat "$work/log"
    done
    if [ "${EASY:-1}" = 1 ]; then
        rm -rf "$work/files"
        "${bin}java" -Xmx512m -cp "$work/easy:$easy" EasyRag "$collection" "$work/files" "${DOCUMENTS:-0}" 2>"$work/log" | tee -a "$here/rows.csv" || cat "$work/log"
    fi
    round=$((round + 1))
done
