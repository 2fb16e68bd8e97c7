// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "sim/record/run_record.h"

namespace ohmic::sim {

/// report.html: all that a run found, on one page without network (docs/results.md). Equal records give equal
/// bytes.
/// @pre @p record has at least one read time.
[[nodiscard]] std::string renderReport(const RunRecord& record);

}  // namespace ohmic::sim
