// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <random>

#include "sim/chip/chip.h"
#include "sim/chip/demand.h"
#include "tests/unit/chip/test_network.h"

namespace ohmic::sim {
namespace {

using tests::TestChip;
using tests::TestHardware;

std::int64_t ceilDiv(std::int64_t a, std::int64_t b) { return (a + b - 1) / b; }

/// A random chip for a random linear layer, and what the layer needs of it.
struct RandomCase {
  TestHardware hardware;
  ChipModel model;
  int inputs = 1;
  int outputs = 1;
  int phases = 1;
};

RandomCase randomCase(int seed) {
  std::mt19937 random(static_cast<unsigned>(seed));
  const auto draw = [&](int low, int high) { return std::uniform_int_distribution<int>(low, high)(random); };
  RandomCase made;
  made.inputs = draw(1, 60), made.outputs = draw(1, 30);
  const bool bitSerial = draw(0, 1) == 1;
  made.hardware.mapping.array = {64, 64, mapping::Split::equal};
  made.hardware.mapping.input.encoding =
      bitSerial ? mapping::InputEncoding::bitSerial : mapping::InputEncoding::parallel;
  made.phases = bitSerial ? 7 : 1;  // 8 bits with sign: 7 of magnitude
  auto& array = made.model.array;
  array.inputRegister = draw(0, 3), array.dac = draw(0, 3), array.read = draw(1, 150),
  array.sampleHold = draw(1, 3);
  array.adc = draw(1, 5), array.shiftAdd = draw(1, 3), array.outputRegister = draw(0, 2);
  array.adcsPerArray = draw(1, 4);
  array.pipelined = draw(0, 3) != 0;
  made.model.buffer = {draw(16, 512), draw(0, 3), 2};
  made.model.digital = {16, 32, draw(1, 32), draw(0, 4)};
  made.model.hostBitsPerCycle = draw(8, 256);
  made.model.clockPeriod = 1e-9;
  return made;
}

/// Cycles of one idle array by device-models 4.8, written out.
std::int64_t idleTile(const ArrayTiming& t, std::int64_t phases, std::int64_t columns) {
  const std::int64_t front = t.inputRegister + t.dac + t.read + t.sampleHold;
  const std::int64_t add = t.shiftAdd + t.outputRegister;
  const std::int64_t back = t.adc + add + (ceilDiv(columns, t.adcsPerArray) - 1) * std::max(t.adc, add);
  return t.pipelined ? front + back + (phases - 1) * std::max(front, back) : (front + back) * phases;
}

std::int64_t cyclesOf(double seconds) { return std::llround(seconds * 1e9); }

ChipResult simulate(const TestChip& test) {
  return simulateChip({test.deployment, test.chip, test.moment, test.model, test.images(), test.numbers()});
}

class RandomChip : public testing::TestWithParam<int> {};

TEST_P(RandomChip, OneLayerTakesItsHandComputedCycles) {
  const RandomCase c = randomCase(GetParam());
  TestChip test = tests::makeChip(tests::linearNetwork(c.inputs, c.outputs), c.hardware, 1);
  test.model = c.model;
  const ChipModel& m = c.model;
  const std::int64_t in = c.inputs * 16, out = c.outputs * 16;  // bits
  const std::int64_t arrive = ceilDiv(in, m.hostBitsPerCycle);
  const std::int64_t write = ceilDiv(in, m.buffer.bitsPerCycle) + m.buffer.latency;
  const std::int64_t fetch = ceilDiv(in, m.buffer.bitsPerCycle) + m.buffer.latency;
  const std::int64_t dequantise = ceilDiv(c.outputs, m.digital.lanes) + m.digital.latency;
  const std::int64_t leave = ceilDiv(out, m.hostBitsPerCycle);
  EXPECT_EQ(cyclesOf(simulate(test).latency_s),
            arrive + write + fetch + idleTile(m.array, c.phases, c.outputs) + dequantise + leave);
}

TEST_P(RandomChip, ThroughputIsTheSlowestStages) {
  RandomCase c = randomCase(GetParam());
  c.model.buffer = {1000000, 0, 2};  // nothing else comes near the arrays
  c.model.hostBitsPerCycle = 1000000;
  c.model.digital.lanes = 1000000;
  c.model.array.inputRegister = 3;
  TestChip test = tests::makeChip(tests::convolutionNetwork(1 + GetParam() % 4, c.outputs, 5), c.hardware, 6);
  test.model = c.model;
  const auto& layer = test.deployment.plan.layers[0];
  const std::int64_t front =
      c.model.array.inputRegister + c.model.array.dac + c.model.array.read + c.model.array.sampleHold;
  const std::int64_t widest = layer.arrays[0].columns;
  const std::int64_t both = idleTile(c.model.array, 1, widest);
  const std::int64_t interval = c.phases * (c.model.array.pipelined ? std::max(front, both - front) : both);
  const auto slowest = slowestStage(resourceDemand(test.deployment, test.model));
  EXPECT_EQ(slowest.resource, "chip.layer_0");
  EXPECT_EQ(slowest.cycles, 25 * interval);
  EXPECT_EQ(cyclesOf(simulate(test).interval_s), slowest.cycles);
}

INSTANTIATE_TEST_SUITE_P(Seeds, RandomChip, testing::Range(0, 50));

TEST(ChipTime, ReplicasShareTheWork) {
  TestHardware hardware;
  TestChip test = tests::makeChip(tests::convolutionNetwork(2, 4, 10), hardware, 6);
  test.model.buffer.bitsPerCycle = 1000000;
  test.model.array.read = 100;
  hardware.replicas = 4;
  TestChip replicated = tests::makeChip(tests::convolutionNetwork(2, 4, 10), hardware, 6);
  replicated.model = test.model;
  const auto slowest = [](const TestChip& chip) {
    return slowestStage(resourceDemand(chip.deployment, chip.model)).cycles;
  };
  EXPECT_EQ(slowest(test), 4 * slowest(replicated));
  EXPECT_EQ(cyclesOf(simulate(replicated).interval_s), slowest(replicated));
}

TEST(ChipTime, ALayerStartsWhenItsRowsHaveArrived) {
  TestChip test = tests::makeChip(tests::residualNetwork(), {}, 1);
  const ChipResult timed = simulate(test);
  EXPECT_LT(timed.layers[1].start_s, timed.layers[0].end_s);  // c2 begins before c1 has ended
  EXPECT_GT(timed.layers[1].start_s, timed.layers[0].start_s);
  EXPECT_GT(timed.layers[3].start_s, timed.layers[2].end_s);  // the linear layer waits for all
}

TEST(ChipTime, ASlowReaderHoldsItsWriterBack) {
  TestChip test = tests::makeChip(tests::residualNetwork(), {}, 8);
  test.model.digital.lanes = 1;  // pooling and additions become the slowest stage
  test.model.digital.latency = 1;
  const ChipResult timed = simulate(test);
  EXPECT_GT(timed.layers[0].spent.output, 0);
  EXPECT_EQ(timed.layers[0].bottleneck, "output");
}

}  // namespace
}  // namespace ohmic::sim
