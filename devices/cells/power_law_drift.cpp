// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "devices/cells/power_law_drift.h"

#include <fmt/format.h>

#include "configs/mathematics/elementary.h"
#include "devices/cells/cell_kernel.h"
#include "devices/cells/fitted_programming.h"

namespace ohmic::devices {

PowerLawDrift::PowerLawDrift(const DriftFit& fit, double scale) : fit_(fit), scale_(scale) {
  checkScale(scale);
}

void PowerLawDrift::age(const CellBlock& cells, const RandomStream& stream, const double* target,
                        double readTime, double* g) const {
  const auto terms = termsOf(target, cells.size(), readTime);
  ageFrom(cells, stream, {terms.data(), cells.size()}, target, readTime, g);
}

void PowerLawDrift::evaluateTerms(double target, double, double* terms) const {
  terms[0] = fit_.meanExponent(target);
  terms[1] = fit_.exponentSigma(target);
}

void PowerLawDrift::ageFrom(const CellBlock& cells, const RandomStream& stream, const CellTerms& terms,
                            const double*, double readTime, double* g) const {
  if (readTime == 0.0) {
    return;
  }
  const double logTime = configs::logarithm((readTime + fit_.start) / fit_.start);
  const NormalNumbers z(stream, cells);
  drift({terms[0], terms[1], z.data(), scale_, logTime}, cells.size(), g);
}

std::string PowerLawDrift::describe() const {
  return fmt::format("drift g ((t + {0:g} s) / {0:g} s)^-nu, nu = {1:g} * |mu + s z| of each cell, {2}",
                     fit_.start, scale_, fit_.law);
}

}  // namespace ohmic::devices
