// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "configs/reader/section.h"
#include "devices/converters/adc.h"
#include "sim/chip/chip_model.h"

namespace ohmic::sim {

/// The section hardware.chip.
///
/// @param adc  the converters whose cost the model must cover.
/// @throws configs::InputError with place and key.
[[nodiscard]] ChipModel readChip(const configs::Section& chip, const devices::AdcFormat& adc);

}  // namespace ohmic::sim
