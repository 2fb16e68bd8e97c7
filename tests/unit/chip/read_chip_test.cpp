// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "sim/chip/read_chip.h"

#include <gtest/gtest.h>

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "configs/reader/config.h"
#include "sim/chip/area.h"
#include "sim/chip/tile_cycles.h"
#include "tests/places.h"
#include "tests/unit/chip/test_network.h"

namespace ohmic::sim {
namespace {

ChipModel readIsaac(const std::string& changes = {}) {
  configs::LoadOptions options;
  options.presetFolders = {tests::sourceFolder() + "/configs/presets"};
  const auto config =
      configs::Config::fromText("chip: { preset: isaac_2016" + changes + " }\n", "run.yaml", options);
  return readChip(config.root().section("chip"), LayerHardware{});
}

std::string refusalOf(const std::string& changes) {
  try {
    static_cast<void>(readIsaac(changes));
  } catch (const configs::InputError& error) {
    return error.what();
  }
  return "accepted";
}

TEST(ReadChip, IsaacReadsIn100Nanoseconds) {
  const ChipModel model = readIsaac();
  EXPECT_EQ(model.preset, "isaac_2016");
  EXPECT_EQ(model.array.read, 128);  // at 1.28 GHz
  EXPECT_EQ(model.array.adc, 1);
  EXPECT_EQ(model.array.adcsPerArray, 1);
  EXPECT_EQ(model.organisation.arraysPerTile(), 96);
  EXPECT_EQ(model.organisation.tiles, 0);
}

TEST(ReadChip, IsaacsTableAddsUp) {
  ChipModel model = readIsaac(", tiles: 168");
  const auto plan = mapping::mapNetwork(tests::linearNetwork(10, 4), {});
  const AreaReport report = area(plan, std::vector<LayerHardware>(1), model);
  EXPECT_NEAR(report.installed, 85.4e-6, 0.1e-6);
  double tile = 0.0;
  model.costs.forEach(devices::Level::element,
                      [&](const auto&, const devices::ComponentCost& cost) { tile += 12 * cost.power_W; });
  model.costs.forEach(devices::Level::tile,
                      [&](const auto&, const devices::ComponentCost& cost) { tile += cost.power_W; });
  EXPECT_NEAR(tile, 330e-3, 0.5e-3);
  EXPECT_NEAR(168 * tile + model.costs[devices::Component::hostLink]->power_W, 65.8, 0.1);
}

TEST(ReadChip, ReadsEveryShippedChip) {
  configs::LoadOptions options;
  options.presetFolders = {tests::sourceFolder() + "/configs/presets"};
  const std::vector<std::pair<std::string, int>> chips = {
      {"isaac_2016", 8}, {"puma_2019", 8}, {"neurosim_22nm_rram", 5}, {"edge", 8}};
  for (const auto& [name, bits] : chips) {
    const auto config = configs::Config::fromText("chip: { preset: " + name + " }\n", "run.yaml", options);
    LayerHardware hardware;
    hardware.adc.bits = bits;
    const ChipModel model = readChip(config.root().section("chip"), hardware);
    EXPECT_EQ(model.preset, name);
    EXPECT_TRUE(model.programming.has_value()) << name;
    EXPECT_GT(model.costs[devices::Component::adc]->energyPerAction_J(), 0.0) << name;
    EXPECT_GT(model.array.read, 0) << name;
  }
}

// (bits + 1) ns for 5 bits, not a cycle more.
TEST(ReadChip, NeurosimConvertsInSixCycles) {
  configs::LoadOptions options;
  options.presetFolders = {tests::sourceFolder() + "/configs/presets"};
  const auto config =
      configs::Config::fromText("chip: { preset: neurosim_22nm_rram }\n", "run.yaml", options);
  LayerHardware hardware;
  hardware.adc.bits = 5;
  const ChipModel model = readChip(config.root().section("chip"), hardware);
  EXPECT_EQ(model.array.adc, 6);
  EXPECT_EQ(model.array.adcsPerArray, 16);  // 8 columns for each of 128
}

TEST(ReadChip, OverflowNeedsToKnowHowCellsAreWritten) {
  EXPECT_NE(refusalOf(", overflow: reload").find("allowed: refuse, reprogram"), std::string::npos);
  EXPECT_EQ(readIsaac(", overflow: reprogram").organisation.overflow, Overflow::reprogram);
}

TEST(ReadChip, TakesTimingKeys) {
  const ChipModel model = readIsaac(
      ", timing: { dac: 2, pipelined: false }, buffer: { width: 64 }, network: { router: 3 }, digital: { "
      "lanes: 4 }, "
      "host: { width: 8 }, adc: { rate: 100 MHz, per_element: 16 }");
  EXPECT_EQ(model.array.dac, 2);
  EXPECT_FALSE(model.array.pipelined);
  EXPECT_EQ(model.array.adc, 13);
  EXPECT_EQ(model.array.adcsPerArray, 2);
  EXPECT_EQ(model.buffer.bitsPerCycle, 64);
  EXPECT_EQ(model.network.routerCycles, 3);
  EXPECT_EQ(model.digital.lanes, 4);
  EXPECT_EQ(model.hostBitsPerCycle, 8);
}

TEST(ReadChip, RefusesConvertersThatArraysCannotShareEqually) {
  const std::string message = refusalOf(", adc: { per_element: 12 }");
  EXPECT_NE(message.find("chip.adc.per_element: 12 converters for 8 arrays"), std::string::npos) << message;
}

// A converter's steps may contain its addition; no time is below zero.
TEST(ReadChip, AnAdditionMayTakeNoTimeOfItsOwn) {
  EXPECT_EQ(readIsaac(", timing: { shift_add: 0 }").array.shiftAdd, 0);
  EXPECT_NE(refusalOf(", timing: { shift_add: -1 }").find("shift_add"), std::string::npos);
}

}  // namespace
}  // namespace ohmic::sim
