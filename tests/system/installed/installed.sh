#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The Ohmic authors
# SPDX-License-Identifier: Apache-2.0
#
# What `cmake --install` gives: a prefix that can be moved, a command that finds its files from any folder, a library
# that a program of one's own uses, a man page and completions.
# usage: installed.sh BUILD_DIR
set -euo pipefail
build=$1
here=$(cd "$(dirname "$0")" && pwd)
dir=$(mktemp -d "/tmp/ohmic installed XXXXXX")
trap 'rm -rf "$dir"' EXIT

fail() { echo "installed: $*" >&2; exit 1; }

cmake --install "$build" --prefix "$dir/first" >/dev/null
mv "$dir/first" "$dir/second"
ohmic="$dir/second/bin/ohmic"
mkdir -p "$dir/work/presets/hardware" "$dir/config/ohmic/presets/chip"
cd "$dir/work"
export XDG_CONFIG_HOME="$dir/config"

# Presets: those that ship, one beside the run file, one of the user's.
cp "$dir/second/share/ohmic/configs/presets/hardware/rram_128x128.yaml" presets/hardware/my_cells.yaml
cp "$dir/second/share/ohmic/configs/presets/chip/edge.yaml" "$dir/config/ohmic/presets/chip/my_chip.yaml"
"$ohmic" presets > presets.txt
for name in isaac_2016 my_cells my_chip; do grep -q " $name " presets.txt || fail "no preset $name in: $(cat presets.txt)"; done
cat > run.yaml <<RUN
network: { model: models/zoo/lenet5-fashion-mnist.onnx }
dataset: { name: fashion-mnist, split: test, images: 20, mean: [0.2860], std: [0.3530] }
hardware: { preset: my_cells, input: { encoding: parallel }, chip: { preset: my_chip } }
calibration: { split: train, images: 32 }
run: { chips: 1 }
RUN
"$ohmic" run run.yaml -o out > run.txt 2>/dev/null
test -s out/report.html || fail "no report"
"$ohmic" check configs/runs/quickstart.yaml > /dev/null || fail "a run file that ships is not found from another folder"
# The same for a program of one's own, which passes in no folder of the user's.
sed 's/my_chip/edge/' run.yaml > consumer.yaml
"$ohmic" run consumer.yaml -o out-consumer > run.txt 2>/dev/null

"$ohmic" --version > version.txt
grep -q "^ohmic [0-9]" version.txt && grep -q "^kernel  [A-Z]" version.txt || fail "no version or kernel: $(cat version.txt)"
man=$(find "$dir/second" -name ohmic.1)
for verb in $("$ohmic" help | awk '/^  [a-z]/ { print $1 }'); do
  grep -qE "^\.B(R)? .*\b$verb\b" "$man" || fail "the man page lacks the verb $verb"
done

# Completions ask the program itself.
completion=$(find "$dir/second" -path '*bash-completion*' -name ohmic)
complete_words() {
  PATH="$dir/second/bin:$PATH" bash -c '
    source "$1"; shift; COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _ohmic; echo "${COMPREPLY[*]}"' _ "$completion" "$@"
}
[ "$(complete_words ohmic stu)" = study ] || fail "bash completes no verb: $(complete_words ohmic stu)"
[ "$(complete_words ohmic run --log)" = --logits ] || fail "bash completes no option"
[ "$(complete_words ohmic presets isa)" = isaac_2016 ] || fail "bash completes no preset"

# A program of one's own, with an sc_main of its own, runs a run file twice. It has the sanitizers of the library.
sanitizers=$(sed -nE 's/^CMAKE_CXX_FLAGS_[A-Z]*:.*(-fsanitize=[a-z,]+).*/\1/p' "$build/CMakeCache.txt")
cmake -S "$here/consumer" -B "$dir/consumer" -DCMAKE_PREFIX_PATH="$dir/second" -DCMAKE_CXX_FLAGS="$sanitizers" > consumer.txt 2>&1 || fail "$(tail -20 consumer.txt)"
cmake --build "$dir/consumer" > consumer.txt 2>&1 || fail "$(tail -20 consumer.txt)"
"$dir/consumer/consumer" consumer.yaml > consumer.txt || fail "the consumer failed: $(cat consumer.txt)"
hash=$(awk '$1 == "hash" { print $2 }' run.txt)
grep -q "$hash" consumer.txt || fail "the library gives another hash than the command: $(cat consumer.txt), $hash"
