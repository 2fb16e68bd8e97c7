// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0

// Published chips at full load: what they draw against their tables.

#include <gtest/gtest.h>

#include <cmath>
#include <map>
#include <string>

#include "configs/reader/config.h"
#include "sim/chip/chip.h"
#include "sim/chip/energy.h"
#include "sim/chip/read_chip.h"
#include "tests/places.h"
#include "tests/unit/chip/test_network.h"

namespace ohmic::sim {
namespace {

ChipModel readPreset(const std::string& name) {
  configs::LoadOptions options;
  options.presetFolders = {tests::sourceFolder() + "/configs/presets"};
  const auto config = configs::Config::fromText("chip: { preset: " + name + ", array_energy: published }\n",
                                                "run.yaml", options);
  return readChip(config.root().section("chip"), LayerHardware{});
}

double round(double value, double digit) { return std::round(value / digit) * digit; }

double powerOf(const devices::ChipCosts& costs, devices::Level level) {
  double sum = 0.0;
  costs.forEach(
      level, [&](const auto&, const devices::ComponentCost& cost) { sum += cost.power_W + cost.leakage_W; });
  return sum;
}

double areaOf(const devices::ChipCosts& costs, devices::Level level) {
  double sum = 0.0;
  costs.forEach(level, [&](const auto&, const devices::ComponentCost& cost) { sum += cost.area_m2; });
  return sum;
}

/// A tile of 96 arrays that does nothing but read: 16-bit weights in 2-bit cells, 16 outputs on each array's
/// 128 columns, 16-bit inputs bit by bit, 64 positions of 16 reads for each image.
tests::TestChip fullTile(int images) {
  tests::TestHardware hardware;
  hardware.mapping.weights.bits = 16;
  hardware.mapping.weights.cellBits = 2;
  hardware.mapping.weights.encoding = mapping::Encoding::offset;
  hardware.mapping.weights.subtraction = mapping::Subtraction::digital;
  hardware.mapping.input.bits = 16;
  hardware.mapping.input.encoding = mapping::InputEncoding::bitSerial;
  auto test = tests::makeChip(tests::pointwiseNetwork(128, 96 * 16, 8), hardware, images);
  test.model = readPreset("isaac_2016");
  return test;
}

struct TableRow {
  const char* component;
  double power_W;  ///< of an element's group in the corrected Table I
};

// Shafiee et al., ISCA 2016, corrected Table I. A read repeats every 129 cycles instead of 128: the last
// column's shift-and-add. So every component draws 0.78 % less than at exactly 100 ns.
TEST(FullLoad, AnIsaacTileDrawsItsTablesPowerOverAThousandReads) {
  const auto test = fullTile(3);
  ASSERT_EQ(test.deployment.plan.arrays(), 96);
  const ChipResult timed =
      simulateChip({test.deployment, test.chip, test.moment, test.model, test.images(), test.numbers()});
  EXPECT_EQ(timed.events[0].arrayReads, 3 * 1024 * 96);
  const double readTime = timed.interval_s / 1024.0;
  EXPECT_NEAR(readTime, 100e-9, 1e-9);

  const auto bill = energy(test.deployment, test.chip, test.model, countEvents(test.deployment, test.model),
                           {timed.counts, 3}, timed.interval_s)
                        .byLayer[0];
  const std::vector<TableRow> table = {{"adc", 16e-3},    {"dac", 4e-3},         {"sample_hold", 10e-6},
                                       {"array", 2.4e-3}, {"shift_add", 0.2e-3}, {"input_register", 1.24e-3}};
  for (const auto& row : table) {
    EXPECT_NEAR(bill.at(row.component) / timed.interval_s, 12.0 * row.power_W, 0.02 * 12.0 * row.power_W)
        << row.component;
  }
  // The output register's row counts 16 sums of 16 bits for each array and position; the tile's own output
  // register takes the same bits and is taken off here.
  const double tileRegister = test.model.costs[devices::Component::tileOutputRegister]->energyPerAction_J();
  const double sums = 64.0 * 96.0 * 16.0 * 16.0;
  const double elementRegister = bill.at("output_register") - sums * tileRegister;
  EXPECT_NEAR(elementRegister / timed.interval_s, 12.0 * 0.23e-3, 0.02 * 12.0 * 0.23e-3);
}

// What the tile has one of is not at full load behind 96 arrays that share their inputs: its power goes with
// the share of the time in which it works, which the simulation measures.
TEST(FullLoad, AnIsaacTilesBufferDrawsItsTablesPowerForTheTimeItWorks) {
  const auto test = fullTile(3);
  const ChipResult timed =
      simulateChip({test.deployment, test.chip, test.moment, test.model, test.images(), test.numbers()});
  const auto bill = energy(test.deployment, test.chip, test.model, countEvents(test.deployment, test.model),
                           {timed.counts, 3}, timed.interval_s)
                        .byLayer[0];
  const double busy_s =
      static_cast<double>(timed.busyCycles.at("chip.tile_0.buffer")) / 3.0 * test.model.clockPeriod;
  EXPECT_NEAR(bill.at("buffer") / busy_s, 20.7e-3, 0.02 * 20.7e-3);
}

TEST(IsaacTable, OneConversionForEach16BitMultiplyAdd) {
  const auto test = fullTile(1);
  const std::int64_t multiplyAdds = 64LL * 128 * 96 * 16;
  EXPECT_EQ(sum(countEvents(test.deployment, test.model)).adcConversions, multiplyAdds);
}

// The paper rounds at each step; so does this sum.
TEST(IsaacTable, SumsAreThePublishedOnes) {
  const ChipModel model = readPreset("isaac_2016");
  const double tile =
      12.0 * powerOf(model.costs, devices::Level::element) + powerOf(model.costs, devices::Level::tile);
  const double tileArea =
      12.0 * areaOf(model.costs, devices::Level::element) + areaOf(model.costs, devices::Level::tile);
  EXPECT_DOUBLE_EQ(round(tile * 1e3, 1.0), 330.0);
  EXPECT_DOUBLE_EQ(round(tileArea * 1e6, 0.001), 0.372);
  const double chip = round(168.0 * tile + powerOf(model.costs, devices::Level::chip), 0.1);
  const double chipArea = round((168.0 * tileArea + areaOf(model.costs, devices::Level::chip)) * 1e6, 0.1);
  EXPECT_DOUBLE_EQ(chip, 65.8);
  EXPECT_DOUBLE_EQ(chipArea, 85.4);
  // 16,128 arrays, each 128 x 16 multiply-adds of 16 bits (two operations each) in 16 reads of 100 ns.
  const double gops = 168.0 * model.organisation.arraysPerTile() * 128.0 * 16.0 * 2.0 / 1.6e-6 / 1e9;
  EXPECT_DOUBLE_EQ(round(gops / chip, 0.1), 627.5);
  EXPECT_NEAR(gops / chipArea, 478.95, 0.01 * 478.95);   // published
  EXPECT_DOUBLE_EQ(round(gops / chipArea, 0.1), 483.5);  // what the table itself gives
}

// Ankit et al., ASPLOS 2019: 43.97 nJ. 19.1 mW: 8 converters, 8 arrays, 128 drivers, 1024 sample-and-holds, 4
// shift-and-adds.
TEST(PumaTable, AProductDrawsNineteenMilliwattsFor2304Nanoseconds) {
  const ChipModel model = readPreset("puma_2019");
  const double published = 43.97e-9;
  using C = devices::Component;
  const auto actions = [&](C component, double count) {
    const auto& cost = *model.costs[component];
    return count * cost.energyPerAction_J() + cost.leakage_W / 2.0 * 2304e-9;
  };
  const double product = actions(C::adc, 8 * 16 * 128) + actions(C::dac, 8 * 16 * 128) +
                         actions(C::sampleHold, 8 * 16 * 128) + actions(C::shiftAdd, 8 * 16 * 128) +
                         actions(C::array, 8 * 16);
  EXPECT_NEAR(product, published, 0.002 * published);
  EXPECT_NEAR(product / 2304e-9, 19.1e-3, 0.05e-3);
}

}  // namespace
}  // namespace ohmic::sim
