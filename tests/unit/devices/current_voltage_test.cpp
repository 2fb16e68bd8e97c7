// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "devices/cells/current_voltage.h"

#include <gtest/gtest.h>

#include <cmath>

namespace ohmic::devices {
namespace {

double current(const CurrentVoltage& law, double g, double v) {
  double sum = g * v;
  for (int term = 0; term < law.terms(); ++term) {
    sum += law.coefficient(term, g) * law.voltageFunction(term, v);
  }
  return sum;
}

TEST(MiloCurrentVoltage, CoefficientsArePublished) {
  const MiloCurrentVoltage law;
  EXPECT_NEAR(law.coefficient(0, 62.5e-6), -2.3839e-5, 5e-10);
  EXPECT_NEAR(law.coefficient(1, 62.5e-6), 9.3197e-6, 5e-11);
}

TEST(MiloCurrentVoltage, BendsOutsideTheFitAsMuchAsAtItsEnd) {
  const MiloCurrentVoltage law;
  EXPECT_DOUBLE_EQ(law.coefficient(0, 5e-6), law.coefficient(0, 50e-6) / 10.0);
  EXPECT_DOUBLE_EQ(law.coefficient(1, 450e-6), law.coefficient(1, 225e-6) * 2.0);
  EXPECT_EQ(law.coefficient(0, 0.0), 0.0);
}

TEST(CubicCurrentVoltage, IsTheVoltageLessAQuarterOfItsCube) {
  EXPECT_DOUBLE_EQ(current(CubicCurrentVoltage(), 1e-5, 0.4), 1e-5 * (0.4 - 0.25 * 0.064));
  EXPECT_DOUBLE_EQ(current(CubicCurrentVoltage(), 1e-5, -0.4), -1e-5 * (0.4 - 0.25 * 0.064));
}

TEST(SinhCurrentVoltage, IsTheHyperbolicSineOfTheVoltage) {
  const SinhCurrentVoltage law(0.25);
  for (const double v : {-0.8, -0.1, -1e-4, 1e-5, 0.2, 0.9}) {
    EXPECT_NEAR(current(law, 1e-5, v) / (1e-5 * 0.25 * std::sinh(v / 0.25)), 1.0, 1e-12) << v;
  }
}

TEST(CurrentVoltage, AChordIsTheCurrentOverTheVoltage) {
  EXPECT_DOUBLE_EQ(SinhCurrentVoltage(0.25).chord(1e-5, 0.25), 1e-5 * std::sinh(1.0));
  EXPECT_DOUBLE_EQ(CubicCurrentVoltage().chord(1e-5, 1.0), 0.75e-5);
}

}  // namespace
}  // namespace ohmic::devices
