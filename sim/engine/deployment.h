// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "mapping/plan.h"
#include "models/graph/graph.h"
#include "sim/array/layer_arithmetic.h"
#include "sim/array/layer_hardware.h"

namespace ohmic::sim {

/// A network on a chip's arithmetic: everything but the programmed values. Immutable once calibrated; both
/// engines run it.
struct Deployment {
  models::Graph graph;
  mapping::Plan plan;
  std::vector<LayerHardware> hardware;      ///< as plan.layers
  std::vector<LayerArithmetic> arithmetic;  ///< as plan.layers

  /// Which layer of the plan computes a node; none: the node runs digitally.
  [[nodiscard]] std::optional<std::size_t> layerOf(std::size_t node) const {
    for (std::size_t l = 0; l < plan.layers.size(); ++l) {
      if (static_cast<std::size_t>(plan.layers[l].node) == node) {
        return l;
      }
    }
    return std::nullopt;
  }
};

}  // namespace ohmic::sim
