// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "models/graph/channels_first.h"

#include <algorithm>
#include <cstddef>
#include <utility>
#include <vector>

#include "models/graph/prune.h"

namespace ohmic::models {
namespace {

bool isChannels(std::int64_t extent) { return extent == 1 || extent == 3; }

void turnImage(Graph& graph) {
  const Shape last = graph.values[graph.input].shape;
  Value turned = graph.values[graph.input];
  turned.name += ":channels_last";
  const std::size_t value = graph.values.size();
  for (Node& node : graph.nodes) {
    for (std::size_t& input : node.inputs) {
      input = input == graph.input ? value : input;
    }
  }
  graph.values[graph.input].shape = {last[2], last[0], last[1]};
  Node node{turned.name, "Transpose", Transpose{{1, 2, 0}}, {graph.input}, value};
  graph.values.push_back(std::move(turned));
  graph.nodes.insert(graph.nodes.begin(), std::move(node));
}

/// Whether the network itself turns the image first: with a Transpose, or, of one channel, with a Reshape.
bool isTurnedByAll(const Graph& graph) {
  const Shape& image = graph.values[graph.input].shape;
  if (image.size() != 3 || !isChannels(image[2]) || isChannels(image[0])) {
    return false;
  }
  return std::all_of(graph.nodes.begin(), graph.nodes.end(), [&](const Node& node) {
    const bool reads = std::find(node.inputs.begin(), node.inputs.end(), graph.input) != node.inputs.end();
    const auto* turn = std::get_if<Transpose>(&node.op);
    const bool turns = turn != nullptr && turn->permutation == std::vector<std::int64_t>{2, 0, 1};
    return !reads || turns || (image[2] == 1 && std::holds_alternative<Reshape>(node.op));
  });
}

bool cancel(const Transpose& first, const Transpose& second) {
  for (std::size_t axis = 0; axis < second.permutation.size(); ++axis) {
    const auto middle = static_cast<std::size_t>(second.permutation[axis]);
    if (first.permutation[middle] != static_cast<std::int64_t>(axis)) {
      return false;
    }
  }
  return true;
}

}  // namespace

Graph putChannelsFirst(Graph graph) {
  if (isTurnedByAll(graph)) {
    turnImage(graph);
  }
  std::vector<const Node*> writer(graph.values.size(), nullptr);
  std::vector<std::size_t> same(
      graph.values.size());  // the value that holds the same numbers in the same shape
  for (std::size_t value = 0; value < same.size(); ++value) {
    same[value] = value;
  }
  for (Node& node : graph.nodes) {
    for (std::size_t& input : node.inputs) {
      input = same[input];
    }
    writer[node.output] = &node;
    const auto* turn = std::get_if<Transpose>(&node.op);
    const Node* before = turn == nullptr ? nullptr : writer[node.inputs[0]];
    const auto* turnBefore = before == nullptr ? nullptr : std::get_if<Transpose>(&before->op);
    if (turnBefore != nullptr && cancel(*turnBefore, *turn) && node.output != graph.output) {
      same[node.output] = before->inputs[0];
    }
  }
  return prune(std::move(graph));
}

}  // namespace ohmic::models
