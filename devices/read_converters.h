// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "configs/reader/section.h"
#include "devices/converters/adc.h"
#include "devices/converters/dac.h"

namespace ohmic::devices {

/// Read the section `hardware.adc`.
/// @throws configs::InputError naming the key.
[[nodiscard]] AdcFormat readAdc(const configs::Section& adc);

/// Read the section `hardware.dac: { inl, noise }`, both in LSB of the input's codes.
/// @throws configs::InputError naming the key.
[[nodiscard]] DacErrors readDac(const configs::Section& dac);

}  // namespace ohmic::devices
