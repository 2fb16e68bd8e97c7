// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "models/reference/pool.h"

#include <gtest/gtest.h>

#include <limits>

#include "tests/unit/models/one_node.h"

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
  EXPECT_EQ(runOperator(pool(Pool::Kind::kMax, 2, 1), kShape, counting(9)), (Values{5, 6, 8, 9}));
}

TEST(MaxPool, CeilModeKeepsTheOverhangingWindows) {
  Pool op = pool(Pool::Kind::kMax, 2, 2);
  EXPECT_EQ(runOperator(op, kShape, counting(9)), (Values{5}));
  op.ceilMode = true;
  EXPECT_EQ(runOperator(op, kShape, counting(9)), (Values{5, 6, 8, 9}));
}

TEST(MaxPool, PaddingIsNotZeroButAbsent) {
  Pool op = pool(Pool::Kind::kMax, 2, 2);
  op.window.padTop = op.window.padLeft = 1;
  EXPECT_EQ(runOperator(op, kShape, {-1, -2, -3, -4, -5, -6, -7, -8, -9}), (Values{-1, -2, -4, -5}));
}

TEST(MaxPool, DilationSkipsPixels) {
  Pool op = pool(Pool::Kind::kMax, 2, 1);
  op.window.dilationHeight = op.window.dilationWidth = 2;
  EXPECT_EQ(runOperator(op, kShape, {9, 8, 7, 6, 50, 4, 3, 2, 1}), (Values{9}));
}

TEST(MaxPool, NotANumberStaysVisible) {
  const float nan = std::numeric_limits<float>::quiet_NaN();
  const Values result = runOperator(pool(Pool::Kind::kMax, 3, 1), kShape, {1, 2, 3, nan, 5, 6, 7, 8, 9});
  EXPECT_NE(result[0], result[0]);
}

TEST(AveragePool, CountsThePixelsInsideTheImage) {
  Pool op = pool(Pool::Kind::kAverage, 2, 2);
  op.window.padTop = op.window.padLeft = 1;
  EXPECT_EQ(runOperator(op, kShape, counting(9)), (Values{1.0F, 2.5F, 5.5F, 7.0F}));
}

TEST(AveragePool, CountIncludePadCountsThePaddingToo) {
  Pool op = pool(Pool::Kind::kAverage, 2, 2);
  op.window.padTop = op.window.padLeft = 1;
  op.countIncludePad = true;
  EXPECT_EQ(runOperator(op, kShape, counting(9)), (Values{0.25F, 1.25F, 2.75F, 7.0F}));
}

// PyTorch's rule: what overhangs the padded image in ceil mode never counts.
TEST(AveragePool, TheOverhangOfCeilModeNeverCounts) {
  Pool op = pool(Pool::Kind::kAverage, 2, 2);
  op.ceilMode = true;
  op.countIncludePad = true;
  EXPECT_EQ(runOperator(op, kShape, counting(9)), (Values{3.0F, 4.5F, 7.5F, 9.0F}));
}

TEST(AveragePool, AsymmetricPadsShiftTheWindows) {
  Pool op = pool(Pool::Kind::kAverage, 3, 3);
  op.window.padBottom = op.window.padRight = 2;
  EXPECT_EQ(runOperator(op, {1, 4, 4}, counting(16)), (Values{6.0F, 8.0F, 14.0F, 16.0F}));
}

}  // namespace
}  // namespace ohmic::models
