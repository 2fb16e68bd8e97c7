// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "configs/reader/section.h"
#include "devices/cells/cell.h"

namespace ohmic::devices {

/// Read `hardware.cell: { model, g_min, g_max, programming: {...}, drift: {...}, read_noise: {...}, iv:
/// {...}, faults: {...}, variation: {...} }`. The model sets every law; a sub-section that names another
/// model replaces one, and model: none leaves it out.
/// @throws configs::InputError naming the key.
[[nodiscard]] Cell readCell(const configs::Section& cell);

/// Read `hardware.read_time`: a time or a list of times, seconds since the end of programming.
/// @throws configs::InputError naming the key, also for a time at which the cell's drift was not measured.
[[nodiscard]] std::vector<double> readReadTimes(const configs::Section& hardware);

}  // namespace ohmic::devices
