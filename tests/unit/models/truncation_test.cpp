// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

#include "configs/reader/error.h"
#include "tests/places.h"
#include "tests/unit/models/model_writer.h"
#include "tests/unit/models/one_node.h"

namespace ohmic::models {
namespace {

ModelWriter smallNetwork() {
  ModelWriter writer({0, 1, 4, 4});
  writer.floats("w", {2, 1, 3, 3}, std::vector<float>(18, 0.5F));
  writer.floats("fc", {8, 3}, std::vector<float>(24, 0.25F));
  set(writer.node("Conv", {"x", "w"}, "c"), "kernel_shape", {3, 3});
  writer.node("Relu", {"c"}, "r");
  writer.node("Flatten", {"r"}, "f");
  writer.node("Gemm", {"f", "fc"}, "y");
  return writer;
}

/// Batch normalisation, a shortcut, poolings and a concatenation.
ModelWriter branchedNetwork() {
  ModelWriter writer({0, 1, 4, 4});
  writer.floats("w", {2, 1, 3, 3}, std::vector<float>(18, 0.5F));
  for (const char* name : {"scale", "shift", "mean", "variance"}) {
    writer.floats(name, {2}, {1.0F, 2.0F});
  }
  auto& conv = writer.node("Conv", {"x", "w"}, "c");
  set(conv, "kernel_shape", {3, 3});
  set(conv, "pads", {1, 1, 1, 1});
  writer.node("BatchNormalization", {"c", "scale", "shift", "mean", "variance"}, "n");
  writer.node("Sigmoid", {"n"}, "s");
  writer.node("Add", {"n", "s"}, "a");
  writer.node("GlobalAveragePool", {"a"}, "g");
  writer.node("GlobalMaxPool", {"a"}, "m");
  set(writer.node("Concat", {"g", "m"}, "k"), "axis", 1);
  writer.node("Flatten", {"k"}, "y");
  return writer;
}

// A prefix of a model is refused, or the cut took nothing that the network needs.
void expectRefusedOrSame(const std::string& bytes, const std::vector<float>& input) {
  const std::vector<float> expected = runOnce(importOnnx(bytes, "whole"), input);
  for (std::size_t size = 0; size < bytes.size(); ++size) {
    try {
      const Graph graph = importOnnx(std::string_view(bytes).substr(0, size), "prefix");
      ASSERT_EQ(runOnce(graph, input), expected) << size;
    } catch (const configs::InputError& error) {
      ASSERT_EQ(std::string(error.what()).rfind("prefix: ", 0), 0U) << error.what();
    }
  }
}

TEST(Truncation, EveryPrefixIsRefusedOrTheSameNetwork) {
  expectRefusedOrSame(smallNetwork().bytes(), counting(16));
}

TEST(Truncation, EveryPrefixOfABranchedNetworkIsRefusedOrTheSameNetwork) {
  expectRefusedOrSame(branchedNetwork().bytes(), counting(16));
}

TEST(Truncation, EveryPrefixOfATrainedNetworkIsRefusedOrTheSameNetwork) {
  std::ifstream file(tests::sourceFolder() + "/models/zoo/lenet5-fashion-mnist.onnx", std::ios::binary);
  std::ostringstream bytes;
  bytes << file.rdbuf();
  ASSERT_GT(bytes.str().size(), 200000U);
  expectRefusedOrSame(bytes.str(), counting(784));
}

// Any byte may be anything: the importer answers, it does not crash.
TEST(Truncation, EveryChangedByteIsRefusedOrRuns) {
  const std::string bytes = smallNetwork().bytes();
  for (std::size_t place = 0; place < bytes.size(); ++place) {
    for (const char flip : {'\x01', '\x08', '\x80', '\xff'}) {
      std::string changed = bytes;
      changed[place] = static_cast<char>(changed[place] ^ flip);
      try {
        const Graph graph = importOnnx(changed, "changed");
        const auto size = static_cast<std::size_t>(elementCount(graph.values[graph.input].shape));
        if (size < 1000) {
          static_cast<void>(runOnce(graph, std::vector<float>(size, 1.0F)));
        }
      } catch (const configs::InputError& error) {
        EXPECT_EQ(std::string(error.what()).rfind("changed: ", 0), 0U) << error.what();
      }
    }
  }
}

}  // namespace
}  // namespace ohmic::models
