// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0

// Every network of the zoo through the SystemC modules, against the functional engine.

#include <gtest/gtest.h>

#include <algorithm>
#include <cstring>
#include <filesystem>
#include <string>
#include <vector>

#include "configs/reader/config.h"
#include "models/onnx/import.h"
#include "sim/chip/chip.h"
#include "sim/chip/energy.h"
#include "sim/chip/read_chip.h"
#include "sim/engine/engine.h"
#include "tests/places.h"
#include "tests/unit/chip/test_network.h"

namespace ohmic::tests {
namespace {

constexpr int kImages = 16;

std::vector<std::string> zoo() {
  std::vector<std::string> names;
  for (const auto& entry : std::filesystem::directory_iterator(tests::sourceFolder() + "/models/zoo")) {
    if (entry.path().extension() == ".onnx") {
      names.push_back(entry.path().stem().string());
    }
  }
  std::sort(names.begin(), names.end());
  return names;
}

class ZooOnChip : public testing::TestWithParam<std::string> {};

// Noisy cells with fresh read noise, 16 images in a stream: the values depend on the images' order, the
// noise's counters and every sum, and not on what the images show.
TEST_P(ZooOnChip, GivesTheFunctionalEnginesLogitsBitForBit) {
  TestHardware hardware;
  hardware.noisy = true;
  TestChip test = makeChip(models::importOnnx(tests::sourceFolder() + "/models/zoo/" + GetParam() + ".onnx"),
                           hardware, kImages);
  test.model.organisation = {8, 2, 0};  // several tiles
  const sim::ChipResult timed =
      sim::simulateChip({test.deployment, test.chip, test.moment, test.model, test.images(), test.numbers()});

  sim::Engine engine(test.deployment, 1);
  const auto& graph = test.deployment.graph;
  const RandomImages samples(graph.values[graph.input].shape, kImages);
  std::vector<float> logits(static_cast<std::size_t>(kImages * engine.classes()));
  auto counts = engine.emptyCounts();
  engine.run(test.chip, test.moment, samples, 0, kImages, logits.data(), counts);
  const auto classes = static_cast<std::size_t>(engine.classes());
  for (std::size_t i = 0; i < kImages; ++i) {
    ASSERT_EQ(timed.logits[i].size(), classes);
    EXPECT_EQ(std::memcmp(timed.logits[i].data(), &logits[i * classes], classes * sizeof(float)), 0)
        << "image " << i;
  }
}

// On equations everything that happens in a network has a cost.
TEST_P(ZooOnChip, LeavesNothingOutOnEquations) {
  const TestChip test =
      makeChip(models::importOnnx(tests::sourceFolder() + "/models/zoo/" + GetParam() + ".onnx"), {}, 1);
  configs::LoadOptions options;
  options.presetFolders = {tests::sourceFolder() + "/configs/presets"};
  const auto config = configs::Config::fromText(
      "chip: { preset: edge, tiles: auto, costs: { model: equations } }\n", "run.yaml", options);
  const sim::ChipModel model = sim::readChip(config.root().section("chip"), sim::LayerHardware{});
  const auto counts = sim::Engine(test.deployment, 1).emptyCounts();
  const auto energies = sim::energy(test.deployment, test.chip, model,
                                    sim::countEvents(test.deployment, model), {counts, 1}, 1e-6);
  EXPECT_TRUE(energies.notModelled.empty()) << energies.notModelled.front();
  EXPECT_GT(energies.byComponent().at("dequantise"), 0.0);
}

INSTANTIATE_TEST_SUITE_P(Networks, ZooOnChip, testing::ValuesIn(zoo()), [](const auto& network) {
  std::string name = network.param;
  std::replace_if(
      name.begin(), name.end(), [](char letter) { return letter == '-' || letter == '.'; }, '_');
  return name;
});

}  // namespace
}  // namespace ohmic::tests
