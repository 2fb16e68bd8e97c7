// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "models/datasets/open_samples.h"
#include "models/onnx/import.h"
#include "models/reference/float_network.h"

namespace ohmic::models {
namespace {

namespace fs = std::filesystem;

const fs::path kZoo = fs::path(OHMIC_SOURCE_DIR) / "models" / "zoo";
const fs::path kLogits = fs::path(OHMIC_SOURCE_DIR) / "tests" / "golden" / "logits";

std::vector<fs::path> filesOf(const fs::path& folder, const char* ending) {
  std::vector<fs::path> files;
  for (const auto& entry : fs::exists(folder) ? fs::directory_iterator(folder) : fs::directory_iterator()) {
    if (entry.path().extension() == ending) {
      files.push_back(entry.path());
    }
  }
  std::sort(files.begin(), files.end());
  return files;
}

/// The images that PyTorch saw; docs/networks.md states the file's format.
DatasetChoice choiceOf(const nlohmann::json& golden) {
  const nlohmann::json& dataset = golden.at("dataset");
  DatasetChoice choice;
  choice.name = dataset.at("name").get<std::string>();
  choice.split = dataset.at("split").get<std::string>() == "train" ? Split::kTrain : Split::kTest;
  choice.mean = dataset.at("mean").get<std::vector<double>>();
  choice.deviation = dataset.at("std").get<std::vector<double>>();
  return choice;
}

void expectLogits(const FloatNetwork& network, const Samples& samples, std::int64_t index,
                  const std::vector<float>& expected) {
  std::vector<float> image(static_cast<std::size_t>(network.inputSize()));
  std::vector<float> logits(static_cast<std::size_t>(network.outputSize()));
  samples.image(index, image.data());
  network.run(image.data(), 1, logits.data());
  ASSERT_EQ(logits.size(), expected.size());
  float largest = 0.0F;
  for (const float logit : expected) {
    largest = std::max(largest, std::fabs(logit));
  }
  for (std::size_t i = 0; i < logits.size(); ++i) {
    EXPECT_NEAR(logits[i], expected[i], 1e-4F * largest) << "image " << index << ", class " << i;
  }
}

TEST(GoldenLogits, EqualPyTorchsWithinOneTenThousandthOfTheLargest) {
  if (filesOf(kZoo, ".onnx").empty()) {
    GTEST_SKIP() << kZoo << " holds no network";
  }
  const std::vector<fs::path> files = filesOf(kLogits, ".json");
  ASSERT_FALSE(files.empty()) << "no golden logits in " << kLogits;
  for (const fs::path& file : files) {
    SCOPED_TRACE(file.string());
    std::ifstream stream(file);
    const nlohmann::json golden = nlohmann::json::parse(stream);
    const FloatNetwork network(importOnnx(kZoo / (file.stem().string() + ".onnx")));
    const auto samples = openSamples(choiceOf(golden));
    const auto images = golden.at("images").get<std::vector<std::int64_t>>();
    const auto logits = golden.at("logits").get<std::vector<std::vector<float>>>();
    ASSERT_FALSE(images.empty());
    ASSERT_EQ(images.size(), logits.size());
    for (std::size_t i = 0; i < images.size(); ++i) {
      expectLogits(network, *samples, images[i], logits[i]);
    }
  }
}

}  // namespace
}  // namespace ohmic::models
