// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "sim/record/run_record.h"

namespace ohmic::sim {

/// What a run prints: accuracy with its interval beside the digital one, energy, latency, area, arrays; a
/// line each.
[[nodiscard]] std::string summaryText(const RunRecord& record);

}  // namespace ohmic::sim
