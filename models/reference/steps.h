// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "models/graph/graph.h"

namespace ohmic::models {

/// What is computed at once: a node, or a convolution with what follows it element by element.
struct Step {
  std::size_t node;                   ///< index into Graph::nodes
  std::vector<std::size_t> inputs;    ///< values: the node's, and the addend
  std::size_t output;                 ///< value
  std::optional<std::size_t> addend;  ///< value added to the node's own output
  std::optional<Clip> clip;           ///< what the sum goes through then; a ReLU is clipped at 0 only
};

/// One step for each node.
[[nodiscard]] std::vector<Step> stepsOf(const Graph& graph);

/// The same with every convolution, the addition that alone reads it, and the ReLU or Clip that alone reads
/// that in one step, in the place of the last of them. The bits stay: each operation is rounded by itself.
[[nodiscard]] std::vector<Step> joinedSteps(const Graph& graph);

}  // namespace ohmic::models
