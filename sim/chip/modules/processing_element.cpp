// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "sim/chip/modules/processing_element.h"

#include <string>

namespace ohmic::sim {

namespace {

/// What takes turns on an array has a name of its own from the second turn on, and what shares it from the
/// second layer on.
std::string nameOf(const ArrayPlace& place) {
  const std::string load = place.load == 0 ? "" : "_load_" + std::to_string(place.load);
  const std::string tenant = place.tenant == 0 ? "" : "_tenant_" + std::to_string(place.tenant);
  return "array_" + std::to_string(place.slot) + load + tenant;
}

}  // namespace

ProcessingElement::ProcessingElement(const sc_core::sc_module_name& name, ChipContext& context,
                                     const std::vector<PlacedArray>& placed)
    : sc_module(name) {
  const auto& deployment = context.job.deployment;
  for (const auto& array : placed) {
    const auto& layer = deployment.plan.layers[array.layer];
    const auto& plan = layer.arrays[array.index % layer.arrays.size()];
    arrays.push_back(std::make_unique<ArrayUnit>(
        nameOf(array.place).c_str(),
        ArrayContext{context.job.moment, layer, deployment.arithmetic[array.layer], plan,
                     context.job.chip.layers[array.layer].arrays[array.index], array.index,
                     layer.crossbarsPerArray(),
                     arrayWork(layer, plan, context.model().array, deployment.hardware[array.layer].adc),
                     context.events[array.layer], context.counts[array.layer]}));
  }
}

}  // namespace ohmic::sim
