#!/bin/sh
# run.sh FOLDER MODEL.gguf... : measures GGUF models and LangChain4j's ONNX models on the collection in FOLDER, alternating.
# ROUNDS (3), THREADS (1), DOCUMENTS (0: all, with quality), LONGEST (0: what the model reads; for GGUF). Needs a built inference module (mvn -pl inference package).
set -eu
here=$(cd "$(dirname "$0")" && pwd)
folder=$1
shift
mvn -q -ntp -f "$here/pom.xml" dependency:build-classpath -Dmdep.outputFile="$here/target-classpath" >/dev/null
classpath="$here/../../inference/target/classes:$(cat "$here/target-classpath")"
rm "$here/target-classpath"
onnx=dev.langchain4j.model.embedding.onnx
cores=$(seq -s, 0 $((${THREADS:-1} - 1)))
classes=$(mktemp -d)
trap 'rm -rf "$classes"' EXIT
javac -proc:none -d "$classes" -cp "$classpath" "$here/EmbeddingBench.java"
one() {
    taskset -c "$cores" java -Dlongest="${LONGEST:-0}" --enable-native-access=ALL-UNNAMED -Xmx512m -cp "$classes:$classpath" EmbeddingBench \
        "$1" "${THREADS:-1}" "$folder" "${DOCUMENTS:-0}" "${2:-}" 2>/dev/null
}
echo "model,threads,ndcg@10,start ms,titles/s,titles/cpu-s,documents/s,documents/cpu-s,peak MB"
round=0
while [ "$round" -lt "${ROUNDS:-3}" ]; do
    for model in "$@"; do
        one "$model"
    done
    one $onnx.allminilml6v2q.AllMiniLmL6V2QuantizedEmbeddingModel
    one $onnx.bgesmallenv15q.BgeSmallEnV15QuantizedEmbeddingModel
    round=$((round + 1))
done
