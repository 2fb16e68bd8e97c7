// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "devices/wires/gated_column.h"

#include "devices/wires/sweep.h"

namespace ohmic::devices {

double gatedConductance(const WireResistance& wires, const std::vector<double>& g,
                        const std::vector<bool>& on) {
  requireValid(wires, Eigen::Map<const Eigen::VectorXd>(g.data(), static_cast<Eigen::Index>(g.size())));
  const std::vector<std::int16_t> gates(on.begin(), on.end());
  return gatedConductance(wires, g.data(), gates.data(), static_cast<int>(g.size()));
}

double gatedConductance(const WireResistance& wires, const double* g, const std::int16_t* on, int rows) {
  double y = 0.0;
  for (int k = 0; k < rows; ++k) {
    const double r = wires.column + (k + 1 == rows ? wires.sense : 0.0);
    y += on[k] != 0 ? g[k] : 0.0;
    y /= 1.0 + r * y;
  }
  return y;
}

}  // namespace ohmic::devices
