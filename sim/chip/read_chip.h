// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "configs/reader/section.h"
#include "sim/array/layer_hardware.h"
#include "sim/chip/chip_model.h"

namespace ohmic::sim {

/// The section hardware.chip, priced for arrays of some hardware: published costs scaled to their size,
/// computed ones by their equations.
///
/// @param hardware  whose converters the cost model must cover.
/// @param bitsKey   full path of their bits, for the remedy.
/// @throws configs::InputError with place and key.
[[nodiscard]] ChipModel readChip(const configs::Section& chip, const LayerHardware& hardware,
                                 const std::string& bitsKey = "hardware.adc.bits");

}  // namespace ohmic::sim
