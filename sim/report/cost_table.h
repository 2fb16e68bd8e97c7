// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "sim/record/run_record.h"

namespace ohmic::sim::report {

/// The origins of a chip's costs: "published", "equations", "equations; given: adc, dac". Empty without
/// costs.
[[nodiscard]] std::string costOrigins(const ChipRecord& chip);

/// What each component costs, who says so, and how well it is known; a sentence where nothing has a cost.
[[nodiscard]] std::string costTable(const RunRecord& record);

}  // namespace ohmic::sim::report
