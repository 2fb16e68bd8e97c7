// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "devices/costs/neurosim_sar.h"

#include <array>
#include <cassert>
#include <cmath>

#include "configs/mathematics/elementary.h"

namespace ohmic::devices {
namespace {

constexpr double kNodeTolerance = 0.5e-10;  // m
constexpr double kFittedVoltage = 0.5;      // V
constexpr double kMostBits = 10;

/// One node's fit.
struct Node {
  double length;                 ///< m, F
  double a, c0, c, k;            ///< power: uW, uW, W, 1
  double cellPitch, cellHeight;  ///< of a standard cell, F
};

constexpr std::array<Node, 13> kNodes = {{
    {130e-9, 8.4483, 65.243, 0.169380, -2.303, 3.8, 28.0},
    {90e-9, 5.9869, 37.462, 0.144323, -2.303, 3.8, 28.0},
    {65e-9, 3.7506, 25.844, 0.121272, -2.303, 3.8, 28.0},
    {45e-9, 2.1691, 16.693, 0.100225, -2.303, 3.8, 28.0},
    {32e-9, 1.1294, 8.8998, 0.079449, -2.297, 3.8, 28.0},
    {22e-9, 0.538, 4.3753, 0.072341, -2.303, 3.8, 28.0},
    {14e-9, 0.3132, 2.5681, 0.061085, -2.303, 5.571, 41.142},
    {10e-9, 0.1823, 1.5073, 0.051580, -2.303, 6.4, 33.0},
    {7e-9, 0.1061, 0.8847, 0.043555, -2.303, 8.1428, 34.285},
    {5e-9, 0.0645, 0.5511, 0.0388, -2.303, 10.2, 36.0},
    {3e-9, 0.0333, 0.2849, 0.0388, -2.303, 16.0, 48.0},
    {2e-9, 0.0207, 0.1764, 0.0313, -2.303, 22.5, 57.0},
    {1e-9, 0.0101, 0.0843, 0.0288, -2.303, 40.0, 80.0},
}};

const Node* findNode(double length) {
  for (const Node& node : kNodes) {
    if (std::abs(node.length - length) < kNodeTolerance) {
      return &node;
    }
  }
  return nullptr;
}

double conversionTime(int bits) { return (bits + 1) * 1e-9; }

}  // namespace

std::string NeurosimSarAdcCost::refusal(const ConverterDemand& demand) const {
  const bool isFast = demand.rate_Hz * conversionTime(demand.bits) > 1.0 + 1e-9;
  const bool hasColumn = demand.columnResistance_ohm > 0.0 && demand.readVoltage_V > 0.0;
  const bool covered = demand.bits >= 1 && demand.bits <= kMostBits && !isFast && hasColumn;
  return covered && findNode(demand.node_m) != nullptr ? ""
                                                       : "1 to 10 bits at NeuroSim's nodes from 130 nm to 1 "
                                                         "nm, one conversion in (bits + 1) ns, with a "
                                                         "column_resistance";
}

ConverterCost NeurosimSarAdcCost::cost(const ConverterDemand& demand) const {
  assert(refusal(demand).empty());
  constexpr double kLog10 = 2.302585092994046;  // ln 10
  const Node& node = *findNode(demand.node_m);
  const double resistance = demand.columnResistance_ohm * kFittedVoltage / demand.readVoltage_V;
  const double column = node.c * configs::exponential(node.k * configs::logarithm(resistance) / kLog10);
  const double power = (node.a * demand.bits + node.c0) * 1e-6 + column;
  const double place = 2.0 * node.cellPitch * node.cellHeight * node.length * node.length;
  return {power * conversionTime(demand.bits), place * (478.0 + 182.0 * (demand.bits - 1))};
}

}  // namespace ohmic::devices
