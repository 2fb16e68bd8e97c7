// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "devices/cells/cell.h"

namespace ohmic::devices {

/// @throws configs::InputError if a law's scale is negative or not a number.
void checkScale(double scale);

/// @throws std::out_of_range naming the first of cells.count targets outside the fit, or not a number.
void checkTargets(const CellRow& cells, const double* target, const ConductanceRange& fitted);

}  // namespace ohmic::devices
