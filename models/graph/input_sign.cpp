// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "models/graph/input_sign.h"

#include <vector>

#include "models/graph/non_negative.h"

namespace ohmic::models {

Graph withNonNegativeInput(Graph graph) {
  graph.values[graph.input].nonNegative = true;
  for (const Node& node : graph.nodes) {
    std::vector<bool> signs;
    for (const std::size_t input : node.inputs) {
      signs.push_back(graph.values[input].nonNegative);
    }
    Value& output = graph.values[node.output];
    output.nonNegative = output.nonNegative || isNonNegative(node.op, signs);
  }
  return graph;
}

}  // namespace ohmic::models
