// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

#include "devices/converters/adc.h"
#include "mapping/plan.h"
#include "sim/array/chip_moment.h"
#include "sim/array/layer_hardware.h"
#include "sim/array/programmed_array.h"

namespace ohmic::sim {

/// Draw the converters of a programmed array and give each plane's columns theirs.
///
/// A converted line (output c of slice s; where both cells of a pair are converted, two lines) is read by
/// converter (line mod converters) of the array, whatever arrives first. Draws are counted by the array's
/// place in its layer, replica and converter; they do not depend on the read time. Converters without errors
/// leave the planes as they are.
void drawConverters(const mapping::LayerPlan& layer, const mapping::ArrayPlan& array, std::uint32_t replica,
                    const devices::AdcFormat& adc, const ChipMoment& moment, ProgrammedArray& programmed);

/// The same for every array of a chip. @param hardware  as plan.layers.
void drawConverters(const mapping::Plan& plan, const std::vector<LayerHardware>& hardware,
                    const ChipMoment& moment, ProgrammedChip& chip);

}  // namespace ohmic::sim
