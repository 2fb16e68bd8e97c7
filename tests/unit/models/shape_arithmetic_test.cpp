// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "tests/unit/models/model_writer.h"
#include "tests/unit/models/one_node.h"

namespace ohmic::models {
namespace {

using Values = std::vector<float>;

// PyTorch's x.view(x.size(0), -1): the shape is computed, and must vanish.
TEST(ShapeArithmetic, AViewOfTheBatchSizeVanishes) {
  ModelWriter writer({0, 2, 3});
  writer.integers("zero", {}, {0});
  writer.integers("axes", {1}, {0});
  writer.integers("rest", {1}, {-1});
  writer.node("Shape", {"x"}, "shape");
  set(writer.node("Gather", {"shape", "zero"}, "batch"), "axis", 0);
  writer.node("Unsqueeze", {"batch", "axes"}, "batch1");
  set(writer.node("Concat", {"batch1", "rest"}, "target"), "axis", 0);
  writer.node("Reshape", {"x", "target"}, "y");
  const Graph graph = writer.import();
  ASSERT_EQ(graph.nodes.size(), 1U);
  EXPECT_EQ(graph.values[graph.output].shape, (Shape{6}));
}

// How PyTorch exports F.pad: [left, right, ...] reversed by Reshape, Slice, Transpose.
TEST(ShapeArithmetic, ThePadsOfTorchPadVanish) {
  ModelWriter writer({0, 3});
  writer.integers("given", {2}, {1, 2});
  writer.integers("four", {}, {4});
  writer.integers("two", {}, {2});
  writer.node("Sub", {"four", "two"}, "missing");
  writer.integers("axes", {1}, {0});
  writer.node("Unsqueeze", {"missing", "axes"}, "missing1");
  writer.node("ConstantOfShape", {"missing1"}, "zerosReal");
  set(writer.node("Cast", {"zerosReal"}, "zeros"), "to", onnx::TensorProto::INT64);
  set(writer.node("Concat", {"given", "zeros"}, "all"), "axis", 0);
  writer.integers("pairs", {2}, {-1, 2});
  writer.node("Reshape", {"all", "pairs"}, "table");
  writer.integers("start", {1}, {-1});
  writer.integers("end", {1}, {INT64_MIN + 1});
  writer.integers("axis", {1}, {0});
  writer.integers("step", {1}, {-1});
  writer.node("Slice", {"table", "start", "end", "axis", "step"}, "reversed");
  set(writer.node("Transpose", {"reversed"}, "turned"), "perm", {1, 0});
  writer.integers("flat", {1}, {-1});
  writer.node("Reshape", {"turned", "flat"}, "pads");
  writer.node("Pad", {"x", "pads"}, "y");
  EXPECT_EQ(writer.run(counting(3)), (Values{0, 1, 2, 3, 0, 0}));
}

TEST(ShapeArithmetic, OperatorsOnConstantFloatsFold) {
  ModelWriter writer({0, 2});
  writer.floats("w", {3, 2}, {1, 2, 3, 4, 5, 6});
  set(writer.node("Transpose", {"w"}, "turned"), "perm", {1, 0});
  writer.floats("two", {}, {2});
  writer.node("Mul", {"turned", "two"}, "doubled");
  writer.node("MatMul", {"x", "doubled"}, "y");
  const Graph graph = writer.import();
  EXPECT_EQ(graph.nodes.size(), 1U);
  EXPECT_EQ(runOnce(graph, {1, 1}), (Values{6, 14, 22}));
}

TEST(ShapeArithmetic, SqueezeDropsNamedAxes) {
  ModelWriter old({0, 1, 2, 1}, 11);
  set(old.node("Squeeze", {"x"}, "y"), "axes", Shape{-1});
  EXPECT_EQ(old.import().values.back().shape, (Shape{1, 2}));
  ModelWriter recent({0, 1, 2, 1}, 13);
  recent.node("Squeeze", {"x"}, "y");
  EXPECT_EQ(recent.import().values.back().shape, (Shape{2}));
}

TEST(ShapeArithmetic, OverflowIsRefused) {
  ModelWriter writer({0, 2});
  writer.integers("big", {1}, {INT64_MAX});
  writer.node("Mul", {"big", "big"}, "huge");
  writer.node("Reshape", {"x", "huge"}, "y");
  EXPECT_EQ(writer.refusal(),
            "model.onnx: node 'huge_node' (Mul): found constants 9223372036854775807 and "
            "9223372036854775807, whose "
            "result is no 64-bit integer; allowed: shape arithmetic without overflow; try exporting the "
            "model again");
}

TEST(ShapeArithmetic, DivisionByZeroIsRefused) {
  ModelWriter writer({0, 2});
  writer.integers("zero", {1}, {0});
  writer.node("Div", {"zero", "zero"}, "nothing");
  writer.node("Reshape", {"x", "nothing"}, "y");
  EXPECT_NE(writer.refusal().find("found constants 0 and 0"), std::string::npos);
}

}  // namespace
}  // namespace ohmic::models
