// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0

// torchvision's networks, exported while the test runs, against PyTorch's own logits.

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "models/onnx/import.h"
#include "models/reference/float_network.h"
#include "tests/places.h"

namespace ohmic::models {
namespace {

namespace fs = std::filesystem;

constexpr const char* kPython = "/usr/bin/python3";

bool hasTorchvision() {
  const std::string command = std::string(kPython) + " -c 'import torch, torchvision' 2>/dev/null";
  return std::system(command.c_str()) == 0;
}

std::vector<float> readFloats(const fs::path& file) {
  std::vector<float> values(fs::file_size(file) / sizeof(float));
  std::ifstream(file, std::ios::binary)
      .read(reinterpret_cast<char*>(values.data()),
            static_cast<std::streamsize>(values.size() * sizeof(float)));
  return values;
}

class Torchvision : public testing::TestWithParam<const char*> {
 protected:
  void SetUp() override {
    if (!hasTorchvision()) {
      GTEST_SKIP() << "python3-torchvision is not installed: apt-get install -y python3-torchvision";
    }
    folder_ = fs::temp_directory_path() / (std::string("ohmic-torchvision-") + GetParam());
    fs::remove_all(folder_);
    fs::create_directories(folder_);
    const std::string command = std::string(kPython) + " " + tests::sourceFolder() +
                                "/tests/system/torchvision/export_network.py " + GetParam() + " " +
                                folder_.string() + " > " + (folder_ / "export.log").string() + " 2>&1";
    ASSERT_EQ(std::system(command.c_str()), 0) << "see " << folder_ / "export.log";
  }
  void TearDown() override {
    if (!HasFailure()) {
      fs::remove_all(folder_);
    }
  }
  fs::path folder_;
};

TEST_P(Torchvision, LogitsEqualPyTorchsWithinOneTenThousandthOfTheLargest) {
  const FloatNetwork network(importOnnx(folder_ / "network.onnx"));
  const auto images = readFloats(folder_ / "images.f32");
  const auto expected = readFloats(folder_ / "logits.f32");
  const auto classes = static_cast<std::size_t>(network.outputSize());
  ASSERT_EQ(expected.size(), 2 * classes);
  ASSERT_EQ(static_cast<std::int64_t>(images.size()), 2 * network.inputSize());
  std::vector<float> logits(expected.size());
  network.run(images.data(), 2, logits.data());
  float apart = 0.0F;
  float greatest = 0.0F;
  for (std::size_t image = 0; image < 2; ++image) {
    float error = 0.0F;
    float largest = 0.0F;
    for (std::size_t c = 0; c < classes; ++c) {
      const std::size_t at = image * classes + c;
      error = std::max(error, std::fabs(logits[at] - expected[at]));
      largest = std::max(largest, std::fabs(expected[at]));
      apart = std::max(apart, std::fabs(logits[c] - logits[classes + c]));
    }
    EXPECT_LE(error, 1e-4F * largest) << "image " << image;
    RecordProperty("error_of_image_" + std::to_string(image), std::to_string(error / largest));
    greatest = std::max(greatest, largest);
  }
  EXPECT_GT(apart, 0.01F * greatest) << "the logits of two images are equal: they prove nothing";
}

INSTANTIATE_TEST_SUITE_P(Of, Torchvision,
                         testing::Values("vgg16", "resnet18", "resnet50", "densenet121", "googlenet",
                                         "inception_v3", "mobilenet_v2", "mobilenet_v3_large",
                                         "squeezenet1_1", "efficientnet_b0", "vit_b_16"),
                         [](const auto& name) { return std::string(name.param); });

}  // namespace
}  // namespace ohmic::models
