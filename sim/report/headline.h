// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "sim/record/run_record.h"

namespace ohmic::sim::report {

/// What a reader grasps in five seconds: name, accuracy beside the digital network's, energy, latency,
/// throughput, area, arrays, seed and hash.
[[nodiscard]] std::string headlineHtml(const RunRecord& record);

}  // namespace ohmic::sim::report
