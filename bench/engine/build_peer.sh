#!/usr/bin/env bash
# Builds peer.c against the libraries that Hoopoe ships.
#
#   build_peer.sh LLAMA_SOURCE OUTPUT [LIBRARIES]
#
# LLAMA_SOURCE  a checkout of llama.cpp's source bundle of the same version (npm node-llama-cpp,
#               file llama/gitRelease.bundle): the headers
# OUTPUT        the program
# LIBRARIES     the folder of libllama; by default the one under inference/node_modules
set -euo pipefail

here=$(cd "$(dirname "$0")" && pwd)
llama=${1:?checkout of llama.cpp\'s source bundle}
output=${2:?name of the program}
libraries=$(cd "${3:-$here/../../inference/node_modules/@node-llama-cpp/linux-x64/bins/linux-x64}" && pwd)

only() {
    local found=("$libraries"/$1)
    [ "${#found[@]}" -eq 1 ] && [ -f "${found[0]}" ] || { echo "Not exactly one $1 in $libraries" >&2; exit 1; }
    printf '%s' "${found[0]}"
}

mkdir -p "$(dirname "$output")"
gcc -O2 -std=c17 -Wall -Wextra -Werror -D_GNU_SOURCE -I"$llama/include" -I"$llama/ggml/include" \
    "$here/peer.c" -o "$output" "$(only 'libllama.v*.so')" "$(only 'libggml.v*.so')" "$libraries/libggml-base.so" \
    -Wl,-rpath,"$libraries"
