// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0

// Energy never falls when a chip has more to do: more bits, more reads, more rows.

#include <gtest/gtest.h>

#include <algorithm>

#include "configs/reader/config.h"
#include "sim/chip/energy.h"
#include "sim/chip/read_chip.h"
#include "tests/places.h"
#include "tests/unit/chip/test_network.h"

namespace ohmic::sim {
namespace {

ChipModel isaac(int adcBits) {
  configs::LoadOptions options;
  options.presetFolders = {tests::sourceFolder() + "/configs/presets"};
  const auto config = configs::Config::fromText(
      "chip: { preset: isaac_2016, adc: { model: hwcomponents_isaac, rate: 1.28 GHz, per_element: 8 }, "
      "array_energy: published }\n",
      "run.yaml", options);
  LayerHardware hardware;
  hardware.adc.bits = adcBits;
  return readChip(config.root().section("chip"), hardware);
}

/// Joules of an image in which every row is driven alike.
double energyOf(const models::Graph& graph, const tests::TestHardware& hardware, const ChipModel& model) {
  tests::TestChip test = tests::makeChip(graph, hardware, 1);
  test.model = model;
  std::vector<LayerCounts> counts;
  for (const auto& layer : test.deployment.plan.layers) {
    counts.emplace_back(layer.rows(), layer.arrays.size());
  }
  return energy(test.deployment, test.chip, test.model, countEvents(test.deployment, test.model), {counts, 1},
                1e-6)
      .total();
}

tests::TestHardware bitSerial(int bits) {
  tests::TestHardware hardware;
  hardware.mapping.input.encoding = mapping::InputEncoding::bitSerial;
  hardware.mapping.input.bits = bits;
  return hardware;
}

TEST(EnergyNeverFalls, WhenInputsHaveMoreBits) {
  double before = 0.0;
  for (const int bits : {2, 4, 6, 8, 12, 16}) {
    const double joules = energyOf(tests::residualNetwork(), bitSerial(bits), isaac(8));
    EXPECT_GT(joules, before) << bits << " bits";
    before = joules;
  }
}

TEST(EnergyNeverFalls, WhenConvertersHaveMoreBits) {
  double before = 0.0;
  for (const int bits : {4, 5, 6, 7, 8, 9, 10}) {
    auto hardware = bitSerial(8);
    hardware.adc.bits = bits;
    const double joules = energyOf(tests::residualNetwork(), hardware, isaac(bits));
    EXPECT_GT(joules, before) << bits << " bits";
    before = joules;
  }
}

TEST(EnergyNeverFalls, WhenWeightsHaveMoreSlices) {
  double before = 0.0;
  for (const int cellBits : {7, 4, 2, 1}) {
    auto hardware = bitSerial(8);
    hardware.mapping.weights.cellBits = cellBits;
    const double joules = energyOf(tests::residualNetwork(), hardware, isaac(8));
    EXPECT_GT(joules, before) << cellBits << " bits a cell";
    before = joules;
  }
}

TEST(EnergyNeverFalls, WhenTheMatrixHasMoreRows) {
  double before = 0.0;
  for (const int rows : {1, 10, 64, 127, 128, 129, 200, 256, 257, 400}) {
    const double joules = energyOf(tests::linearNetwork(rows, 16), bitSerial(8), isaac(8));
    EXPECT_GT(joules, before) << rows << " rows";
    before = joules;
  }
}

TEST(EnergyNeverFalls, WhenThereAreMoreReads) {
  double before = 0.0;
  for (const int size : {2, 3, 5, 8, 13}) {
    const double joules = energyOf(tests::convolutionNetwork(3, 8, size), bitSerial(8), isaac(8));
    EXPECT_GT(joules, before) << size << "x" << size << " positions";
    before = joules;
  }
}

// The cells' own part grows with what drives them.
TEST(EnergyNeverFalls, WhenRowsAreDrivenHarder) {
  tests::TestChip test = tests::makeChip(tests::linearNetwork(10, 4), {}, 1);
  double before = 0.0;
  for (const std::int64_t work : {1, 2, 100, 16129}) {
    std::vector<LayerCounts> counts = {LayerCounts(10, 1)};
    counts[0].driveWork.assign(10, work);
    const double joules = cellEnergy(test.deployment, test.chip, test.model, {counts, 1})[0];
    EXPECT_GT(joules, before);
    before = joules;
  }
}

}  // namespace
}  // namespace ohmic::sim
