#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The Ohmic authors
# SPDX-License-Identifier: Apache-2.0
#
# Clang builds the program, and its results have the hash that GCC's have.
# usage: clang_build.sh SOURCE_DIR OHMIC
set -euo pipefail
source=$1
ohmic=$2
"$source/.ci/install" long
dir=$(mktemp -d /tmp/ohmic-clang-XXXXXX)
trap 'rm -rf "$dir"' EXIT
cmake -S "$source" -B "$dir/build" -G Ninja -DCMAKE_CXX_COMPILER=clang++ -DCMAKE_BUILD_TYPE=Release -DOHMIC_TESTS=OFF >/dev/null
cmake --build "$dir/build" --target ohmic > "$dir/log" 2>&1 || { tail -40 "$dir/log"; exit 1; }
run() { "$1" run "$source/configs/runs/quickstart.yaml" --set dataset.images=100 --summary "$dir/summary" 2>/dev/null | awk '$1 == "hash" { print $2 }'; }
with_gcc=$(run "$ohmic")
with_clang=$(run "$dir/build/ohmic")
echo "GCC $with_gcc, Clang $with_clang"
[ -n "$with_gcc" ] && [ "$with_gcc" = "$with_clang" ]
