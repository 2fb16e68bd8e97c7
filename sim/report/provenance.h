// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "sim/record/run_record.h"

namespace ohmic::sim::report {

/// Every resolved value with where it came from; folded.
[[nodiscard]] std::string configurationHtml(const RunRecord& record);

/// What the numbers leave out.
[[nodiscard]] std::string omissionsHtml(const RunRecord& record);

/// The command line that repeats the run: run file, seed, overrides, quoted for a POSIX shell.
[[nodiscard]] std::string runCommand(const RunRecord& record);

/// The command, and everything that decides the result: version, hash, digests; then the machine, which does
/// not.
[[nodiscard]] std::string reproductionHtml(const RunRecord& record);

}  // namespace ohmic::sim::report
