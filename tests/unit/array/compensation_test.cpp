// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "sim/array/programming/compensation.h"

#include <gtest/gtest.h>

#include <cmath>
#include <memory>
#include <utility>

#include "sim/array/programming/program.h"

namespace ohmic::sim {
namespace {

/// Drift by a factor of each column's own: even columns keep 0.8, odd ones 0.5.
class Uneven final : public devices::Drift {
 public:
  void age(const devices::CellBlock& cells, const devices::RandomStream& /*random*/, const double* /*target*/,
           double time, double* g) const override {
    for (std::uint32_t i = 0; i < cells.size() && time > 0.0; ++i) {
      g[i] *= (cells.column + i % cells.count) % 2 == 0 ? 0.8 : 0.5;
    }
  }
  [[nodiscard]] std::string describe() const override { return "uneven"; }
};

/// Every cell gains 4 uS: a leak.
class Leak final : public devices::Drift {
 public:
  void age(const devices::CellBlock& cells, const devices::RandomStream& /*random*/, const double* /*target*/,
           double time, double* g) const override {
    for (std::uint32_t i = 0; i < cells.size() && time > 0.0; ++i) {
      g[i] += 4e-6;
    }
  }
  [[nodiscard]] std::string describe() const override { return "leak"; }
};

struct Aged {
  mapping::Plan plan;
  std::vector<LayerHardware> hardware;
  std::vector<ColumnReads> reference;
  ProgrammedChip chip;
};

/// 6 x 4 weights in blocks of 4 and 2 rows.
Aged age(Compensation compensation, std::shared_ptr<devices::Drift> drift = std::make_shared<Uneven>(),
         mapping::Subtraction subtraction = mapping::Subtraction::analog) {
  models::Graph graph;
  graph.values = {{"x", {6}, false}, {"y", {4}, false}};
  models::Linear linear;
  linear.weight = {{4, 6}, {}};
  for (int i = 0; i < 24; ++i) {
    linear.weight.values.push_back(static_cast<float>(i % 2 == 0 ? i + 1 : -i - 1));
  }
  graph.nodes = {{"y", "Gemm", linear, {0}, 1}};
  graph.output = 1;
  LayerHardware hardware;
  hardware.mapping.array = {4, 8};
  hardware.mapping.weights.subtraction = subtraction;
  hardware.cell.range = {0.0, 1e-4};
  hardware.cell.drift = std::move(drift);
  hardware.compensation = compensation;
  Aged aged{mapping::mapNetwork(graph, hardware.mapping), {hardware}, {}, {}};
  aged.reference = referenceReads(programChip(aged.plan, aged.hardware, {1, 0, 0.0}, 1), aged.plan);
  aged.chip = programChip(aged.plan, aged.hardware, {1, 0, 3600.0}, 1);
  compensateDrift(aged.reference, aged.plan, aged.hardware, aged.chip);
  return aged;
}

TEST(Compensation, PerColumnUndoesEachColumnsOwnFactor) {
  const Aged aged = age(Compensation::perColumn);
  for (std::size_t c = 0; c < 4; ++c) {
    EXPECT_NEAR(aged.chip.layers[0].gain[c], c % 2 == 0 ? 1.25 : 2.0, 1e-3) << c;
  }
}

TEST(Compensation, PerLayerKeepsTheMeanMagnitude) {
  const Aged aged = age(Compensation::perLayer);
  double then = 0.0, now = 0.0;
  for (std::size_t c = 0; c < 4; ++c) {
    then += aged.reference[0].sums[c];
    now += aged.reference[0].sums[c] * (c % 2 == 0 ? 0.8 : 0.5);
  }
  for (const double gain : aged.chip.layers[0].gain) {
    EXPECT_EQ(gain, aged.chip.layers[0].gain[0]);
  }
  EXPECT_NEAR(aged.chip.layers[0].gain[0], then / now, 1e-3);
}

// What both cells of a pair gain alike is subtracted with them, before the converter or behind it.
TEST(Compensation, ALeakOfBothCellsOfAPairLeavesTheGainsAtOne) {
  for (const auto subtraction : {mapping::Subtraction::analog, mapping::Subtraction::digital}) {
    const Aged aged = age(Compensation::perColumn, std::make_shared<Leak>(), subtraction);
    ASSERT_EQ(aged.chip.layers[0].arrays[0].planes.size(),
              subtraction == mapping::Subtraction::digital ? 2U : 1U);
    for (const double gain : aged.chip.layers[0].gain) {
      EXPECT_NEAR(gain, 1.0, 1e-3);
    }
  }
}

TEST(Compensation, NoneLeavesTheGainsAtOne) {
  EXPECT_EQ(age(Compensation::none).chip.layers[0].gain, std::vector<double>(4, 1.0));
}

}  // namespace
}  // namespace ohmic::sim
