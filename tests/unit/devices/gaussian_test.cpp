// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "devices/cells/gaussian.h"

#include <gtest/gtest.h>

#include <cmath>

#include "tests/unit/configs/refusal.h"
#include "tests/unit/devices/rows.h"

namespace ohmic::devices {
namespace {

constexpr ConductanceRange kRange{1e-6, 101e-6};

TEST(GenericSigma, IsRelativeToWhatItsKindSays) {
  EXPECT_DOUBLE_EQ(genericSigma(NoiseKind::independent, 0.02, kRange, 50e-6), 2e-6);
  EXPECT_DOUBLE_EQ(genericSigma(NoiseKind::proportional, 0.02, kRange, 50e-6), 1e-6);
  EXPECT_DOUBLE_EQ(genericSigma(NoiseKind::inverseProportional, 0.02, kRange, 50.5e-6), 4.04e-6);
}

TEST(GenericSigma, OfTheInverseKindStopsGrowingAtTheLeastConductance) {
  EXPECT_EQ(genericSigma(NoiseKind::inverseProportional, 0.02, kRange, 0.0),
            genericSigma(NoiseKind::inverseProportional, 0.02, kRange, 1e-6));
}

TEST(GenericProgramming, SigmaZeroIsAnIdealDevice) {
  const Row target = {1e-6, 30e-6, 101e-6};
  for (const auto shape : {GenericProgramming::Shape::normal, GenericProgramming::Shape::uniform}) {
    for (const auto kind :
         {NoiseKind::independent, NoiseKind::proportional, NoiseKind::inverseProportional}) {
      EXPECT_EQ(programmed(GenericProgramming(kind, 0.0, kRange, shape), target), target);
    }
  }
}

TEST(GenericProgramming, UniformErrorsStayWithinHalfASigma) {
  const GenericProgramming law(NoiseKind::independent, 0.1, kRange, GenericProgramming::Shape::uniform);
  for (const double g : programmed(law, Row(4096, 50e-6))) {
    EXPECT_LE(std::abs(g - 50e-6), 5e-6);
  }
}

TEST(GenericProgramming, ACellsDrawIgnoresItsNeighbours) {
  const GenericProgramming law(NoiseKind::proportional, 0.1, kRange);
  Row target(8, 50e-6);
  const Row before = programmed(law, target);
  target[5] = 60e-6;
  const Row after = programmed(law, target);
  for (std::size_t i = 0; i < target.size(); ++i) {
    EXPECT_EQ(before[i] == after[i], i != 5) << i;
  }
}

TEST(GenericProgramming, LeavesNoConductanceBelowZero) {
  for (const double g :
       programmed(GenericProgramming(NoiseKind::independent, 0.5, kRange), Row(1000, 1e-6))) {
    EXPECT_GE(g, 0.0);
  }
}

TEST(GenericReadNoise, IsFreshAndNeverSlow) {
  const GenericReadNoise law(NoiseKind::proportional, 0.01, kRange);
  EXPECT_TRUE(law.isFresh());
  EXPECT_DOUBLE_EQ(law.freshSigma(40e-6), 0.4e-6);
  EXPECT_EQ(flickered(law, Row(4, 40e-6), 1e6), Row(4, 40e-6));
  EXPECT_FALSE(GenericReadNoise(NoiseKind::proportional, 0.0, kRange).isFresh());
}

TEST(GenericLaws, RefuseWhatHasNoMeaning) {
  EXPECT_EQ(configs::refusal([] { return GenericProgramming(NoiseKind::independent, -0.1, kRange); }),
            "hardware.cell: sigma is -0.1; a number of at least 0 is allowed");
  EXPECT_EQ(configs::refusal([] {
              return GenericReadNoise(NoiseKind::inverseProportional, 0.1, {0.0, 1e-4});
            }),
            "hardware.cell: kind inverse_proportional has no value at g_min = 0 S; g_min above 0 S is "
            "allowed; raise "
            "g_min or use kind: independent");
}

TEST(GenericLaws, DescribeThemselves) {
  EXPECT_EQ(GenericProgramming(NoiseKind::independent, 0.02, kRange).describe(),
            "programming error, normal, sigma = 0.02 of the conductance range, clamped at 0 S");
  EXPECT_EQ(GenericReadNoise(NoiseKind::proportional, 0.01, kRange).describe(),
            "fresh Gaussian noise at every read, sigma = 0.01 of the conductance");
}

}  // namespace
}  // namespace ohmic::devices
