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

/// Works element by element on operands of one shape, constants aside.
bool isElementwise(const Node& node) {
  return std::holds_alternative<Unary>(node.op) || std::holds_alternative<Clip>(node.op) ||
         std::holds_alternative<Binary>(node.op) || std::holds_alternative<Quantise>(node.op);
}

/// Whether a node shows that its operand has its channels last: it turns them, or unrolls a picture that can
/// be no other.
bool showsChannelsLast(const Node& node, const Shape& image) {
  if (const auto* turn = std::get_if<Transpose>(&node.op)) {
    return turn->permutation == std::vector<std::int64_t>{2, 0, 1};
  }
  return std::holds_alternative<Reshape>(node.op) && isChannels(image[2]) && !isChannels(image[0]);
}

/// Whether the network takes height x width x channels: every way from the image, element by element, ends in
/// a node that shows so.
bool hasChannelsLast(const Graph& graph) {
  const Shape& image = graph.values[graph.input].shape;
  if (image.size() != 3) {
    return false;
  }
  std::vector<bool> carries(graph.values.size(), false);  // the image, perhaps rescaled
  carries[graph.input] = true;
  bool isShown = false;
  for (const Node& node : graph.nodes) {
    const bool reads = std::any_of(node.inputs.begin(), node.inputs.end(),
                                   [&carries](std::size_t input) { return carries[input]; });
    if (reads && isElementwise(node) && graph.values[node.output].shape == image) {
      carries[node.output] = true;
    } else if (reads) {
      if (!showsChannelsLast(node, image)) {
        return false;
      }
      isShown = true;
    }
  }
  return isShown && !carries[graph.output];
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
  if (hasChannelsLast(graph)) {
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
