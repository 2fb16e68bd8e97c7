// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0

// torchvision's networks, exported while the test runs, against PyTorch's own logits. write_table.py writes
// what is found into docs/networks.md, where each network's row is looked up here.

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <sstream>
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

/// A file of numbers of one type, as the machine has them in memory.
template <class Number>
std::vector<Number> readNumbers(const fs::path& file) {
  std::vector<Number> values(fs::file_size(file) / sizeof(Number));
  std::ifstream(file, std::ios::binary)
      .read(reinterpret_cast<char*>(values.data()),
            static_cast<std::streamsize>(values.size() * sizeof(Number)));
  return values;
}

/// Greatest error of the logits of one image, as a part of the largest true logit.
template <class Number>
double errorOf(const float* logits, const Number* truth, std::size_t classes) {
  double error = 0.0;
  double largest = 0.0;
  for (std::size_t c = 0; c < classes; ++c) {
    const auto own = static_cast<double>(truth[c]);
    error = std::max(error, std::fabs(static_cast<double>(logits[c]) - own));
    largest = std::max(largest, std::fabs(own));
  }
  return error / largest;
}

/// Greatest distance of the logits of two images, as a part of the largest.
double distanceOf(const double* first, const double* second, std::size_t classes) {
  double distance = 0.0;
  double largest = 0.0;
  for (std::size_t c = 0; c < classes; ++c) {
    distance = std::max(distance, std::fabs(first[c] - second[c]));
    largest = std::max({largest, std::fabs(first[c]), std::fabs(second[c])});
  }
  return distance / largest;
}

/// 11689512 as a table has it: 11,689,512.
std::string grouped(std::string digits) {
  for (std::size_t at = digits.size(); at > 3; at -= 3) {
    digits.insert(at - 3, ",");
  }
  return digits;
}

