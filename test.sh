#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The Ohmic authors
# SPDX-License-Identifier: Apache-2.0
#
# Install what the tests need, build the dev preset (-O3 -g, assertions on) and run every test not labelled `long`.
# usage: ./test.sh [--configure]     with --configure it stops before the build
set -euo pipefail
cd "$(dirname "$0")"

.ci/install build test
cmake --preset dev >/dev/null
if [ "${1:-}" = --configure ]; then exit 0; fi
cmake --build --preset dev
ctest --preset dev -j "$(nproc)"
