// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "models/datasets/open_samples.h"
#include "models/onnx/import.h"
#include "models/reference/float_network.h"
#include "tests/folder.h"
#include "tests/places.h"

namespace ohmic::models {
namespace {

namespace fs = std::filesystem;

const fs::path kLogits = fs::path(tests::sourceFolder()) / "tests" / "golden" / "logits";

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
  choice.split = golden.at("split").get<std::string>() == "train" ? Split::train : Split::test;
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

/// Compare every network of the zoo with golden logits on one data set. @returns how many there were.
int compareAll(const std::string& dataset, const fs::path& folder) {
  int compared = 0;
  for (const fs::path& file : filesOf(kLogits, ".json")) {
    SCOPED_TRACE(file.string());
    std::ifstream stream(file);
    const nlohmann::json golden = nlohmann::json::parse(stream);
    DatasetChoice choice = choiceOf(golden);
    if (choice.name != dataset) {
      continue;
    }
    choice.path = folder;
    const FloatNetwork network(
        importOnnx(fs::path(tests::sourceFolder()) / golden.at("model").get<std::string>()));
    const auto samples = openSamples(choice);
    const auto logits = golden.at("logits").get<std::vector<std::vector<float>>>();
    EXPECT_EQ(static_cast<std::int64_t>(logits.size()), samples->count());
    for (std::size_t i = 0; i < logits.size(); ++i) {
      expectLogits(network, *samples, static_cast<std::int64_t>(i), logits[i]);
    }
    ++compared;
  }
  return compared;
}

TEST(GoldenLogits, OnFashionMnistEqualPyTorchsWithinOneTenThousandthOfTheLargest) {
  EXPECT_GT(compareAll("fashion-mnist", {}), 0) << "golden logits of no network on Fashion-MNIST";
}

class GoldenLogitsOnCifar : public tests::TestInFolder {};

TEST_F(GoldenLogitsOnCifar, EqualPyTorchsWithinOneTenThousandthOfTheLargest) {
  const fs::path archive =
      fs::path(tests::sourceFolder()) / ".." / "shared" / "data" / "cifar-10-test.tar.xz";
  if (!fs::exists(archive)) {
    GTEST_SKIP() << "no " << archive << ": the images of the project's shared data are absent";
  }
  const std::string unpack = "tar -xJf '" + archive.string() + "' -C '" + folder_.string() + "'";
  ASSERT_EQ(std::system(unpack.c_str()), 0);
  EXPECT_GT(compareAll("cifar-10", folder_), 0) << "golden logits of no network on CIFAR-10";
}

}  // namespace
}  // namespace ohmic::models
