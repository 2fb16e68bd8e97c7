// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "devices/costs/scale_to_node.h"

#include <string>

#include "configs/reader/quantity.h"

namespace ohmic::devices {

void scaleToNode(const Technology& from, const Technology& to, ChipCosts& costs) {
  const double energy = to.unitEnergy() / from.unitEnergy();
  const double area = to.unitArea() / from.unitArea();
  const double leakage = to.unitLeakage() / from.unitLeakage();
  const double cells = to.node * to.node / (from.node * from.node);
  for (const auto& row : componentTable()) {
    auto& cost = costs[row.component];
    const bool isScaled = cost && cost->origin == CostOrigin::published && row.component != Component::adc &&
                          row.level != Level::chip;
    if (!isScaled) {
      continue;
    }
    const bool isArray = row.component == Component::array;
    cost->power_W *= isArray ? 1.0 : energy;
    cost->area_m2 *= isArray ? cells : area;
    cost->leakage_W *= leakage;
    cost->source = "published at " + configs::formatQuantity(from.node, configs::Dimension::length) +
                   ", scaled by the technology table";
  }
}

}  // namespace ohmic::devices
