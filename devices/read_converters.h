// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "configs/reader/section.h"
#include "devices/converters/adc.h"

namespace ohmic::devices {

/// Read the section `hardware.adc`.
/// @throws configs::InputError naming the key.
[[nodiscard]] AdcFormat readAdc(const configs::Section& adc);

}  // namespace ohmic::devices
