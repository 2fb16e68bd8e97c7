#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The Ohmic authors
# SPDX-License-Identifier: Apache-2.0
#
# The random draws and the array kernels on Arm: compiles them and their tests for NEON with Debian's cross compiler
# and runs the tests under qemu. The tests compare every kernel with plain loops bit by bit, and the draws with
# published numbers; the same tests run natively in every other build.
# usage: neon.sh [FOLDER]     FOLDER (default: a new one in /tmp) holds the objects
# Needs the packages g++-aarch64-linux-gnu and qemu-user; fails where they are missing.
set -euo pipefail
cd "$(dirname "$0")/../../.."
for tool in aarch64-linux-gnu-g++ qemu-aarch64; do
  command -v "$tool" > /dev/null || { echo "neon: needs $tool (g++-aarch64-linux-gnu, qemu-user)" >&2; exit 1; }
done
own=
if [ $# -lt 1 ]; then own=$(mktemp -d /tmp/ohmic-neon-XXXXXX); trap 'rm -rf "$own"' EXIT; fi
folder=${1:-$own}
mkdir -p "$folder"

# NEON with AES, which Highway asks for; vectors of SVE have no size, so there can be no arrays of them.
export NEON_FLAGS="-std=gnu++17 -O1 -ffunction-sections -fdata-sections -ffp-contract=off -march=armv8-a+crypto
  -DHWY_DISABLED_TARGETS=(HWY_SVE|HWY_SVE2|HWY_SVE_256|HWY_SVE2_128) -DFMT_HEADER_ONLY -DXXH_INLINE_ALL
  -I. -idirafter /usr/include -idirafter /usr/include/eigen3 -I/usr/src/googletest/googletest"
mapfile -t kernels < <(grep -rl foreach_target --include=*.cpp devices sim/array | sort)
support=(
  configs/mathematics/elementary.cpp configs/reader/error.cpp configs/files/escape.cpp devices/converters/adc.cpp devices/random/read_normal.cpp devices/random/stream.cpp
  mapping/format.cpp mapping/plan.cpp sim/array/block_conversion.cpp sim/array/kernel_target.cpp sim/array/paired_rows.cpp
  sim/array/position/matrix_tiles.cpp sim/array/programmed_array.cpp sim/array/stage_clock.cpp sim/array/tiled_rows.cpp
  devices/wires/spd_inverse.cpp devices/wires/sweep.cpp devices/wires/wires.cpp
  tests/system/neon/one_target.cpp)
tests=(
  tests/unit/array/driven_kernel_test.cpp tests/unit/array/kernel_test.cpp tests/unit/array/program_kernel_test.cpp
  tests/unit/devices/cell_kernel_test.cpp tests/unit/devices/normal_test.cpp tests/unit/devices/read_normal_test.cpp tests/unit/devices/stream_test.cpp
  tests/unit/wires/block_product_test.cpp)
library=(/usr/src/googletest/googletest/src/gtest-all.cc /usr/src/googletest/googletest/src/gtest_main.cc)

object() { printf '%s/%s.o' "$folder" "$(echo "$1" | tr / _)"; }
objects=()
for source in "${kernels[@]}" "${support[@]}" "${tests[@]}" "${library[@]}"; do
  objects+=("$(object "$source")")
  printf '%s\0%s\0' "$source" "$(object "$source")"
done > "$folder/sources"
xargs -0 -a "$folder/sources" -n 2 -P "${NEON_JOBS:-2}" \
  bash -c '[ "$1" -nt "$0" ] || aarch64-linux-gnu-g++ $NEON_FLAGS -c "$0" -o "$1"'
aarch64-linux-gnu-g++ -Wl,--gc-sections "${objects[@]}" -lpthread -o "$folder/neon_test"
qemu-aarch64 -L /usr/aarch64-linux-gnu "$folder/neon_test"
