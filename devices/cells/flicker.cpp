// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "devices/cells/flicker.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <vector>

#include "configs/reader/elementary.h"
#include "devices/cells/fitted_programming.h"

namespace ohmic::devices {

Flicker::Flicker(const FlickerFit& fit, double scale) : fit_(fit), scale_(scale) { checkScale(scale); }

double Flicker::growth(double readTime) const noexcept {
  return std::sqrt(
      configs::logarithm((readTime + fit_.start + fit_.readDuration) / (2.0 * fit_.readDuration)));
}

void Flicker::flicker(const CellRow& cells, const RandomStream& stream, const double* target, double readTime,
                      double* g) const {
  const double factor = scale_ * growth(readTime);
  std::vector<float> z(cells.count);
  drawNormals(stream, cells, z.data());
  for (std::uint32_t i = 0; i < cells.count; ++i) {
    g[i] = std::max(g[i] + g[i] * fit_.amplitude(target[i]) * factor * static_cast<double>(z[i]), 0.0);
  }
}

std::string Flicker::describe() const {
  return fmt::format(
      "1/f noise since programming, sigma = {:g} * g Q sqrt(ln((t + {:g} s + {:g} ns) / {:g} ns)), {}",
      scale_, fit_.start, fit_.readDuration * 1e9, 2e9 * fit_.readDuration, fit_.law);
}

}  // namespace ohmic::devices
