// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "models/graph/fold_batch_norm.h"

#include <fmt/format.h>

#include <cmath>
#include <cstddef>
#include <string>
#include <utility>
#include <vector>

#include "models/graph/prune.h"
#include "models/graph/refusal.h"

namespace ohmic::models {
namespace {

constexpr std::size_t kNone = static_cast<std::size_t>(-1);

/// How many nodes read each value; the graph's output counts as read.
std::vector<std::size_t> countReaders(const Graph& graph) {
  std::vector<std::size_t> readers(graph.values.size(), 0);
  ++readers[graph.output];
  for (const Node& node : graph.nodes) {
    for (const std::size_t input : node.inputs) {
      ++readers[input];
    }
  }
  return readers;
}

float roundFinite(double value, const std::string& name) {
  const auto rounded = static_cast<float>(value);
  if (!std::isfinite(rounded)) {
    refuse(fmt::format("found {} in {} after folding its BatchNormalization", value, inQuotes(name)),
           "allowed: the range of floats", "try network.fold_batch_norm: false");
  }
  return rounded;
}

void scaleRows(const std::string& name, const ChannelAffine& affine, Tensor& weight,
               std::vector<float>& bias) {
  const std::size_t channels = affine.scale.size();
  const std::size_t size = weight.values.size() / channels;
  bias.resize(channels, 0.0F);
  if (!weight.steps.empty()) {
    weight.steps.resize(channels, weight.steps.front());
  }
  for (std::size_t c = 0; c < channels; ++c) {
    for (std::size_t i = c * size; i < (c + 1) * size; ++i) {
      weight.values[i] = roundFinite(affine.scale[c] * static_cast<double>(weight.values[i]), name);
    }
    if (!weight.steps.empty()) {
      weight.steps[c] *= std::abs(affine.scale[c]);
    }
    bias[c] = roundFinite(affine.scale[c] * static_cast<double>(bias[c]) + affine.shift[c], name);
  }
}

/// Whether an axis of a node's output holds its output channels.
bool holdsChannels(const Graph& graph, const Node& node, std::int64_t axis) {
  const auto rank = static_cast<std::int64_t>(graph.values[node.output].shape.size());
  return (std::holds_alternative<Conv>(node.op) && axis == 0) ||
         (std::holds_alternative<Linear>(node.op) && axis == rank - 1);
}

}  // namespace

Graph foldBatchNorm(Graph graph) {
  const std::vector<std::size_t> readers = countReaders(graph);
  std::vector<std::size_t> writer(graph.values.size(), kNone);
  std::vector<Node> kept;
  for (Node& node : graph.nodes) {
    const auto* affine = std::get_if<ChannelAffine>(&node.op);
    const std::size_t before = affine == nullptr ? kNone : writer[node.inputs[0]];
    if (before != kNone && readers[node.inputs[0]] == 1 && holdsChannels(graph, kept[before], affine->axis)) {
      if (auto* conv = std::get_if<Conv>(&kept[before].op)) {
        scaleRows(kept[before].name, *affine, conv->weight, conv->bias);
      } else {
        auto& linear = std::get<Linear>(kept[before].op);
        scaleRows(kept[before].name, *affine, linear.weight, linear.bias);
      }
      kept[before].output = node.output;
      kept[before].hasFoldedNorm = true;
      writer[node.output] = before;
      continue;
    }
    writer[node.output] = kept.size();
    kept.push_back(std::move(node));
  }
  graph.nodes = std::move(kept);
  return prune(std::move(graph));
}

}  // namespace ohmic::models
