// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "models/reference/quantized.h"

#include <fmt/format.h>

#include <algorithm>
#include <stdexcept>
#include <utility>

#include "models/reference/evaluate.h"

namespace ohmic::models {
namespace {

void checkLayer(const Node& node, const QuantizedLayer& layer) {
  const Tensor& weight = weightOf(node);
  const bool scales = layer.weightScale.size() == 1 ||
                      static_cast<std::int64_t>(layer.weightScale.size()) == weight.shape.front();
  if (layer.levels.size() != weight.values.size() || !scales || !(layer.inputScale > 0.0) ||
      layer.leastCode > layer.greatestCode) {
    throw std::invalid_argument(fmt::format("quantised layer {}: {} levels and {} scales for weights {}",
                                            node.name, layer.levels.size(), layer.weightScale.size(),
                                            describe(weight.shape)));
  }
}

}  // namespace

QuantizedNetwork::QuantizedNetwork(Graph graph, std::map<std::size_t, QuantizedLayer> layers)
    : graph_(std::move(graph)), layers_(std::move(layers)), plan_(graph_) {
  std::size_t arrayNodes = 0;
  for (std::size_t index = 0; index < graph_.nodes.size(); ++index) {
    if (isArrayNode(graph_.nodes[index])) {
      ++arrayNodes;
      const auto layer = layers_.find(index);
      if (layer == layers_.end()) {
        throw std::invalid_argument("no quantised layer for node " + graph_.nodes[index].name);
      }
      checkLayer(graph_.nodes[index], layer->second);
    }
  }
  if (arrayNodes != layers_.size()) {
    throw std::invalid_argument("quantised layers for nodes that are no Conv or Linear");
  }
}

void QuantizedNetwork::run(const float* images, std::int64_t count, float* logits) const {
  const std::int64_t inputSize = elementCount(graph_.values[graph_.input].shape);
  const std::int64_t outputSize = elementCount(graph_.values[graph_.output].shape);
  std::vector<float> memory(static_cast<std::size_t>(plan_.size()));
  const auto at = [&](std::size_t value) { return memory.data() + plan_.offset(value); };
  for (std::int64_t image = 0; image < count; ++image) {
    std::copy_n(images + image * inputSize, inputSize, at(graph_.input));
    for (std::size_t index = 0; index < graph_.nodes.size(); ++index) {
      const Node& node = graph_.nodes[index];
      std::vector<const float*> inputs;
      for (const std::size_t input : node.inputs) {
        inputs.push_back(at(input));
      }
      const auto layer = layers_.find(index);
      if (layer != layers_.end()) {
        evaluateQuantized(graph_, node, layer->second, inputs[0], at(node.output));
      } else {
        evaluate(graph_, node, inputs, at(node.output));
      }
    }
    std::copy_n(at(graph_.output), outputSize, logits + image * outputSize);
  }
}

}  // namespace ohmic::models
