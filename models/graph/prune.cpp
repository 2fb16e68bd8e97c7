// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "models/graph/prune.h"

#include <cstddef>
#include <utility>
#include <vector>

namespace ohmic::models {
namespace {

/// Marks the values that the output depends on.
std::vector<bool> reachable(const Graph& graph) {
  std::vector<bool> needed(graph.values.size(), false);
  needed.at(graph.output) = true;
  for (auto node = graph.nodes.rbegin(); node != graph.nodes.rend(); ++node) {
    if (needed[node->output]) {
      for (const std::size_t input : node->inputs) {
        needed[input] = true;
      }
    }
  }
  return needed;
}

}  // namespace

Graph prune(Graph graph) {
  const std::vector<bool> needed = reachable(graph);
  std::vector<std::size_t> renumbered(graph.values.size(), 0);
  std::vector<Value> values;
  for (std::size_t value = 0; value < needed.size(); ++value) {
    if (needed[value] || value == graph.input) {
      renumbered[value] = values.size();
      values.push_back(std::move(graph.values[value]));
    }
  }
  std::vector<Node> nodes;
  for (Node& node : graph.nodes) {
    if (!needed[node.output]) {
      continue;
    }
    node.output = renumbered[node.output];
    for (std::size_t& input : node.inputs) {
      input = renumbered[input];
    }
    nodes.push_back(std::move(node));
  }
  graph.values = std::move(values);
  graph.nodes = std::move(nodes);
  graph.input = renumbered[graph.input];
  graph.output = renumbered[graph.output];
  return graph;
}

}  // namespace ohmic::models
