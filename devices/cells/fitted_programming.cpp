// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "devices/cells/fitted_programming.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <stdexcept>

#include "configs/reader/error.h"
#include "devices/cells/cell_kernel.h"

namespace ohmic::devices {
namespace {

constexpr double kRounding = 1e-12;  // a target is g_min + digit * step, rounded

}  // namespace

FittedProgramming::FittedProgramming(const ProgrammingFit& fit, double scale) : fit_(fit), scale_(scale) {
  checkScale(scale);
}

void FittedProgramming::program(const CellBlock& cells, const RandomStream& stream, double* g) const {
  const auto terms = termsOf(g, cells.size(), 0.0);
  programFrom(cells, stream, {terms.data(), cells.size()}, g);
}

void FittedProgramming::evaluateTerms(double target, double, double* terms) const {
  terms[0] = scale_ * fit_.sigma(target);
}

void FittedProgramming::programFrom(const CellBlock& cells, const RandomStream& stream,
                                    const CellTerms& terms, double* g) const {
  checkTargets(cells, g, fit_.fitted);
  const NormalNumbers z(stream, cells);
  addNormalErrors(terms[0], z.data(), cells.size(), g);
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

void checkTargets(const CellBlock& cells, const double* target, const ConductanceRange& fitted) {
  const double least = fitted.least * (1.0 - kRounding), greatest = fitted.greatest * (1.0 + kRounding);
  if (areWithin(least, greatest, target, cells.size())) {
    return;
  }
  for (std::uint32_t i = 0; i < cells.size(); ++i) {
    if (!(target[i] >= least && target[i] <= greatest)) {
      throw std::out_of_range(fmt::format("cell ({}, {}): target {} S outside the fitted [{}, {}] S",
                                          cells.row + i / cells.count, cells.column + i % cells.count,
                                          target[i], fitted.least, fitted.greatest));
    }
  }
}

}  // namespace ohmic::devices
