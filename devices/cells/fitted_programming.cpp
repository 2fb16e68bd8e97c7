// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "devices/cells/fitted_programming.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <stdexcept>
#include <vector>

#include "configs/reader/error.h"

namespace ohmic::devices {
namespace {

constexpr double kRounding = 1e-12;  // a target is g_min + digit * step, rounded

}  // namespace

FittedProgramming::FittedProgramming(const ProgrammingFit& fit, double scale) : fit_(fit), scale_(scale) {
  checkScale(scale);
}

void FittedProgramming::program(const CellRow& cells, const RandomStream& stream, double* g) const {
  std::vector<float> z(cells.count);
  drawNormals(stream, cells, z.data());
  for (std::uint32_t i = 0; i < cells.count; ++i) {
    checkTarget(cells, i, g[i], fit_.fitted);
    g[i] = std::max(g[i] + scale_ * fit_.sigma(g[i]) * static_cast<double>(z[i]), 0.0);
  }
}

std::string FittedProgramming::describe() const {
  return fmt::format("programming error, sigma = {:g} * {}", scale_, fit_.law);
}

void checkScale(double scale) {
  if (!(scale >= 0.0) || !std::isfinite(scale)) {
    throw configs::InputError(
        fmt::format("hardware.cell: scale is {}; a number of at least 0 is allowed", scale));
  }
}

void checkTarget(const CellRow& cells, std::uint32_t i, double target, const ConductanceRange& fitted) {
  if (!(target >= fitted.least * (1.0 - kRounding) && target <= fitted.greatest * (1.0 + kRounding))) {
    throw std::out_of_range(fmt::format("cell ({}, {}): target {} S outside the fitted [{}, {}] S", cells.row,
                                        cells.column + i, target, fitted.least, fitted.greatest));
  }
}

}  // namespace ohmic::devices
