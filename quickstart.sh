#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The Ohmic authors
# SPDX-License-Identifier: Apache-2.0
#
# From a bare Debian 12 to a report: install the packages, build the release preset, run the first example.
set -euo pipefail
cd "$(dirname "$0")"

.ci/install build
cmake --preset release >/dev/null
cmake --build --preset release
build/release/ohmic run configs/runs/quickstart.yaml
