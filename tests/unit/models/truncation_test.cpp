// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "configs/reader/error.h"
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

// A prefix of a model is refused, or the cut took nothing that the network needs.
TEST(Truncation, EveryPrefixIsRefusedOrTheSameNetwork) {
  const std::string bytes = smallNetwork().bytes();
  const std::vector<float> expected = runOnce(importOnnx(bytes, "whole"), counting(16));
  for (std::size_t size = 0; size < bytes.size(); ++size) {
    try {
      const Graph graph = importOnnx(std::string_view(bytes).substr(0, size), "prefix");
      EXPECT_EQ(runOnce(graph, counting(16)), expected) << size;
    } catch (const configs::InputError& error) {
      EXPECT_EQ(std::string(error.what()).rfind("prefix: ", 0), 0U) << error.what();
    }
  }
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
