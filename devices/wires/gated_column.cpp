// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "devices/wires/gated_column.h"

#include "devices/wires/gated_column-inl.h"
#include "devices/wires/sweep.h"

namespace ohmic::devices {

double gatedConductance(const WireResistance& wires, const std::vector<double>& g,
                        const std::vector<bool>& on) {
  requireValid(wires, Eigen::Map<const Eigen::VectorXd>(g.data(), static_cast<Eigen::Index>(g.size())));
  const std::vector<std::int16_t> gates(on.begin(), on.end());
  std::vector<GatedRow> switched;
  switchedRows(wires, gates.data(), static_cast<int>(g.size()), switched);
  return lineConductance(g.data(), 1, switched.data(), switched.size());
}

void switchedRows(const WireResistance& wires, const std::int16_t* on, int rows,
                  std::vector<GatedRow>& switched) {
  switched.clear();
  for (int k = 0; k < rows; ++k) {
    if (on[k] != 0) {
      switched.push_back({k, 0.0});
    }
  }
  for (std::size_t i = 0; i + 1 < switched.size(); ++i) {
    switched[i].resistance = (switched[i + 1].row - switched[i].row) * wires.column;
  }
  if (!switched.empty()) {
    switched.back().resistance = (rows - switched.back().row) * wires.column + wires.sense;
  }
}

double lineConductance(const double* g, std::ptrdiff_t stride, const GatedRow* switched, std::size_t count) {
  namespace hn = hwy::HWY_NAMESPACE;
  const hn::CappedTag<double, 1> one;
  hn::Vec<std::decay_t<decltype(one)>> admittance[1];
  HWY_NAMESPACE::gatedAdmittances<std::decay_t<decltype(one)>, 1>(one, &g, stride, switched, count,
                                                                  admittance);
  return hn::GetLane(admittance[0]);
}

}  // namespace ohmic::devices
