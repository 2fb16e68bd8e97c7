// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "devices/cells/power_law_drift.h"

#include <fmt/format.h>

#include <cmath>
#include <vector>

#include "configs/reader/elementary.h"
#include "devices/cells/fitted_programming.h"

namespace ohmic::devices {

PowerLawDrift::PowerLawDrift(const DriftFit& fit, double scale) : fit_(fit), scale_(scale) {
  checkScale(scale);
}

void PowerLawDrift::age(const CellRow& cells, const RandomStream& stream, const double* target,
                        double readTime, double* g) const {
  if (readTime == 0.0) {
    return;
  }
  const double logTime = configs::logarithm((readTime + fit_.start) / fit_.start);
  std::vector<float> z(cells.count);
  drawNormals(stream, cells, z.data());
  for (std::uint32_t i = 0; i < cells.count; ++i) {
    const double nu = scale_ * std::abs(fit_.meanExponent(target[i]) +
                                        fit_.exponentSigma(target[i]) * static_cast<double>(z[i]));
    g[i] *= configs::exponential(-nu * logTime);
  }
}

std::string PowerLawDrift::describe() const {
  return fmt::format("drift g ((t + {0:g} s) / {0:g} s)^-nu, nu = {1:g} * |mu + s z| of each cell, {2}",
                     fit_.start, scale_, fit_.law);
}

}  // namespace ohmic::devices
