// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "sim/chip/tile_cycles.h"

#include <gtest/gtest.h>

#include "devices/converters/adc_kind.h"
#include "tests/unit/chip/test_network.h"

namespace ohmic::sim {
namespace {

/// pimsim-nn's example: array 30 ns at 1 GHz, S/H 1, ADC 10 cycles, two for 128 columns, S+A 1, OB 1.
ArrayTiming example() {
  ArrayTiming timing;
  timing.inputRegister = 1, timing.dac = 1, timing.read = 30, timing.sampleHold = 1;
  timing.adc = 10, timing.shiftAdd = 1, timing.outputRegister = 1, timing.adcsPerArray = 2;
  return timing;
}

TEST(TileCycles, FollowTheClosedForm) {
  const ArrayWork work{8, 128, 2};
  EXPECT_EQ(frontCycles(example(), work, {}), 33);             // 1 + 1 + 30 + 1
  EXPECT_EQ(backCycles(example(), work, {}), 642);             // 10 + 2 + 63 * 10
  EXPECT_EQ(tileCycles(example(), work), 33 + 642 + 7 * 642);  // the converters set the pace
  EXPECT_EQ(tileInterval(example(), work), 8 * 642);
}

// 256 steps of 10 cycles for each conversion, one after the other.
TEST(TileCycles, ARampClimbsThroughAllItsSteps) {
  const PhaseWork ramp{1, 1, 256};
  EXPECT_EQ(conversionCycles(example(), ramp), 2560);
  EXPECT_EQ(backCycles(example(), {1, 4, 2}, ramp), 2560 + 2 + 2560);
}

TEST(TileCycles, StepsAreThoseOfTheLayersConverters) {
  const auto plan = mapping::mapNetwork(tests::linearNetwork(10, 4), {});
  devices::AdcFormat adc;
  const auto steps = [&] {
    return arrayWork(plan.layers[0], plan.layers[0].arrays[0], example(), adc).phases.front().steps;
  };
  for (const devices::AdcKind* kind : devices::adcKinds()) {
    adc.kind = kind;
    EXPECT_EQ(steps(), kind->steps(adc.bits)) << kind->name();
  }
  adc.kind = &devices::adcKind("ramp");
  adc.bits = 5;
  EXPECT_EQ(steps(), 32);
  adc.ideal = true;
  EXPECT_EQ(steps(), 1);
}

TEST(TileCycles, WithoutAPipelineEveryPassPaysBoth) {
  ArrayTiming timing = example();
  timing.pipelined = false;
  EXPECT_EQ(tileCycles(timing, {8, 128, 2}), 8 * (33 + 642));
  EXPECT_EQ(tileInterval(timing, {8, 128, 2}), 8 * (33 + 642));
}

TEST(TileCycles, ASlowArraySetsThePace) {
  ArrayTiming timing = example();
  timing.read = 1000;
  EXPECT_EQ(tileCycles(timing, {3, 4, 2}), 1003 + 22 + 2 * 1003);  // back: 10 + 2 + 10
}

TEST(TileCycles, SlowAdditionSetsThePaceBehindTheConverter) {
  ArrayTiming timing = example();
  timing.shiftAdd = 15;
  EXPECT_EQ(backCycles(timing, {1, 6, 2}, {}), 10 + 16 + 2 * 16);
}

/// NeuRRAM's neurons: 27 cycles an integration, 30 a step of a conversion, 30 a phase.
ArrayTiming neurons() {
  ArrayTiming timing;
  timing.inputRegister = 0, timing.dac = 0, timing.read = 27, timing.integration = 27, timing.sampleHold = 30;
  timing.adc = 30, timing.shiftAdd = 0, timing.adcsPerArray = 4, timing.pipelined = false;
  return timing;
}

ArrayWork workInParts(const ArrayTiming& timing, int outputBits, int inputBits, int parts) {
  mapping::MappingOptions options;
  options.input = {inputBits, mapping::InputEncoding::bitSerial, mapping::Accumulation::analog};
  options.input.parts = parts;
  const auto plan = mapping::mapNetwork(tests::linearNetwork(10, 4), options);
  devices::AdcFormat adc;
  adc.kind = &devices::adcKind("charge_decrement");
  adc.bits = outputBits;
  return arrayWork(plan.layers[0], plan.layers[0].arrays[0], timing, adc);
}

// Seven bits in parts of four and three: 15 and 7 integrations, 10 and 10 - 4 steps (Wan et al., Nature
// 2022).
TEST(TileCycles, BitsAreIntegratedByTheirWeightAndConvertedPartByPart) {
  const ArrayWork work = workInParts(neurons(), 10, 8, 2);
  EXPECT_EQ(work.total(&PhaseWork::reads), 7);
  EXPECT_EQ(work.total(&PhaseWork::integrations), 22);
  EXPECT_EQ(work.total(&PhaseWork::steps), 16);
  EXPECT_EQ(tileCycles(neurons(), work), 27 * 22 + 30 * 16 + 30 * 2);
  EXPECT_EQ(tileInterval(neurons(), work), tileCycles(neurons(), work));
  const ArrayWork one = workInParts(neurons(), 8, 6, 1);
  EXPECT_EQ(tileCycles(neurons(), one), 27 * 31 + 30 * 8 + 30);
}

// The lower part (front 7 * 27 + 30 = 219, back 180) comes first, then the higher (435, 300).
TEST(TileCycles, UnlikePhasesOverlapWithTheirNeighbours) {
  ArrayTiming timing = neurons();
  timing.pipelined = true;
  const ArrayWork work = workInParts(timing, 10, 8, 2);
  EXPECT_EQ(tileCycles(timing, work), 219 + 435 + 300);
  EXPECT_EQ(tileInterval(timing, work), 435 + 300);
}

// 8 codes of a pass from a macro that gives 4 in a read.
TEST(TileCycles, AMacroIsReadAgainForTheCodesThatItDoesNotGiveAtOnce) {
  ArrayTiming timing;
  timing.inputRegister = 0, timing.dac = 0, timing.sampleHold = 0, timing.read = 133;
  timing.readsGiveCodes = true;
  timing.codesPerRead = 4;
  mapping::MappingOptions options;
  options.weights.subtraction = mapping::Subtraction::digital;  // both lines of 4 pairs
  const auto plan = mapping::mapNetwork(tests::linearNetwork(10, 4), options);
  const ArrayWork work = arrayWork(plan.layers[0], plan.layers[0].arrays[0], timing, {});
  EXPECT_EQ(work.turns, 2);
  EXPECT_EQ(tileInterval(timing, work), 2 * 133);
  timing.codesPerRead = 0;
  EXPECT_EQ(tileInterval(timing, arrayWork(plan.layers[0], plan.layers[0].arrays[0], timing, {})), 133);
}

}  // namespace
}  // namespace ohmic::sim
