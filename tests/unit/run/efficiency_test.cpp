// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "sim/run/describe_chip.h"

namespace ohmic::sim {
namespace {

// A multiply-add is two operations: 3e6 and 2e6 of them are 10 million. At 1,000 images a second that is 0.01
// TOPS; 1 uJ for each image makes 10 TOPS/W, 2 mm2 0.005 TOPS/mm2.
TEST(Efficiency, IsOperationsOverEnergyAndArea) {
  std::vector<LayerRecord> layers(2);
  layers[0].multiplyAdds = 3000000;
  layers[1].multiplyAdds = 2000000;
  ChipRecord chip;
  chip.throughput = 1000.0;
  chip.energyPerImage_J = 1e-6;
  chip.areaInstalled_m2 = 2e-6;
  addEfficiency(layers, chip);
  EXPECT_DOUBLE_EQ(chip.operations, 1e7);
  EXPECT_DOUBLE_EQ(chip.tops, 0.01);
  EXPECT_DOUBLE_EQ(chip.topsPerWatt, 10.0);
  EXPECT_DOUBLE_EQ(chip.topsPerMm2, 0.005);
}

TEST(Efficiency, OfNothingIsNone) {
  ChipRecord chip;
  chip.throughput = 1000.0;
  addEfficiency({LayerRecord{}}, chip);
  EXPECT_EQ(chip.topsPerWatt, 0.0);
  EXPECT_EQ(chip.topsPerMm2, 0.0);
}

}  // namespace
}  // namespace ohmic::sim
