// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "devices/wires/gated_column.h"

#include "devices/wires/sweep.h"

namespace ohmic::devices {

double gatedConductance(const WireResistance& wires, const std::vector<double>& g,
                        const std::vector<bool>& on) {
  requireValid(wires, Eigen::Map<const Eigen::VectorXd>(g.data(), static_cast<Eigen::Index>(g.size())));
  double y = 0.0;
  for (std::size_t k = 0; k < g.size(); ++k) {
    const double r = wires.column + (k + 1 == g.size() ? wires.sense : 0.0);
    y += on[k] ? g[k] : 0.0;
    y /= 1.0 + r * y;
  }
  return y;
}

}  // namespace ohmic::devices
