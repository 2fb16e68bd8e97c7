// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "sim/record/run_record.h"

namespace ohmic::sim::report {

// Figures of the chip in time. Without a chip in the record each is one sentence that says so.

[[nodiscard]] std::string energyFigures(
    const RunRecord& record);  ///< by component, and by layer and component
[[nodiscard]] std::string timeFigures(
    const RunRecord& record);  ///< the first image's schedule, busy cycles by layer
[[nodiscard]] std::string areaFigure(const RunRecord& record);  ///< by component

}  // namespace ohmic::sim::report
