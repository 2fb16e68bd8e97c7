// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "models/onnx/rename_products.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "configs/reader/error.h"
#include "models/onnx/import.h"
#include "tests/unit/models/model_writer.h"

namespace ohmic::models {
namespace {

/// Two products with a rectifier between them, whose output has the name "h".
ModelWriter twoProducts() {
  ModelWriter writer({0, 2}, 13);
  writer.floats("w", {2, 2}, {1, -2, 3, 4});
  writer.node("Gemm", {"x", "w"}, "a");
  writer.node("Relu", {"a"}, "h");
  writer.node("MatMul", {"h", "w"}, "y");
  return writer;
}

TEST(RenameProducts, LayersGetTheirNamesAndTheNetworkStays) {
  const ModelWriter writer = twoProducts();
  const Graph graph = importOnnx(renameProducts(writer.bytes(), {"h", "last"}), "renamed.onnx");
  std::vector<std::string> names;
  for (const auto& node : graph.nodes) {
    if (isArrayNode(node)) {
      names.push_back(node.name);
    }
  }
  EXPECT_EQ(names, (std::vector<std::string>{"h", "last"}));
  ASSERT_EQ(graph.nodes.size(), writer.import().nodes.size());
  EXPECT_EQ(weightOf(graph.nodes[0]).values, weightOf(writer.import().nodes[0]).values);
}

TEST(RenameProducts, RefusesAnotherNumberOfProducts) {
  EXPECT_THROW(static_cast<void>(renameProducts(twoProducts().bytes(), {"a"})), configs::InputError);
  EXPECT_THROW(static_cast<void>(renameProducts("no model", {})), configs::InputError);
}

}  // namespace
}  // namespace ohmic::models
