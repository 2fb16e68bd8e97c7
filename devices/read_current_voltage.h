// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "configs/reader/section.h"
#include "devices/cells/current_voltage.h"

namespace ohmic::devices {

/// Read `hardware.cell.iv: { model: milo_2021 | cubic | sinh, read_voltage, v0, approximation: none | chord
/// }`. Absent: ohmic.
/// @throws configs::InputError naming the key.
[[nodiscard]] NonLinearity readNonLinearity(const configs::Section& iv);

}  // namespace ohmic::devices
