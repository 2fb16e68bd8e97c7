// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "sim/chip/chip.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstring>
#include <ostream>
#include <string>
#include <thread>
#include <vector>

#include "configs/reader/error.h"
#include "devices/converters/adc_kind.h"
#include "sim/chip/demand.h"
#include "sim/chip/placement.h"
#include "sim/engine/engine.h"
#include "tests/unit/chip/both_engines.h"
#include "tests/unit/chip/test_network.h"

namespace ohmic::sim {
namespace {

using tests::expectClosedForms;
using tests::expectSameNumbers;
using tests::simulate;
using tests::TestChip;
using tests::TestHardware;

/// One chip that the engines must agree on, in every number and count.
struct Configuration {
  std::string name;
  TestHardware hardware;
  int arraysPerTile = 96;

  friend void PrintTo(const Configuration& made, std::ostream* out) { *out << made.name; }
};

Configuration configuration(const std::string& name) {
  Configuration made{name, {}, 96};
  auto& mapping = made.hardware.mapping;
  mapping.array = {32, 16, mapping::Split::equal};
  return made;
}

std::vector<Configuration> configurations() {
  std::vector<Configuration> all;
  all.push_back(configuration("Parallel"));
  all.push_back(configuration("BitSerial"));
  all.back().hardware.mapping.input.encoding = mapping::InputEncoding::bitSerial;
  all.push_back(configuration("SlicesAndDigitalSubtraction"));
  all.back().hardware.mapping.weights.cellBits = 2;
  all.back().hardware.mapping.weights.subtraction = mapping::Subtraction::digital;
  all.push_back(configuration("ReadNoise"));
  all.back().hardware.noisy = true;
  all.push_back(configuration("ReadNoiseBitSerialTwin"));
  all.back().hardware.noisy = true;
  all.back().hardware.mapping.input.encoding = mapping::InputEncoding::bitSerial;
  all.back().hardware.mapping.weights.pair = mapping::Pair::twin;
  all.push_back(configuration("IdealConverters"));
  all.back().hardware.adc.ideal = true;
  all.push_back(configuration("ManyTiles"));
  all.back().arraysPerTile = 1;
  all.push_back(configuration("ReplicasOverTiles"));
  all.back().hardware.replicas = 3;
  all.back().hardware.noisy = true;
  all.back().arraysPerTile = 2;
  all.push_back(configuration("TwelveBitInputs"));
  all.back().hardware.mapping.input.bits = 12;
  all.back().hardware.adc.bits = 10;
  all.push_back(configuration("UnequalConverters"));
  all.back().hardware.adc.errors = {0.02, 1.0, 1.0, 0.0};
  all.back().hardware.adc.noise = 0.5;
  all.back().hardware.adc.converters = 3;
  for (const devices::AdcKind* kind : devices::adcKinds()) {
    all.push_back(configuration("ConvertersAndReplicas_" + kind->name()));
    auto& hardware = all.back().hardware;
    hardware.adc.kind = kind;
    hardware.adc.errors = {0.02, 1.0, 1.0, 0.02};
    for (const auto& impossible : kind->impossibleErrors()) {
      hardware.adc.errors.*impossible.error = 0.0;
    }
    hardware.replicas = 2;
    hardware.mapping.weights.subtraction = mapping::Subtraction::digital;
  }
  return all;
}

class BothEngines : public testing::TestWithParam<Configuration> {};

TEST_P(BothEngines, AgreeInEveryBitAndCount) {
  TestChip test = tests::makeChip(tests::residualNetwork(), GetParam().hardware, 4);
  test.model.organisation = {1, GetParam().arraysPerTile, 0};
  const ChipResult timed = simulate(test);
  expectSameNumbers(test, timed);
  expectClosedForms(test, timed);
  EXPECT_GT(timed.latency_s, timed.interval_s);  // images overlap in the chip
}

INSTANTIATE_TEST_SUITE_P(Configurations, BothEngines, testing::ValuesIn(configurations()),
                         [](const auto& configuration) { return configuration.param.name; });

/// A chip half as large as the network, on which layers take turns.
TestChip smallChip(int images) {
  TestHardware hardware;
  hardware.mapping.array = {32, 16, mapping::Split::equal};
  hardware.noisy = true;
  TestChip test = tests::makeChip(tests::residualNetwork(), hardware, images);
  int largest = 0;
  for (const auto& layer : test.deployment.plan.layers) {
    largest = std::max(largest, layer.crossbars());
  }
  test.model.organisation = {1, 1, largest, Overflow::reprogram};
  test.model.programming = ProgrammingTiming{2.0, 40e-9, 1};
  return test;
}

TEST(Reprogramming, ChangesNoNumber) {
  const TestChip test = smallChip(5);  // two batches and one image
  const ChipResult timed = simulate(test);
  expectSameNumbers(test, timed);
  expectClosedForms(test, timed);
}

// Every batch of two images pays for each load's 32 rows of 40 ns.
TEST(Reprogramming, EveryBatchWaitsForEveryLoad) {
  TestChip test = smallChip(6);
  const int loads = placeArrays(test.deployment.plan, test.model.organisation).loads;
  ASSERT_GT(loads, 1);
  const ChipResult timed = simulate(test);
  const double programming = loads * 32 * 40e-9;
  EXPECT_GT(2.0 * timed.interval_s, programming);
  for (const auto& layer : timed.layers) {
    EXPECT_GT(layer.spent.programming, 0) << layer.name;
  }
}

// Nothing arrives while other weights are written: that time is no buffer's and no network's.
TEST(Reprogramming, WaitingForAnotherLoadIsNotBookedOnTheBuffer) {
  TestChip test = smallChip(6);
  test.model.programming->pulse = 1e-3;
  const ChipResult timed = simulate(test);
  for (const auto& layer : timed.layers) {
    EXPECT_LT(layer.spent.buffer + layer.spent.network, layer.spent.total() / 1000) << layer.name;
  }
}

TEST(Reprogramming, SlowerWritingCostsExactlyItsTime) {
  TestChip test = smallChip(6);
  test.model.programming->pulse = 1e-3;  // nothing else is near
  const int loads = placeArrays(test.deployment.plan, test.model.organisation).loads;
  const double programming = loads * 32 * 1e-3;
  EXPECT_NEAR(2.0 * simulate(test).interval_s, programming, 1e-3 * programming);
}

TEST(SimulateChip, PrintsNothing) {
  const TestChip test = tests::makeChip(tests::linearNetwork(8, 4), {}, 1);
  testing::internal::CaptureStdout();
  testing::internal::CaptureStderr();
  static_cast<void>(simulate(test));
  EXPECT_EQ(testing::internal::GetCapturedStdout(), "");
  EXPECT_EQ(testing::internal::GetCapturedStderr(), "");
}

void expectSameTimes(const ChipResult& one, const ChipResult& other) {
  EXPECT_EQ(one.logits, other.logits);
  EXPECT_EQ(one.latency_s, other.latency_s);
  EXPECT_EQ(one.interval_s, other.interval_s);
  EXPECT_EQ(one.cycles, other.cycles);
  EXPECT_EQ(one.busyCycles, other.busyCycles);
}

// Another chip between, and one that is refused, leave nothing behind in the process.
TEST(SimulateChip, SimulatesAsOftenAsOneLikes) {
  const TestChip test = tests::makeChip(tests::residualNetwork(), {}, 2);
  const ChipResult first = simulate(test);
  static_cast<void>(simulate(tests::makeChip(tests::linearNetwork(8, 4), {}, 1)));
  TestChip small = tests::makeChip(tests::residualNetwork(), {}, 1);
  small.model.organisation = {1, 1, 2};
  EXPECT_THROW(static_cast<void>(simulate(small)), configs::InputError);
  for (int again = 0; again < 3; ++again) {
    expectSameTimes(simulate(test), first);
  }
}

TEST(SimulateChip, SimulatesForSeveralThreads) {
  const TestChip test = tests::makeChip(tests::residualNetwork(), {}, 2);
  const ChipResult alone = simulate(test);
  std::vector<ChipResult> results(4);
  std::vector<std::thread> threads;
  for (ChipResult& result : results) {
    threads.emplace_back([&] { result = simulate(test); });
  }
  for (std::thread& thread : threads) {
    thread.join();
  }
  for (const ChipResult& result : results) {
    expectSameTimes(result, alone);
  }
}

TEST(SimulateChip, RefusesAChipThatIsTooSmall) {
  TestChip test = tests::makeChip(tests::residualNetwork(), {}, 1);
  test.model.organisation = {1, 1, 2};
  EXPECT_THROW(static_cast<void>(simulate(test)), configs::InputError);
}

}  // namespace
}  // namespace ohmic::sim
