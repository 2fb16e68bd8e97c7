// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/unit/wires/aihwkit_ir_drop.h"

#include <cmath>
#include <cstddef>

namespace ohmic::devices {

double AihwkitIrDrop::output(const std::vector<double>& w, const std::vector<double>& x) const {
  const auto n = static_cast<double>(w.size());
  double magnitude = 0.0, sum = 0.0, placed = 0.0;
  for (std::size_t j = 0; j < w.size(); ++j) {
    const double product = w[j] * x[j];
    const double far = 1.0 - static_cast<double>(j) / n;
    magnitude += std::abs(product);
    sum += product;
    placed += product * (1.0 - far * far);
  }
  const double a = n / ratio * magnitude;
  const double c = a * (a * (0.05 * a - 0.2) + 0.5);
  return sum - scale * c * placed;
}

}  // namespace ohmic::devices
