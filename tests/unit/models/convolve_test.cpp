// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <random>

#include "tests/unit/models/one_node.h"
#include "tests/unit/models/targets.h"

namespace ohmic::models {
namespace {

/// The definition, in the order that evaluate() promises: one chain of fused products from 0, then the bias.
std::vector<float> byDefinition(const Conv& op, const Shape& in, const Shape& out,
                                const std::vector<float>& image) {
  const Window& w = op.window;
  const std::int64_t perGroup = op.weight.shape[1];
  std::vector<float> result;
  for (std::int64_t o = 0; o < out[0]; ++o) {
    for (std::int64_t y = 0; y < out[1]; ++y) {
      for (std::int64_t x = 0; x < out[2]; ++x) {
        float sum = 0.0F;
        std::int64_t k = o * elementCount(op.weight.shape) / out[0];
        for (std::int64_t i = 0; i < perGroup; ++i) {
          const std::int64_t channel = o / (out[0] / op.groups) * perGroup + i;
          for (std::int64_t ky = 0; ky < w.kernelHeight; ++ky) {
            for (std::int64_t kx = 0; kx < w.kernelWidth; ++kx, ++k) {
              const std::int64_t iy = y * w.strideHeight + ky * w.dilationHeight - w.padTop;
              const std::int64_t ix = x * w.strideWidth + kx * w.dilationWidth - w.padLeft;
              const bool inside = iy >= 0 && iy < in[1] && ix >= 0 && ix < in[2];
              const float pixel =
                  inside ? image[static_cast<std::size_t>((channel * in[1] + iy) * in[2] + ix)] : 0.0F;
              sum = std::fma(op.weight.values[static_cast<std::size_t>(k)], pixel, sum);
            }
          }
        }
        result.push_back(op.bias.empty() ? sum : sum + op.bias[static_cast<std::size_t>(o)]);
      }
    }
  }
  return result;
}

class RandomConv {
 public:
  explicit RandomConv(unsigned seed) : generator_(seed) {}

  std::int64_t integer(int least, int greatest) {
    return std::uniform_int_distribution<std::int64_t>(least, greatest)(generator_);
  }

  std::vector<float> reals(std::int64_t count) {
    std::normal_distribution<float> normal;
    std::vector<float> values;
    for (std::int64_t i = 0; i < count; ++i) {
      values.push_back(normal(generator_));
    }
    return values;
  }

  Conv draw() {
    Conv op;
    op.window = {integer(1, 4), integer(1, 4), integer(1, 3), integer(1, 3), integer(0, 3),
                 integer(0, 3), integer(0, 3), integer(0, 3), integer(1, 2), integer(1, 2)};
    op.groups = integer(1, 3);
    op.weight.shape = {op.groups * integer(1, 7), integer(1, 20), op.window.kernelHeight,
                       op.window.kernelWidth};
    op.weight.values = reals(elementCount(op.weight.shape));
    op.bias = integer(0, 1) == 0 ? std::vector<float>() : reals(op.weight.shape[0]);
    return op;
  }

 private:
  std::mt19937 generator_;
};

// Every stride, pad, dilation, group and panel edge; with == because the order of the sum is fixed.
TEST(Convolve, EqualsTheDefinitionBitForBit) {
  RandomConv random(1);
  for (int trial = 0; trial < 300; ++trial) {
    const Conv op = random.draw();
    const Shape in{op.groups * op.weight.shape[1], random.integer(7, 19), random.integer(7, 40)};
    const std::vector<float> image = random.reals(elementCount(in));
    const Graph graph = oneNode(op, in);
    const auto expected = byDefinition(op, in, graph.values[graph.output].shape, image);
    for (const std::int64_t target : everyTarget()) {
      const Targets only(target);
      ASSERT_EQ(runOnce(graph, image), expected) << trial << ": " << hwy::TargetName(target);
    }
  }
}

// One row of the kernel and no border: lines meet end to end, and the image is read where it lies.
TEST(Convolve, OfASinglePixelEqualsTheDefinition) {
  RandomConv random(3);
  for (const std::int64_t width : {1, 5, 8, 13, 16, 35}) {
    Conv op;
    op.weight = {{9, 3, 1, 1}, random.reals(27)};
    const Shape in{3, 5, width};
    const std::vector<float> image = random.reals(elementCount(in));
    EXPECT_EQ(runOperator(op, in, image), byDefinition(op, in, {9, 5, width}, image)) << width;
  }
}

TEST(Convolve, TheKernelIsNotFlipped) {
  Conv op;
  op.window.kernelWidth = 2;
  op.weight = {{1, 1, 1, 2}, {1.0F, 10.0F}};
  EXPECT_EQ(runOperator(op, {1, 1, 3}, {1.0F, 2.0F, 3.0F}), (std::vector<float>{21.0F, 32.0F}));
}

TEST(Multiply, EqualsTheDefinitionBitForBit) {
  RandomConv random(2);
  for (int trial = 0; trial < 100; ++trial) {
    const std::int64_t rows = random.integer(1, 5);
    const std::int64_t outputs = random.integer(1, 150);
    const std::int64_t inputs = random.integer(1, 300);
    const Linear op{{{outputs, inputs}, random.reals(outputs * inputs)}, random.reals(outputs)};
    const std::vector<float> x = random.reals(rows * inputs);
    std::vector<float> expected;
    for (std::int64_t row = 0; row < rows; ++row) {
      for (std::int64_t o = 0; o < outputs; ++o) {
        float sum = 0.0F;
        for (std::int64_t i = 0; i < inputs; ++i) {
          sum = std::fma(op.weight.values[static_cast<std::size_t>(o * inputs + i)],
                         x[static_cast<std::size_t>(row * inputs + i)], sum);
        }
        expected.push_back(sum + op.bias[static_cast<std::size_t>(o)]);
      }
    }
    ASSERT_EQ(runOperator(op, {rows, inputs}, x), expected) << trial;
  }
}

}  // namespace
}  // namespace ohmic::models
