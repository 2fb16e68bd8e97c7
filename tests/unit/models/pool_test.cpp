// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "models/reference/pool.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <limits>
#include <random>

#include "tests/unit/models/one_node.h"
#include "tests/unit/models/targets.h"

namespace ohmic::models {
namespace {

using Values = std::vector<float>;

Pool pool(Pool::Kind kind, std::int64_t kernel, std::int64_t stride) {
  Pool op;
  op.kind = kind;
  op.window.kernelHeight = op.window.kernelWidth = kernel;
  op.window.strideHeight = op.window.strideWidth = stride;
  return op;
}

// The image is   1 2 3
//                4 5 6
//                7 8 9
const Shape kShape{1, 3, 3};

TEST(MaxPool, TakesTheLargestUnderEachWindow) {
  EXPECT_EQ(runOperator(pool(Pool::Kind::max, 2, 1), kShape, counting(9)), (Values{5, 6, 8, 9}));
}

TEST(MaxPool, CeilModeKeepsTheOverhangingWindows) {
  Pool op = pool(Pool::Kind::max, 2, 2);
  EXPECT_EQ(runOperator(op, kShape, counting(9)), (Values{5}));
  op.ceilMode = true;
  EXPECT_EQ(runOperator(op, kShape, counting(9)), (Values{5, 6, 8, 9}));
}

TEST(MaxPool, PaddingIsNotZeroButAbsent) {
  Pool op = pool(Pool::Kind::max, 2, 2);
  op.window.padTop = op.window.padLeft = 1;
  EXPECT_EQ(runOperator(op, kShape, {-1, -2, -3, -4, -5, -6, -7, -8, -9}), (Values{-1, -2, -4, -5}));
}

TEST(MaxPool, DilationSkipsPixels) {
  Pool op = pool(Pool::Kind::max, 2, 1);
  op.window.dilationHeight = op.window.dilationWidth = 2;
  EXPECT_EQ(runOperator(op, kShape, {9, 8, 7, 6, 50, 4, 3, 2, 1}), (Values{9}));
}

TEST(MaxPool, NotANumberStaysVisible) {
  const float nan = std::numeric_limits<float>::quiet_NaN();
  const Values result = runOperator(pool(Pool::Kind::max, 3, 1), kShape, {1, 2, 3, nan, 5, 6, 7, 8, 9});
  EXPECT_NE(result[0], result[0]);
}

TEST(AveragePool, CountsThePixelsInsideTheImage) {
  Pool op = pool(Pool::Kind::average, 2, 2);
  op.window.padTop = op.window.padLeft = 1;
  EXPECT_EQ(runOperator(op, kShape, counting(9)), (Values{1.0F, 2.5F, 5.5F, 7.0F}));
}

TEST(AveragePool, CountIncludePadCountsThePaddingToo) {
  Pool op = pool(Pool::Kind::average, 2, 2);
  op.window.padTop = op.window.padLeft = 1;
  op.countIncludePad = true;
  EXPECT_EQ(runOperator(op, kShape, counting(9)), (Values{0.25F, 1.25F, 2.75F, 7.0F}));
}

// PyTorch's rule: what overhangs the padded image in ceil mode never counts.
TEST(AveragePool, TheOverhangOfCeilModeNeverCounts) {
  Pool op = pool(Pool::Kind::average, 2, 2);
  op.ceilMode = true;
  op.countIncludePad = true;
  EXPECT_EQ(runOperator(op, kShape, counting(9)), (Values{3.0F, 4.5F, 7.5F, 9.0F}));
}

TEST(AveragePool, AsymmetricPadsShiftTheWindows) {
  Pool op = pool(Pool::Kind::average, 3, 3);
  op.window.padBottom = op.window.padRight = 2;
  EXPECT_EQ(runOperator(op, {1, 4, 4}, counting(16)), (Values{6.0F, 8.0F, 14.0F, 16.0F}));
}

/// The definition: every window row by row, what lies outside the image left out.
Values byDefinition(const Pool& op, const Shape& in, const Shape& out, const Values& image) {
  const Window& w = op.window;
  Values result;
  for (std::int64_t i = 0; i < elementCount(out); ++i) {
    const std::int64_t channel = i / (out[1] * out[2]), y = i / out[2] % out[1], x = i % out[2];
    float best = -std::numeric_limits<float>::infinity(), sum = 0.0F;
    std::int64_t pixels = 0;
    for (std::int64_t ky = 0; ky < w.kernelHeight; ++ky) {
      for (std::int64_t kx = 0; kx < w.kernelWidth; ++kx) {
        const std::int64_t iy = y * w.strideHeight + ky * w.dilationHeight - w.padTop;
        const std::int64_t ix = x * w.strideWidth + kx * w.dilationWidth - w.padLeft;
        const bool isInside = iy >= 0 && iy < in[1] && ix >= 0 && ix < in[2];
        const bool isPadded = iy < in[1] + w.padBottom && ix < in[2] + w.padRight;
        pixels += isInside || (op.countIncludePad && isPadded) ? 1 : 0;
        if (isInside) {
          const float value = image[static_cast<std::size_t>((channel * in[1] + iy) * in[2] + ix)];
          best = std::max(best, value);
          sum += value;
        }
      }
    }
    result.push_back(
        op.kind == Pool::Kind::max ? best : sum / static_cast<float>(std::max<std::int64_t>(pixels, 1)));
  }
  return result;
}

TEST(Pool, EqualsTheDefinitionBitForBitOnEveryInstructionSet) {
  std::mt19937 generator(1);
  std::normal_distribution<float> normal;
  const auto integer = [&](std::int64_t least, std::int64_t greatest) {
    return std::uniform_int_distribution<std::int64_t>(least, greatest)(generator);
  };
  for (int trial = 0; trial < 300; ++trial) {
    Pool op;
    op.kind = trial % 2 == 0 ? Pool::Kind::max : Pool::Kind::average;
    op.ceilMode = integer(0, 1) == 1;
    op.countIncludePad = integer(0, 1) == 1;
    const std::int64_t rows = integer(1, 4), columns = integer(1, 4);
    op.window = {rows,
                 columns,
                 integer(1, 3),
                 integer(1, 3),
                 integer(0, rows - 1),
                 integer(0, columns - 1),
                 integer(0, rows - 1),
                 integer(0, columns - 1),
                 integer(1, 2),
                 integer(1, 2)};
    const Shape in{integer(1, 3), integer(7, 19), integer(7, 40)};
    Values image;
    for (std::int64_t i = 0; i < elementCount(in); ++i) {
      image.push_back(normal(generator));
    }
    const Graph graph = oneNode(op, in);
    const Values expected = byDefinition(op, in, graph.values[graph.output].shape, image);
    for (const std::int64_t target : everyTarget()) {
      const Targets only(target);
      ASSERT_EQ(runOnce(graph, image), expected) << trial << ": " << hwy::TargetName(target);
    }
  }
}

}  // namespace
}  // namespace ohmic::models
