// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "models/graph/graph.h"

#include <algorithm>
#include <cassert>

namespace ohmic::models {

bool isArrayNode(const Node& node) {
  return std::holds_alternative<Conv>(node.op) || std::holds_alternative<Linear>(node.op);
}

const Tensor& weightOf(const Node& node) {
  assert(isArrayNode(node));
  const auto* conv = std::get_if<Conv>(&node.op);
  return conv != nullptr ? conv->weight : std::get<Linear>(node.op).weight;
}

bool hasNorm(const Graph& graph, std::size_t node) {
  if (graph.nodes[node].hasFoldedNorm) {
    return true;
  }
  std::vector<bool> carries(graph.values.size(), false);  // the node's outputs, among others
  carries[graph.nodes[node].output] = true;
  for (const Node& reader : graph.nodes) {
    const bool reads = std::any_of(reader.inputs.begin(), reader.inputs.end(),
                                   [&carries](std::size_t value) { return carries[value]; });
    if (reads && std::holds_alternative<ChannelAffine>(reader.op)) {
      return true;
    }
    if (reads && (std::holds_alternative<Concat>(reader.op) || std::holds_alternative<Pool>(reader.op) ||
                  std::holds_alternative<Pad>(reader.op))) {
      carries[reader.output] = true;
    }
  }
  return false;
}

std::int64_t positions(const Graph& graph, const Node& node) {
  assert(isArrayNode(node));
  const Shape& output = graph.values.at(node.output).shape;
  if (std::holds_alternative<Conv>(node.op)) {
    return output.at(1) * output.at(2);
  }
  return elementCount(output) / output.back();
}

std::int64_t multiplyAdds(const Graph& graph, const Node& node) {
  if (const auto* conv = std::get_if<Conv>(&node.op)) {
    return positions(graph, node) * elementCount(conv->weight.shape);
  }
  if (const auto* linear = std::get_if<Linear>(&node.op)) {
    return positions(graph, node) * elementCount(linear->weight.shape);
  }
  return 0;
}

}  // namespace ohmic::models
