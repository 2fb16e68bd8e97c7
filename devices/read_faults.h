// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>

#include "configs/reader/section.h"
#include "devices/cells/conductance_range.h"
#include "devices/cells/faults.h"
#include "devices/cells/variation.h"

namespace ohmic::devices {

/// Read `hardware.cell.faults: { stuck_high, stuck_low, row_high, row_low, column_high, column_low, map,
/// g_high, g_low }`, all shares with defaults of 0, or `{ model: none }`. Null if absent.
/// @throws configs::InputError naming the key.
[[nodiscard]] std::shared_ptr<const Faults> readFaults(const configs::Section& faults,
                                                       const ConductanceRange& range);

/// Read `hardware.cell.variation: { die, array }`, or `{ model: none }`. Null if absent.
/// @throws configs::InputError naming the key.
[[nodiscard]] std::shared_ptr<const Variation> readVariation(const configs::Section& variation);

}  // namespace ohmic::devices
