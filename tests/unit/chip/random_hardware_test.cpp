// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "models/graph/graph_builder.h"
#include "tests/property/random_layer.h"
#include "tests/unit/chip/both_engines.h"

namespace ohmic::tests {
namespace {

/// A small network on hardware drawn at random: every encoding, input mode and error in turn.
class RandomHardware : public testing::TestWithParam<int> {};

models::Graph randomNetwork(std::mt19937& random) {
  switch (random() % 5) {
    case 0:
      return residualNetwork(static_cast<unsigned>(random()));
    case 1:
      return convolutionNetwork(3, 7, 6);
    case 2:
      return pointwiseNetwork(9, 5, 4);
    case 3:
      return groupedNetwork(5, 6);
    default:
      return linearNetwork(33, 9);
  }
}

TestHardware randomHardware(std::mt19937& random) {
  const auto oneIn = [&](unsigned n) { return random() % n == 0; };
  TestHardware hardware;
  hardware.mapping = randomOptions(random, {64, 24, 64, true});
  hardware.adc.ideal = oneIn(5);
  hardware.adc.bits = 4 + static_cast<int>(random() % 9);
  hardware.noisy = oneIn(2);
  hardware.faulty = oneIn(3);
  hardware.verified = oneIn(4);
  hardware.telegraph = oneIn(4);
  hardware.mapping.array.remaps = oneIn(2);
  hardware.replicas = 1 + static_cast<int>(random() % 3);
  if (oneIn(3)) {
    hardware.dac = randomDriverErrors(hardware.mapping.input, random);
  }
  auto& input = hardware.mapping.input;
  const bool canBeGated = input.encoding == mapping::InputEncoding::bitSerial &&
                          input.accumulation == mapping::Accumulation::digital &&
                          input.signedDrive != mapping::SignedDrive::bipolar && hardware.dac.none();
  if (canBeGated && oneIn(2)) {
    hardware.wires = {0.0, 2.0, 0.0, 5.0, true};
    hardware.mapping.weights.devices = 1;
  } else if (oneIn(3)) {
    hardware.iv = bentCells(static_cast<int>(random() % 3));
  }
  hardware.mapping.array.shared = hardware.wires.isIdeal() && !hardware.wires.gated && oneIn(2);
  if (!hardware.adc.ideal && oneIn(2)) {
    hardware.adc = randomConverters(hardware.adc, random);
  }
  return hardware;
}

TEST_P(RandomHardware, GivesBothEnginesOneAnswer) {
  std::mt19937 random(static_cast<unsigned>(GetParam()));
  auto network = randomNetwork(random);
  TestChip test = makeChip(std::move(network), randomHardware(random), 2);
  test.model.organisation = {1, 1 + static_cast<int>(random() % 8), 0};
  test.model.array.pipelined = random() % 2 == 0;
  const auto timed = simulate(test);
  expectSameNumbers(test, timed);
  expectClosedForms(test, timed);
}

INSTANTIATE_TEST_SUITE_P(TwoHundred, RandomHardware, testing::Range(0, 200));

}  // namespace
}  // namespace ohmic::tests
