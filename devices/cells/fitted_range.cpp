// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "devices/cells/fitted_range.h"

#include <cmath>
#include <stdexcept>

#include <fmt/format.h>

#include "configs/reader/error.h"

namespace ohmic::devices {

void checkScale(double scale) {
  if (!(scale >= 0.0) || !std::isfinite(scale)) {
    throw configs::InputError(fmt::format("hardware.cell: scale is {}; a number of at least 0 is allowed", scale));
  }
}

void checkTargets(const CellRow& cells, const double* target, const ConductanceRange& fitted) {
  constexpr double kRounding = 1e-12;  // a target is g_min + digit * step, rounded
  for (std::uint32_t i = 0; i < cells.count; ++i) {
    if (!(target[i] >= fitted.least * (1.0 - kRounding) && target[i] <= fitted.greatest * (1.0 + kRounding))) {
      throw std::out_of_range(fmt::format("cell ({}, {}): target {} S outside the fitted [{}, {}] S", cells.row,
                                          cells.column + i, target[i], fitted.least, fitted.greatest));
    }
  }
}

}  // namespace ohmic::devices
