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
  EXPECT_EQ(frontCycles(example(), work), 33);                 // 1 + 1 + 30 + 1
  EXPECT_EQ(backCycles(example(), work), 642);                 // 10 + 2 + 63 * 10
  EXPECT_EQ(tileCycles(example(), work), 33 + 642 + 7 * 642);  // the converters set the pace
  EXPECT_EQ(tileInterval(example(), work), 8 * 642);
}

// 256 steps of 10 cycles for each conversion, one after the other.
TEST(TileCycles, ARampClimbsThroughAllItsSteps) {
  ArrayWork work{1, 4, 2};
  work.steps = 256;
  EXPECT_EQ(conversionCycles(example(), work), 2560);
  EXPECT_EQ(backCycles(example(), work), 2560 + 2 + 2560);
}

TEST(TileCycles, StepsAreThoseOfTheLayersConverters) {
  const auto plan = mapping::mapNetwork(tests::linearNetwork(10, 4), {});
  devices::AdcFormat adc;
  const auto steps = [&] {
    return arrayWork(plan.layers[0], plan.layers[0].arrays[0], example(), adc).steps;
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
  EXPECT_EQ(backCycles(timing, {1, 6, 2}), 10 + 16 + 2 * 16);
}

}  // namespace
}  // namespace ohmic::sim
