// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0

// Each operator against PyTorch, or against NumPy where an opset is newer than PyTorch's exporter: the
// generate.py of tests/golden/operators and tests/golden/opsets wrote the models and the tensors.

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "models/onnx/import.h"
#include "models/reference/float_network.h"
#include "tests/places.h"

namespace ohmic::models {
namespace {

namespace fs = std::filesystem;

const fs::path kFolder = fs::path(tests::sourceFolder()) / "tests" / "golden";

std::vector<std::string> cases() {
  std::vector<std::string> names;
  for (const std::string folder : {"operators", "opsets"}) {
    for (const auto& entry : fs::directory_iterator(kFolder / folder)) {
      if (entry.path().extension() == ".onnx") {
        names.push_back(folder + "/" + entry.path().stem().string());
      }
    }
  }
  std::sort(names.begin(), names.end());
  return names;
}

class OperatorTensor : public testing::TestWithParam<std::string> {};

TEST_P(OperatorTensor, EqualsItsWitness) {
  std::ifstream stream(kFolder / (GetParam() + ".json"));
  const nlohmann::json golden = nlohmann::json::parse(stream);
  const auto image = golden.at("input").get<std::vector<float>>();
  const auto expected = golden.at("output").get<std::vector<float>>();
  const Graph graph = importOnnx(kFolder / (GetParam() + ".onnx"));
  const FloatNetwork network(graph);
  EXPECT_EQ(graph.values[graph.output].shape, golden.at("shape").get<Shape>());
  ASSERT_EQ(network.inputSize(), static_cast<std::int64_t>(image.size()));
  ASSERT_EQ(network.outputSize(), static_cast<std::int64_t>(expected.size()));
  std::vector<float> output(expected.size());
  network.run(image.data(), 1, output.data());
  float largest = 0.0F;
  for (const float value : expected) {
    largest = std::max(largest, std::fabs(value));
  }
  for (std::size_t i = 0; i < expected.size(); ++i) {
    EXPECT_NEAR(output[i], expected[i], 2e-6F * largest) << "element " << i;
  }
}

INSTANTIATE_TEST_SUITE_P(Of, OperatorTensor, testing::ValuesIn(cases()), [](const auto& name) {
  std::string text = name.param;  // operators/abs, opsets/mish_18
  std::replace(text.begin(), text.end(), '/', '_');
  return text;
});

}  // namespace
}  // namespace ohmic::models
