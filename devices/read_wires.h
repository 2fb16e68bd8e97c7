// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "configs/reader/section.h"
#include "devices/wires/wire_resistance.h"

namespace ohmic::devices {

/// Read the section `hardware.wires`; every resistance is 0 ohm where it is absent.
/// @throws configs::InputError naming the key.
[[nodiscard]] WireResistance readWires(const configs::Section& wires);

}  // namespace ohmic::devices
