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
  DatasetChoice choice;
  choice.name = golden.at("dataset").get<std::string>();
  choice.split = golden.at("split").get<std::string>() == "train" ? Split::kTrain : Split::kTest;
  choice.images = golden.at("images").get<std::int64_t>();
  choice.mean = golden.at("mean").get<std::vector<double>>();
  choice.deviation = golden.at("std").get<std::vector<double>>();
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
  int compared = 0;
  for (const fs::path& file : files) {
    SCOPED_TRACE(file.string());
    std::ifstream stream(file);
    const nlohmann::json golden = nlohmann::json::parse(stream);
    const DatasetChoice choice = choiceOf(golden);
    if (choice.name != "fashion-mnist") {
      continue;  // images that no Debian package holds
    }
    const FloatNetwork network(
        importOnnx(fs::path(OHMIC_SOURCE_DIR) / golden.at("model").get<std::string>()));
    const auto samples = openSamples(choice);
    const auto logits = golden.at("logits").get<std::vector<std::vector<float>>>();
    ASSERT_EQ(static_cast<std::int64_t>(logits.size()), samples->count());
    for (std::size_t i = 0; i < logits.size(); ++i) {
      expectLogits(network, *samples, static_cast<std::int64_t>(i), logits[i]);
    }
    ++compared;
  }
  EXPECT_GT(compared, 0) << "golden logits of no network on Fashion-MNIST";
}

}  // namespace
}  // namespace ohmic::models
