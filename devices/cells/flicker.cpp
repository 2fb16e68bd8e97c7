// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "devices/cells/flicker.h"

#include <fmt/format.h>

#include <cmath>

#include "configs/mathematics/elementary.h"
#include "devices/cells/cell_kernel.h"
#include "devices/cells/fitted_programming.h"

namespace ohmic::devices {

Flicker::Flicker(const FlickerFit& fit, double scale) : fit_(fit), scale_(scale) { checkScale(scale); }

double Flicker::growth(double readTime) const noexcept {
  return std::sqrt(
      configs::logarithm((readTime + fit_.start + fit_.readDuration) / (2.0 * fit_.readDuration)));
}

void Flicker::flicker(const CellBlock& cells, const RandomStream& stream, const double* target,
                      double readTime, double* g) const {
  const auto terms = termsOf(target, cells.size(), readTime);
  flickerFrom(cells, stream, {terms.data(), cells.size()}, target, readTime, g);
}

void Flicker::evaluateTerms(double target, double, double* terms) const { terms[0] = fit_.amplitude(target); }

void Flicker::flickerFrom(const CellBlock& cells, const RandomStream& stream, const CellTerms& terms,
                          const double*, double readTime, double* g) const {
  const NormalNumbers z(stream, cells);
  addRelativeErrors(terms[0], scale_ * growth(readTime), z.data(), cells.size(), g);
}

std::string Flicker::describe() const {
  return fmt::format(
      "1/f noise since programming, sigma = {:g} * g Q sqrt(ln((t + {:g} s + {:g} ns) / {:g} ns)), {}",
      scale_, fit_.start, fit_.readDuration * 1e9, 2e9 * fit_.readDuration, fit_.law);
}

}  // namespace ohmic::devices
