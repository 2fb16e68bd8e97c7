// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "models/reference/quantized.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <stdexcept>
#include <utility>

#include "models/reference/evaluate.h"

namespace ohmic::models {
namespace {

/// Round half to even without the rounding mode's help: below 2^23 the fraction is exact, above there is
/// none.
float roundHalfToEven(float x) {
  const float below = std::floor(x);
  const float rest = x - below;
  if (rest > 0.5F) {
    return below + 1.0F;
  }
  const bool odd = below - 2.0F * std::floor(below / 2.0F) != 0.0F;
  return rest == 0.5F && odd ? below + 1.0F : below;
}

std::vector<std::int32_t> quantise(const QuantizedLayer& layer, const float* input, std::int64_t count) {
  const auto perUnit = static_cast<float>(1.0 / layer.inputScale);
  const auto least = static_cast<float>(layer.leastCode);
  const auto greatest = static_cast<float>(layer.greatestCode);
  std::vector<std::int32_t> codes;
  codes.reserve(static_cast<std::size_t>(count));
  for (std::int64_t i = 0; i < count; ++i) {
    const float code = roundHalfToEven(input[i] * perUnit);
    codes.push_back(static_cast<std::int32_t>(std::min(std::max(code, least), greatest)));
  }
  return codes;
}

/// float(double(sum) * (weightScale * inputScale) + double(bias))
float scaleBack(const QuantizedLayer& layer, const std::vector<float>& bias, std::int64_t channel,
                std::int64_t sum) {
  const auto c = static_cast<std::size_t>(channel);
  const double scale = layer.weightScale[layer.weightScale.size() == 1 ? 0 : c] * layer.inputScale;
  const double product = static_cast<double>(sum) * scale;
  return static_cast<float>(product + (bias.empty() ? 0.0 : static_cast<double>(bias[c])));
}

/// One tap of a kernel, on all output pixels of one channel.
struct Tap {
  std::int64_t level;
  std::int64_t y;  ///< input row that output row 0 meets; may lie in the padding
  std::int64_t x;
};

void addTap(const Tap& tap, const Window& w, const Shape& input, const Shape& output,
            const std::int32_t* codes, std::int64_t* sums) {
  for (std::int64_t row = 0; row < output[1]; ++row) {
    const std::int64_t y = tap.y + row * w.strideHeight;
    for (std::int64_t column = 0; column < output[2] && y >= 0 && y < input[1]; ++column) {
      const std::int64_t x = tap.x + column * w.strideWidth;
      if (x >= 0 && x < input[2]) {
        sums[row * output[2] + column] += tap.level * codes[y * input[2] + x];
      }
    }
  }
}

void convolveCodes(const Conv& op, const QuantizedLayer& layer, const Shape& input, const Shape& output,
                   const std::vector<std::int32_t>& codes, float* out) {
  const Window& w = op.window;
  const std::int64_t inChannels = op.weight.shape[1];
  const std::int64_t pixels = output[1] * output[2];
  const std::int32_t* level = layer.levels.data();
  for (std::int64_t channel = 0; channel < output[0]; ++channel) {
    const std::int64_t group = channel / (output[0] / op.groups);
    std::vector<std::int64_t> sums(static_cast<std::size_t>(pixels), 0);
    for (std::int64_t in = 0; in < inChannels; ++in) {
      const std::int32_t* plane = codes.data() + (group * inChannels + in) * input[1] * input[2];
      for (std::int64_t ky = 0; ky < w.kernelHeight; ++ky) {
        for (std::int64_t kx = 0; kx < w.kernelWidth; ++kx) {
          const Tap tap{*level++, ky * w.dilationHeight - w.padTop, kx * w.dilationWidth - w.padLeft};
          addTap(tap, w, input, output, plane, sums.data());
        }
      }
    }
    for (const std::int64_t sum : sums) {
      *out++ = scaleBack(layer, op.bias, channel, sum);
    }
  }
}

void multiplyCodes(const Linear& op, const QuantizedLayer& layer, std::int64_t rows,
                   const std::vector<std::int32_t>& codes, float* out) {
  const std::int64_t inputs = op.weight.shape[1];
  for (std::int64_t row = 0; row < rows; ++row) {
    const std::int32_t* code = codes.data() + row * inputs;
    for (std::int64_t channel = 0; channel < op.weight.shape[0]; ++channel) {
      const std::int32_t* level = layer.levels.data() + channel * inputs;
      std::int64_t sum = 0;
      for (std::int64_t i = 0; i < inputs; ++i) {
        sum += std::int64_t{level[i]} * code[i];
      }
      *out++ = scaleBack(layer, op.bias, channel, sum);
    }
  }
}

const Tensor& weightOf(const Node& node) {
  const auto* conv = std::get_if<Conv>(&node.op);
  return conv != nullptr ? conv->weight : std::get<Linear>(node.op).weight;
}

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

void evaluateQuantized(const Graph& graph, const Node& node, const QuantizedLayer& layer, const float* input,
                       float* output) {
  const Shape& inputShape = graph.values[node.inputs[0]].shape;
  const std::vector<std::int32_t> codes = quantise(layer, input, elementCount(inputShape));
  if (const auto* conv = std::get_if<Conv>(&node.op)) {
    convolveCodes(*conv, layer, inputShape, graph.values[node.output].shape, codes, output);
  } else {
    multiplyCodes(std::get<Linear>(node.op), layer, positions(graph, node), codes, output);
  }
}

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
