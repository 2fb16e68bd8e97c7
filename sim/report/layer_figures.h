// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "sim/record/run_record.h"

namespace ohmic::sim::report {

[[nodiscard]] std::string errorFigure(const RunRecord& record);  ///< relative error by layer
[[nodiscard]] std::string saturationFigure(
    const RunRecord& record);  ///< codes at the converters' ends by layer
[[nodiscard]] std::string utilisationFigure(const RunRecord& record);  ///< arrays and used cells by layer

/// All figures of all layers; sorts.
[[nodiscard]] std::string layerTable(const RunRecord& record);

}  // namespace ohmic::sim::report
