#!/usr/bin/env bash
# Builds Ollama 0.17.4 from its Go module, CPU only, so that the tables of RESULTS.md have their peer.
#
#   build_ollama.sh DEST LLAMA_SOURCE [JOBS]
#
# DEST          an empty or half-built folder outside this repository; the tree and the program land there
# LLAMA_SOURCE  a checkout of llama.cpp's source bundle (npm node-llama-cpp, file llama/gitRelease.bundle,
#               `git clone` it): a Go module drops every folder called "vendor", so nlohmann, miniaudio
#               and stb are taken from there
# JOBS          compile jobs (default 1); everything runs at the lowest priority
#
# Needs go, cmake, ninja and a C++ compiler. Afterwards run DEST/ollama from DEST: it finds build/lib/ollama
# by its working directory. Running the script again goes on where it stopped.
set -euo pipefail

version=v0.17.4
dest=${1:?folder for the build}
llama=${2:?checkout of llama.cpp\'s source bundle}
jobs=${3:-1}
backends=(ggml-cpu-haswell ggml-cpu-skylakex ggml-cpu-icelake ggml-cpu-alderlake)

dest=$(mkdir -p "$dest" && cd "$dest" && pwd)
llama=$(cd "$llama" && pwd)

if [ ! -f "$dest/go.mod" ]; then
    # Outside any module, so that no go.mod of the caller decides the version.
    work=$(mktemp -d)
    trap 'rm -rf "$work"' EXIT
    tree=$(cd "$work" && go mod download -json "github.com/ollama/ollama@$version" | sed -n 's/^\t"Dir": "\(.*\)",*$/\1/p')
    cp -r "$tree/." "$dest/"
    chmod -R u+w "$dest"
fi
mkdir -p "$dest/llama/llama.cpp/vendor"
for part in nlohmann miniaudio stb; do
    cp -r "$llama/vendor/$part" "$dest/llama/llama.cpp/vendor/"
done

cd "$dest"
# The version in the binary is set by the release scripts with this very flag.
nice -n 19 go build -p "$jobs" -trimpath -ldflags "-X=github.com/ollama/ollama/version.Version=${version#v}" -o ollama .
nice -n 19 cmake -B build -G Ninja -DCMAKE_BUILD_TYPE=Release
nice -n 19 ninja -j "$jobs" -C build "${backends[@]}"
ls -l ollama build/lib/ollama