class Torchvision : public testing::TestWithParam<const char*> {
 protected:
  void SetUp() override {
    if (!hasTorchvision()) {
      GTEST_SKIP() << "python3-torchvision is not installed: apt-get install -y python3-torchvision";
    }
    folder_ = fs::temp_directory_path() / (std::string("ohmic-torchvision-") + GetParam());
    if (fs::exists(folder_ / "ready")) {  // write_table.py has exported it
      return;
    }
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

constexpr std::size_t kImages = 2;
constexpr double kTolerance = 1e-4;  ///< of the largest logit

/// Deep networks with random weights amplify the rounding of every sum: PyTorch's own float32 differs from
/// double by more than kTolerance in some of them. Ohmic adds in another order, so that its error is another
/// one of the same size (docs/networks.md has both).
constexpr double kTimesPyTorchs = 2.0;

std::string text(double value) {
  std::ostringstream stream;
  stream << value;
  return stream.str();
}

TEST_P(Torchvision, LogitsAreAsExactAsPyTorchs) {
  const FloatNetwork network(importOnnx(folder_ / "network.onnx"));
  const auto images = readNumbers<float>(folder_ / "images.f32");
  const auto pyTorchs = readNumbers<float>(folder_ / "logits.f32");
  const auto truth = readNumbers<double>(folder_ / "logits.f64");
  const auto classes = static_cast<std::size_t>(network.outputSize());
  ASSERT_EQ(truth.size(), kImages * classes);
  ASSERT_EQ(pyTorchs.size(), truth.size());
  ASSERT_EQ(images.size(), kImages * static_cast<std::size_t>(network.inputSize()));
  EXPECT_GT(distanceOf(truth.data(), truth.data() + classes, classes), 0.01)
      << "the logits of two images are equal: they prove nothing";
  std::vector<float> logits(truth.size());
  network.run(images.data(), kImages, logits.data());
  ASSERT_TRUE(std::all_of(logits.begin(), logits.end(), [](float logit) { return std::isfinite(logit); }));
  double greatest = 0.0;
  double pyTorchsGreatest = 0.0;
  double difference = 0.0;
  for (std::size_t first = 0; first < truth.size(); first += classes) {
    const double error = errorOf(logits.data() + first, truth.data() + first, classes);
    const double pyTorchsError = errorOf(pyTorchs.data() + first, truth.data() + first, classes);
    EXPECT_LE(error, std::max(kTolerance, kTimesPyTorchs * pyTorchsError)) << "image " << first / classes;
    greatest = std::max(greatest, error);
    pyTorchsGreatest = std::max(pyTorchsGreatest, pyTorchsError);
    difference = std::max(difference, errorOf(logits.data() + first, pyTorchs.data() + first, classes));
  }
  std::string parameters;
  std::ifstream(folder_ / "parameters.txt") >> parameters;
  RecordProperty("parameters", grouped(parameters));
  RecordProperty("difference", text(difference));
  RecordProperty("error", text(greatest));
  RecordProperty("pytorchs_error", text(pyTorchsGreatest));
}

// clang-format off
constexpr const char* kNetworks[] = {
    "alexnet", "convnext_base", "convnext_large", "convnext_small", "convnext_tiny", "densenet121",
    "densenet161", "densenet169", "densenet201", "efficientnet_b0", "efficientnet_b1",
    "efficientnet_b2", "efficientnet_b3", "efficientnet_b4", "efficientnet_b5", "efficientnet_b6",
    "efficientnet_b7", "efficientnet_v2_l", "efficientnet_v2_m", "efficientnet_v2_s", "googlenet",
    "inception_v3", "maxvit_t", "mnasnet0_5", "mnasnet0_75", "mnasnet1_0", "mnasnet1_3", "mobilenet_v2",
    "mobilenet_v3_large", "mobilenet_v3_small", "regnet_x_16gf", "regnet_x_1_6gf", "regnet_x_32gf",
    "regnet_x_3_2gf", "regnet_x_400mf", "regnet_x_800mf", "regnet_x_8gf", "regnet_y_16gf",
    "regnet_y_1_6gf", "regnet_y_32gf", "regnet_y_3_2gf", "regnet_y_400mf", "regnet_y_800mf",
    "regnet_y_8gf", "resnet101", "resnet152", "resnet18", "resnet34", "resnet50", "resnext101_32x8d",
    "resnext101_64x4d", "resnext50_32x4d", "shufflenet_v2_x0_5", "shufflenet_v2_x1_0",
    "shufflenet_v2_x1_5", "shufflenet_v2_x2_0", "squeezenet1_0", "squeezenet1_1", "swin_b", "swin_s",
    "swin_t", "swin_v2_b", "swin_v2_s", "swin_v2_t", "vgg11", "vgg11_bn", "vgg13", "vgg13_bn", "vgg16",
    "vgg16_bn", "vgg19", "vgg19_bn", "vit_b_16", "vit_b_32", "wide_resnet101_2", "wide_resnet50_2"};
// clang-format on

/// More than 200 million parameters: up to 2.6 GB of weights.
constexpr const char* kLarge[] = {"regnet_y_128gf", "vit_h_14", "vit_l_16", "vit_l_32"};

std::string nameOf(const testing::TestParamInfo<const char*>& network) { return network.param; }

INSTANTIATE_TEST_SUITE_P(Of, Torchvision, testing::ValuesIn(kNetworks), nameOf);
INSTANTIATE_TEST_SUITE_P(OfLarge, Torchvision, testing::ValuesIn(kLarge), nameOf);

TEST(TorchvisionTable, HasARowForEachNetworkAndNoOther) {
  std::vector<std::string> expected(std::begin(kNetworks), std::end(kNetworks));
  expected.insert(expected.end(), std::begin(kLarge), std::end(kLarge));
  std::ifstream page(tests::sourceFolder() + "/docs/networks.md");
  std::vector<std::string> rows;
  bool isTable = false;
  for (std::string line; std::getline(page, line);) {
    isTable = line.rfind("<!-- torchvision: ", 0) == 0 ? line.rfind("written") != std::string::npos : isTable;
    if (isTable && line.rfind("| ", 0) == 0) {
      rows.push_back(line.substr(2, line.find(' ', 2) - 2));
    }
  }
  expected.insert(expected.begin(), "network");  // the table's head
  EXPECT_EQ(rows, expected);
}

}  // namespace
}  // namespace ohmic::models
