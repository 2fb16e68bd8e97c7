#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The Ohmic authors
# SPDX-License-Identifier: Apache-2.0
#
# Builds the fuzzers with Clang and runs each kind of file of corpus/; prints a line for each.
# usage: fuzz.sh [--runs N] [--build DIR] [--work DIR] [--seeds DIR] [KIND...]
#   --runs N     executions of each kind, start corpus included (20000)
#   --build DIR  of the preset fuzz (build/fuzz)
#   --work DIR   what is found: corpora that grow from run to run, reports, logs (build/fuzz/found)
#   --seeds DIR  more files to begin with, taken by the ends of their names; they are only read
#   KIND         folders of corpus/ (all)
# Ends with 1 if a kind has a report: a crash, undefined behaviour, a leak, 120 s on the clock or 3 GB for one file.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
source=$(cd "$here/../.." && pwd)
runs=20000 build=$source/build/fuzz work= seeds=()
while [[ ${1:-} == --* ]]; do
  case $1 in
    --runs) runs=$2 ;;
    --build) build=$2 ;;
    --work) work=$2 ;;
    --seeds) seeds+=("$2") ;;
    *) echo "fuzz.sh: unknown $1" >&2; exit 2 ;;
  esac
  shift 2
done
work=${work:-$build/found}
kinds=("$@")
[ $# -gt 0 ] || mapfile -t kinds < <(ls "$here/corpus")

"$source/.ci/install" long
cmake -S "$source" -B "$build" --preset fuzz > /dev/null
cmake --build "$build" --target ohmic_fuzz > "$build/build.log" 2>&1 || { tail -40 "$build/build.log"; exit 1; }

# Beside corpus/: folders of the sources whose files are of a kind, and the ends of their names.
begin() {
  case $1 in
    onnx) folders=(tests/golden/opsets) ends=(onnx) ;;
    run) folders=(configs/runs) ends=(yaml) ;;
    study) folders=(configs/studies) ends=(yaml) ;;
    png | jpeg) folders=(tests/golden/pictures) ends=(png jpg jpeg) ;;
    csv | table) folders=(configs/presets) ends=(csv) ;;
    idx) folders=() ends=(idx idx1-ubyte idx3-ubyte) ;;
    npy | npz) folders=() ends=("$1") ;;
    *) folders=() ends=() ;;
  esac
}
# Larger files than a kind needs make few executions in a second.
most() {
  case $1 in
    onnx | summary) echo 65536 ;;
    *) echo 16384 ;;
  esac
}

export UBSAN_OPTIONS=print_stacktrace=1:${UBSAN_OPTIONS:-}
failed=0
for kind in "${kinds[@]}"; do
  begin "$kind"
  given=$work/$kind/given found=$work/$kind/found log=$work/$kind/log
  rm -rf "$given"
  mkdir -p "$given" "$found"
  for folder in "${folders[@]/#/$source/}" "${seeds[@]}"; do
    for end in "${ends[@]}"; do
      find "$folder" -name "*.$end" -type f -size -"$(most "$kind")"c | while read -r file; do
        cp "$file" "$given/$(sha1sum < "$file" | cut -c1-16)"
      done
    done
  done
  status=0
  FUZZ_TARGET=$kind "$build/tests/fuzz/ohmic_fuzz" -runs="$runs" -max_len="$(most "$kind")" -timeout=120 \
    -rss_limit_mb=3000 -artifact_prefix="$work/$kind/" "$found" "$here/corpus/$kind" "$given" > "$log" 2>&1 || status=$?
  if [ "$status" -eq 0 ]; then
    echo "$kind: $(grep -o 'Done .*' "$log"), $(grep -o 'cov: [0-9]*' "$log" | tail -1), no report"
  else
    echo "$kind: ends with $status: $(grep -m1 -E 'ERROR|runtime error|SUMMARY' "$log" || echo "see $log")"
    failed=1
  fi
done
exit "$failed"
