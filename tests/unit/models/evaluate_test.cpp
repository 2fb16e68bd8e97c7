// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "models/reference/evaluate.h"

#include <gtest/gtest.h>

#include <limits>

#include "tests/unit/models/one_node.h"

namespace ohmic::models {
namespace {

using Values = std::vector<float>;

/// first (op) second, where the second operand is a constant.
Values combine(Binary::Kind kind, const Shape& shape, const Values& image, const Tensor& constant) {
  GraphBuilder builder("x", shape);
  const auto c = builder.add("c", "Constant", Constant{constant}, {});
  const auto out = builder.add("y", "Test", Binary{kind}, {builder.input(), c});
  return runOnce(std::move(builder).finish(out), image);
}

TEST(Evaluate, ReluAndClipKeepNotANumber) {
  const float nan = std::numeric_limits<float>::quiet_NaN();
  const Values relu = runOperator(Unary{Unary::Kind::relu}, {3}, {-1.0F, nan, 2.0F});
  EXPECT_EQ(relu[0], 0.0F);
  EXPECT_NE(relu[1], relu[1]);
  EXPECT_EQ(relu[2], 2.0F);
  const Values clip = runOperator(Clip{0.0F, 6.0F}, {4}, {-1.0F, nan, 2.0F, 7.0F});
  EXPECT_EQ(clip[0], 0.0F);
  EXPECT_NE(clip[1], clip[1]);
  EXPECT_EQ(clip[3], 6.0F);
}

TEST(Evaluate, SigmoidOfEachElement) {
  EXPECT_EQ(runOperator(Unary{Unary::Kind::sigmoid}, {2}, {0.0F, 1000.0F}), (Values{0.5F, 1.0F}));
}

TEST(Evaluate, ChannelAffineScalesTheFirstAxis) {
  EXPECT_EQ(runOperator(ChannelAffine{{2.0, -1.0}, {0.5, 0.0}}, {2, 2}, counting(4)),
            (Values{2.5F, 4.5F, -3, -4}));
}

TEST(Evaluate, BinaryBroadcastsScalarsRowsAndChannels) {
  const Shape shape{2, 2, 2};
  EXPECT_EQ(combine(Binary::Kind::add, shape, counting(8), {{}, {10}}),
            (Values{11, 12, 13, 14, 15, 16, 17, 18}));
  EXPECT_EQ(combine(Binary::Kind::mul, shape, counting(8), {{2, 1, 1}, {1, 10}}),
            (Values{1, 2, 3, 4, 50, 60, 70, 80}));
  EXPECT_EQ(combine(Binary::Kind::sub, shape, counting(8), {{2}, {1, 2}}), (Values{0, 0, 2, 2, 4, 4, 6, 6}));
  EXPECT_EQ(combine(Binary::Kind::div, {2}, {6, 8}, {{2}, {3, 2}}), (Values{2, 4}));
}

TEST(Evaluate, BinaryBroadcastsBothOperandsAtOnce) {
  EXPECT_EQ(combine(Binary::Kind::mul, {3, 1}, {1, 2, 3}, {{1, 2}, {1, 10}}), (Values{1, 10, 2, 20, 3, 30}));
}

TEST(Evaluate, PowersTakeNegativeExponentsAndBases) {
  EXPECT_EQ(combine(Binary::Kind::pow, {3}, {2, -2, 4}, {{1}, {-2}}), (Values{0.25F, 0.25F, 0.0625F}));
  EXPECT_EQ(combine(Binary::Kind::pow, {3}, {2, -2, 4}, {{1}, {3}}), (Values{8, -8, 64}));
  EXPECT_EQ(combine(Binary::Kind::pow, {2}, {4, 9}, {{1}, {-0.5F}})[0], 0.5F);
}

TEST(Evaluate, ConcatJoinsAnyNumberOfExtents) {
  GraphBuilder builder("x", {2, 2});
  const auto one = builder.add("a", "Constant", Constant{{{2, 1}, {8, 9}}}, {});
  const auto three = builder.add("b", "Constant", Constant{{{2, 3}, {10, 11, 12, 13, 14, 15}}}, {});
  const auto out = builder.add("y", "Concat", Concat{1}, {builder.input(), one, three});
  EXPECT_EQ(runOnce(std::move(builder).finish(out), counting(4)),
            (Values{1, 2, 8, 10, 11, 12, 3, 4, 9, 13, 14, 15}));
}

TEST(Evaluate, ConcatJoinsAlongAnyAxis) {
  GraphBuilder builder("x", {2, 2});
  const auto c = builder.add("c", "Constant", Constant{{{2, 1}, {8, 9}}}, {});
  const auto out = builder.add("y", "Concat", Concat{1}, {builder.input(), c});
  EXPECT_EQ(runOnce(std::move(builder).finish(out), counting(4)), (Values{1, 2, 8, 3, 4, 9}));
}

TEST(Evaluate, PadAddsABorder) {
  EXPECT_EQ(runOperator(Pad{{0, 1}, {1, 0}, 7.0F}, {1, 2}, {1, 2}), (Values{7, 1, 2, 7, 7, 7}));
}

TEST(Evaluate, NegativePadsCut) {
  EXPECT_EQ(runOperator(Pad{{-1, 0}, {0, -1}, 0.0F}, {3, 3}, counting(9)), (Values{4, 5, 7, 8}));
  EXPECT_EQ(runOperator(Pad{{-1}, {2}, 0.0F}, {3}, counting(3)), (Values{2, 3, 0, 0}));
  EXPECT_EQ(runOperator(Pad{{2}, {-3}, 5.0F}, {3}, counting(3)), (Values{5, 5}));
}

TEST(Evaluate, SliceTakesSteppedAndReversedElements) {
  EXPECT_EQ(runOperator(Slice{{0, 1}, {1, 2}, {2, 2}}, {2, 4}, counting(8)), (Values{2, 4, 6, 8}));
  EXPECT_EQ(runOperator(Slice{{3}, {-2}, {2}}, {4}, counting(4)), (Values{4, 2}));
}

TEST(Evaluate, TransposeMovesAxes) {
  EXPECT_EQ(runOperator(Transpose{{1, 0}}, {2, 3}, counting(6)), (Values{1, 4, 2, 5, 3, 6}));
  EXPECT_EQ(runOperator(Transpose{{2, 0, 1}}, {2, 1, 2}, counting(4)), (Values{1, 3, 2, 4}));
}

TEST(Evaluate, ReshapeKeepsTheOrder) {
  EXPECT_EQ(runOperator(Reshape{{3, 2}}, {2, 3}, counting(6)), counting(6));
}

TEST(Evaluate, SoftmaxNormalisesItsAxes) {
  const Values rows = runOperator(Softmax{1, 2}, {2, 2}, {0, 0, 1000, 1000});
  EXPECT_EQ(rows, (Values{0.5F, 0.5F, 0.5F, 0.5F}));
  const Values columns = runOperator(Softmax{0, 1}, {2, 2}, {0, 5, 0, 5});
  EXPECT_EQ(columns, (Values{0.5F, 0.5F, 0.5F, 0.5F}));
  const Values joint = runOperator(Softmax{0, 2}, {2, 2}, {1, 1, 1, 1});
  EXPECT_EQ(joint, (Values{0.25F, 0.25F, 0.25F, 0.25F}));
  const Values known = runOperator(Softmax{0, 1}, {3}, {1, 2, 3});
  EXPECT_FLOAT_EQ(known[0], 0.09003057F);
  EXPECT_FLOAT_EQ(known[2], 0.66524096F);
}

TEST(Evaluate, LinearAppliesToEachRow) {
  const Linear op{{{2, 3}, {1, 0, 0, 1, 1, 1}}, {0.5F, 0.0F}};
  EXPECT_EQ(runOperator(op, {2, 3}, counting(6)), (Values{1.5F, 6, 4.5F, 15}));
}

}  // namespace
}  // namespace ohmic::models
