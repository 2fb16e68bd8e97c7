// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "models/reference/elementary.h"
#include "models/reference/quantized.h"

namespace ohmic::models {
namespace {

std::vector<std::int32_t> quantise(const QuantizedLayer& layer, const float* input, std::int64_t count) {
  const auto perUnit = static_cast<float>(1.0 / layer.inputScale);
  const auto least = static_cast<float>(layer.leastCode);
  const auto greatest = static_cast<float>(layer.greatestCode);
  std::vector<std::int32_t> codes;
  codes.reserve(static_cast<std::size_t>(count));
  for (std::int64_t i = 0; i < count; ++i) {
    const float code = roundHalfToEven(input[i] * perUnit);
    const float raised = code >= least ? code : least;  // NaN too
    codes.push_back(static_cast<std::int32_t>(raised <= greatest ? raised : greatest));
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

}  // namespace ohmic::models
