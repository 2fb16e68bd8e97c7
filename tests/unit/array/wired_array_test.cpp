// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <cmath>
#include <memory>
#include <vector>

#include "devices/cells/gaussian.h"
#include "devices/wires/wires.h"
#include "models/graph/graph_builder.h"
#include "sim/array/programming/program.h"

namespace ohmic::sim {
namespace {

const devices::ConductanceRange kRange{2e-6, 1e-4};

/// Three rows, one output on a crossbar of 4 x 4.
mapping::Plan smallPlan(mapping::Pair pair, mapping::Subtraction subtraction = mapping::Subtraction::analog) {
  models::GraphBuilder builder("image", {3}, true);
  models::Linear op;
  op.weight.shape = {1, 3};
  op.weight.values = {1.0F, -0.5F, 0.25F};
  mapping::MappingOptions options;
  options.array = {4, 4, mapping::Split::equal};
  options.weights.pair = pair;
  options.weights.subtraction = subtraction;
  return mapping::mapNetwork(std::move(builder).finish(builder.add("fc", "Gemm", op, {builder.input()})),
                             options);
}

devices::Cell idealCell() {
  devices::Cell cell;
  cell.range = kRange;
  return cell;
}

TEST(WiredArray, WithoutResistanceIsTheArrayItself) {
  const auto plan = smallPlan(mapping::Pair::adjacent);
  const auto plain = programChip(plan, idealCell(), {}, 1).layers[0].arrays[0];
  const auto wired = programChip(plan, idealCell(), {}, 1, {0.0, 0.0, 0.0, 0.0}).layers[0].arrays[0];
  for (int row = 0; row < 3; ++row) {
    EXPECT_EQ(plain.planes[0].levels.at(row, 0), wired.planes[0].levels.at(row, 0));
  }
}

/// The crossbar written out: the pair on lines 0 and 1 (or line 0 of two crossbars), everything else at
/// g_min.
devices::ConductanceMatrix crossbar(int onLine0, int onLine1, const std::vector<double>& levels,
                                    double step) {
  devices::ConductanceMatrix g = devices::ConductanceMatrix::Constant(4, 4, kRange.least);
  for (int row = 0; row < 3; ++row) {
    const auto digit = [&](int polarity) { return std::max(levels[row] * polarity, 0.0); };
    g(row, 0) += onLine0 == 0 ? 0.0 : digit(onLine0) * step;
    g(row, 1) += onLine1 == 0 ? 0.0 : digit(onLine1) * step;
  }
  return g;
}

TEST(WiredArray, HoldsTheEffectiveConductancesOfItsCrossbars) {
  const devices::WireResistance wires{30.0, 20.0, 200.0, 100.0};
  const std::vector<double> levels = {127, -64, 32};
  const double step = (kRange.greatest - kRange.least) / 127;
  for (const auto pair : {mapping::Pair::adjacent, mapping::Pair::twin}) {
    const auto array = programChip(smallPlan(pair), idealCell(), {}, 1, wires).layers[0].arrays[0];
    const bool isTwin = pair == mapping::Pair::twin;
    const auto first = devices::effectiveConductance(wires, crossbar(1, isTwin ? 0 : -1, levels, step));
    const auto second = devices::effectiveConductance(wires, crossbar(-1, 0, levels, step));
    for (int row = 0; row < 3; ++row) {
      const double difference = first(row, 0) - (isTwin ? second(row, 0) : first(row, 1));
      const double expected = difference / step * 128.0;
      EXPECT_NEAR(array.planes[0].levels.at(row, 0), expected, 0.5 + 1e-6) << row;
      EXPECT_LT(std::abs(expected), std::abs(levels[row]) * 128.0);
      const double conductance = first.row(row).sum() + (isTwin ? second.row(row).sum() : 0.0);
      EXPECT_NEAR(array.rowConductance[row], conductance, 1e-12);
    }
  }
}

TEST(WiredArray, KeepsEveryCellsDraw) {
  const auto plan = smallPlan(mapping::Pair::adjacent);
  devices::Cell cell = idealCell();
  cell.programming =
      std::make_shared<devices::GenericProgramming>(devices::NoiseKind::independent, 0.05, kRange);
  const auto plain = programChip(plan, cell, {}, 1).layers[0].arrays[0];
  const auto wired = programChip(plan, cell, {}, 1, {1e-6, 1e-6, 0.0, 0.0}).layers[0].arrays[0];
  for (int row = 0; row < 3; ++row) {
    EXPECT_NEAR(plain.planes[0].levels.at(row, 0), wired.planes[0].levels.at(row, 0), 1.0);
  }
}

TEST(WiredArray, WeakensFreshNoiseWithTheSignal) {
  const auto plan = smallPlan(mapping::Pair::adjacent);
  devices::Cell cell = idealCell();
  cell.readNoise =
      std::make_shared<devices::GenericReadNoise>(devices::NoiseKind::proportional, 0.05, kRange);
  const auto plain = programChip(plan, cell, {}, 1).layers[0].arrays[0].planes[0];
  const auto wired = programChip(plan, cell, {}, 1, {0.0, 0.0, 0.0, 5000.0}).layers[0].arrays[0].planes[0];
  EXPECT_LT(wired.variance.at(0, 0), plain.variance.at(0, 0));
  EXPECT_GT(wired.variance.at(0, 0), 0);
}

/// Levels of the three cells of a programmed chip's only array.
std::vector<int> levelsOf(const ProgrammedChip& chip) {
  const auto& levels = chip.layers[0].arrays[0].planes[0].levels;
  return {levels.at(0, 0), levels.at(1, 0), levels.at(2, 0)};
}

TEST(WireShares, AreOfTheSolutionThatWasRemembered) {
  const devices::WireResistance wires{30.0, 20.0, 200.0, 100.0};
  const auto plan = smallPlan(mapping::Pair::adjacent);
  LayerHardware hardware;
  hardware.cell = idealCell();
  hardware.wires = wires;
  WireShares shares;
  const auto solved = programChip(plan, {hardware}, {}, 1);
  EXPECT_EQ(levelsOf(programChip(plan, {hardware}, {}, 1, &shares)), levelsOf(solved));
  EXPECT_EQ(levelsOf(programChip(plan, {hardware}, {}, 1, &shares)), levelsOf(solved));
}

// Other draws on the same shares, line by line: g of the chip without wires, times effective over own of the
// ideal cells that the shares were solved for.
TEST(WireShares, WeakenEachCellAsItsPlaceDid) {
  const auto plan = smallPlan(mapping::Pair::adjacent, mapping::Subtraction::digital);
  const double step = (kRange.greatest - kRange.least) / 127;
  LayerHardware hardware;
  hardware.cell = idealCell();
  hardware.wires = {30.0, 20.0, 200.0, 100.0};
  WireShares shares;
  static_cast<void>(programChip(plan, {hardware}, {}, 1, &shares));
  const auto own = crossbar(1, -1, {127, -64, 32}, step);
  const auto effective = devices::effectiveConductance(hardware.wires, own);
  hardware.cell.programming =
      std::make_shared<devices::GenericProgramming>(devices::NoiseKind::independent, 0.05, kRange);
  const ChipMoment other{7, 3, 0.0};
  const auto shared = programChip(plan, {hardware}, other, 1, &shares).layers[0].arrays[0];
  hardware.wires = {};
  const auto plain = programChip(plan, {hardware}, other, 1).layers[0].arrays[0];
  ASSERT_EQ(shared.planes.size(), 2U);
  const double unit = plan.layers[0].levels.unit();
  EXPECT_LT(shared.planes[0].levels.at(0, 0), plain.planes[0].levels.at(0, 0) - 100);
  for (int line = 0; line < 2; ++line) {
    const auto& levels = plain.planes[static_cast<std::size_t>(line)].levels;
    for (int row = 0; row < 3; ++row) {
      const double g = levels.at(row, 0) * unit * step + kRange.least;
      const double expected = (g * effective(row, line) / own(row, line) - kRange.least) / step / unit;
      EXPECT_NEAR(shared.planes[static_cast<std::size_t>(line)].levels.at(row, 0), expected, 1.0) << row;
    }
  }
}

}  // namespace
}  // namespace ohmic::sim
