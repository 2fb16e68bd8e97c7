// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "mapping/replication.h"

#include <fmt/format.h>

#include <algorithm>

#include "configs/reader/error.h"

namespace ohmic::mapping {
namespace {

int rounds(const LayerPlan& layer, int replicas) {
  return (layer.patch.positions() + replicas - 1) / replicas;
}

/// The fewest replicas with which the layer is faster than now; as many as now if it cannot be.
int nextReplicas(const LayerPlan& layer) {
  const int fewer = rounds(layer, layer.replicas) - 1;
  return fewer > 0 ? rounds(layer, fewer) : layer.replicas;
}

}  // namespace

void balanceReplicas(int arrays, const std::vector<double>& timeOfPosition, Plan& plan) {
  int used = plan.arrays();
  if (used > arrays) {
    throw configs::InputError({"", "hardware.array_budget",
                               fmt::format("found {} arrays, the network needs {}", arrays, used),
                               fmt::format("at least {}", used), "leave it out, or use larger arrays"});
  }
  for (;;) {
    std::size_t slowest = 0;
    double longest = 0.0;
    for (std::size_t l = 0; l < plan.layers.size(); ++l) {
      const double time = rounds(plan.layers[l], plan.layers[l].replicas) * timeOfPosition[l];
      if (time > longest) {
        longest = time;
        slowest = l;
      }
    }
    LayerPlan& layer = plan.layers[slowest];
    const int next = nextReplicas(layer);
    const int more = (next - layer.replicas) * layer.crossbars() / layer.replicas;
    if (next == layer.replicas || used + more > arrays) {
      return;
    }
    used += more;
    layer.replicas = next;
  }
}

}  // namespace ohmic::mapping
