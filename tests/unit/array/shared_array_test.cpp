// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0

// Rows, lines and converters of a shared array are counted from the array's first ones, whichever layer asks.

#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

#include "mapping/sharing.h"
#include "models/graph/graph_builder.h"
#include "sim/array/programming/fault_pattern.h"
#include "sim/array/programming/program.h"

namespace ohmic::sim {
namespace {

/// Layers of 10, 14 and 8 outputs on one array of 64 x 64: pairs on lines 0 to 19, 20 to 47 and 48 to 63.
mapping::Plan threeOnOne(mapping::Subtraction subtraction) {
  models::GraphBuilder builder("image", {20});
  auto value = builder.input();
  std::int64_t inputs = 20;
  for (const std::int64_t outputs : {10, 14, 8}) {
    models::Linear op;
    op.weight.shape = {outputs, inputs};
    op.weight.values.assign(static_cast<std::size_t>(outputs * inputs), 1.0F);
    value = builder.add("fc" + std::to_string(outputs), "Gemm", std::move(op), {value});
    inputs = outputs;
  }
  mapping::MappingOptions options;
  options.array = {64, 64, mapping::Split::equal, true};
  options.weights.subtraction = subtraction;
  auto plan = mapping::mapNetwork(std::move(builder).finish(value), options);
  mapping::shareArrays([](std::size_t, std::size_t) { return true; }, plan);
  return plan;
}

/// Gain of the converter that reads output @p column of a layer.
float gainOf(const ProgrammedChip& chip, std::size_t layer, std::size_t plane, int column) {
  return chip.layers[layer].arrays[0].planes[plane].converters.of(column).gain;
}

// Seven converters: lines 20 and 48 are read by the seventh, whose gain the first layer's output 6 shows.
TEST(SharedArray, ConvertersAreCountedOnFromTheLayersBefore) {
  const auto plan = threeOnOne(mapping::Subtraction::analog);
  ASSERT_EQ(plan.arrays(), 1);
  LayerHardware hardware;
  hardware.mapping = plan.layers[0].options;
  hardware.cell.range = {1e-6, 1e-4};
  hardware.adc.errors.gain = 0.05;
  hardware.adc.converters = 7;
  const auto chip = programChip(plan, std::vector<LayerHardware>(3, hardware), {}, 1);
  for (const std::size_t layer : {1U, 2U}) {
    for (int column = 0; column < 8; ++column) {
      EXPECT_EQ(gainOf(chip, layer, 0, column), gainOf(chip, 0, 0, (6 + column) % 7))
          << layer << " " << column;
    }
  }
  EXPECT_NE(gainOf(chip, 0, 0, 0), gainOf(chip, 0, 0, 6));
}

// The same of pairs whose two lines are converted: five outputs' pairs have ten converters.
TEST(SharedArray, ConvertersOfBothLinesAreCountedOnToo) {
  const auto plan = threeOnOne(mapping::Subtraction::digital);
  LayerHardware hardware;
  hardware.mapping = plan.layers[0].options;
  hardware.cell.range = {1e-6, 1e-4};
  hardware.adc.errors.gain = 0.05;
  hardware.adc.converters = 12;
  const auto chip = programChip(plan, std::vector<LayerHardware>(3, hardware), {}, 1);
  for (const std::size_t plane : {0U, 1U}) {
    // 20 mod 12 is 8: the converters of the first layer's fifth output.
    EXPECT_EQ(gainOf(chip, 1, plane, 0), gainOf(chip, 0, plane, 4)) << plane;
    EXPECT_NE(gainOf(chip, 1, plane, 0), gainOf(chip, 0, plane, 0)) << plane;
  }
}

TEST(SharedArray, AListedStuckCellIsThatOfTheArrayNotOfTheLayer) {
  const auto plan = threeOnOne(mapping::Subtraction::analog);
  const auto& layer = plan.layers[1];  // on rows 20 to 29
  devices::Faults faults;
  faults.list = {{"fc14", 0, 20 + 4, 20 + 2 * 5 + 1, devices::Stuck::high, ""},  // minus cell of output 5
                 {"fc14", 0, 4, 5, devices::Stuck::low, ""}};                    // a cell of the first layer
  const FaultPattern pattern(layer, layer.arrays[0], 0, layer.arrays[0].columns, faults, {});
  EXPECT_EQ(pattern.digits(faults, 1e-6, 1e-6).size(), 1U);
  EXPECT_EQ(pattern.at(0, -1, 0, 4, 5), devices::Stuck::high);
}

}  // namespace
}  // namespace ohmic::sim
