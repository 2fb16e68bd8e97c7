// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <cmath>

#include "devices/cells/gaussian.h"
#include "devices/cells/sonos_agrawal_2022.h"
#include "models/graph/graph_builder.h"
#include "sim/array/layer_read.h"
#include "sim/array/programming/program.h"
#include "tests/statistical/law.h"

// Fresh noise of the cells as a conversion sees it: a million reads of columns whose cells all stand at one
// state follow N(sum, sum q^2 (s(g)^2 + s(g_min)^2)), g_min that of the pair's other cell, each cell's
// variance rounded to a 511th of the greatest.

namespace ohmic::devices {
namespace {

constexpr int kRows = 24, kColumns = 16;
constexpr std::uint32_t kImages = 1000000 / kColumns;
constexpr double kInputScale = 0.01;

/// A layer whose weights are all @p state of the greatest level, but one row that holds the greatest and has
/// no input.
models::Graph layerAt(double state) {
  models::Linear linear;
  linear.weight.shape = {kColumns, kRows};
  linear.weight.values.assign(static_cast<std::size_t>(kColumns) * kRows, static_cast<float>(state));
  for (int c = 0; c < kColumns; ++c) {
    linear.weight.values[static_cast<std::size_t>(c) * kRows] = 1.0F;
  }
  models::GraphBuilder builder("x", {kRows}, true);
  return std::move(builder).finish(builder.add("y", "Gemm", linear, {builder.input()}));
}

void expectColumnNoise(const std::shared_ptr<const ReadNoise>& noise, const ConductanceRange& range,
                       double state) {
  SCOPED_TRACE(state);
  sim::LayerHardware hardware;
  hardware.mapping.array = {128, 128};
  hardware.mapping.weights.cellBits = 7;
  hardware.adc.bits = 16;
  hardware.cell.range = range;
  hardware.cell.readNoise = noise;
  const auto graph = layerAt(state);
  const auto plan = mapping::mapNetwork(graph, hardware.mapping);
  const auto& layer = plan.layers[0];
  auto arithmetic = sim::layerArithmetic(layer, kInputScale, hardware.adc, hardware.cell, hardware.dac);
  const auto chip = sim::programChip(plan, {hardware}, {9, 0, 0.0}, 1);

  std::vector<float> input(kRows);
  double squares = 0.0, sum = 0.0;
  for (int k = 1; k < kRows; ++k) {
    const int code = 3 + 5 * k;
    input[static_cast<std::size_t>(k)] = static_cast<float>(code * kInputScale);
    squares += static_cast<double>(code) * code, sum += code;
  }
  const double level = std::nearbyint(state * layer.levels.greatestDigit());
  const double step = sim::levelStep(layer.levels, range);
  const double own = noise->freshSigma(range.least + level * step), other = noise->freshSigma(range.least);
  const auto& plane = chip.layers[0].arrays[0].planes[0];
  const double law = (own * own + other * other) / (step * step * layer.levels.unit() * layer.levels.unit());
  const double kept = plane.variance.at(1, 0) * plane.varianceUnit;
  EXPECT_NEAR(kept, law, 0.5 * plane.varianceUnit)
      << "a cell's variance is rounded to a 511th of the greatest";
  const double sigma = std::sqrt(squares * kept);
  if (sigma == 0.0) {  // a proportional law at the bottom of the range: below half a count
    return;
  }
  const auto lsb = static_cast<std::int64_t>(
      std::max({sigma / 200.0, (sum * level / layer.levels.unit() + 6.0 * sigma) / 32000.0, 1.0}));
  arithmetic.lsb.assign(arithmetic.lsb.empty() ? 1 : arithmetic.lsb.size(), lsb);
  ASSERT_GT(sigma, 10.0 * static_cast<double>(lsb)) << "rounding would show";

  sim::LayerReader reader(layer, arithmetic);
  sim::LayerCounts counts(layer.rows(), layer.arrays.size());
  std::vector<double> samples;
  std::vector<float> output(kColumns);
  for (std::uint32_t image = 0; image < kImages; ++image) {
    reader.run(chip.layers[0], {9, 0, 0.0}, image, input.data(), output.data(), counts);
    for (const float y : output) {
      samples.push_back(static_cast<double>(y) / arithmetic.factor[0] / static_cast<double>(lsb));
    }
  }
  // Codes are whole: the law rounded to them, so moments (with the rounding's variance) are compared, not its
  // steps.
  const double wide = sigma / static_cast<double>(lsb);
  const double mean = sum * level / layer.levels.unit() / static_cast<double>(lsb);
  const auto at = [&](double factor) {
    const double variance = factor * factor * wide * wide + 1.0 / 12.0;
    return distance(samples, {[](double) { return 0.0; }, mean, variance, -1e300});
  };
  EXPECT_LT(at(1.0).mean, kStandardErrors);
  EXPECT_LT(at(1.0).variance, kStandardErrors);
  EXPECT_GT(at(0.99).variance, kStandardErrors) << "a sigma 1 % off passes";
  EXPECT_GT(at(1.01).variance, kStandardErrors) << "a sigma 1 % off passes";
}

const std::vector<double> kStates = {0.0, 0.1, 0.3, 0.5, 0.7, 0.9, 1.0};

TEST(ColumnNoiseLaw, OfGenericReadNoise) {
  constexpr ConductanceRange kRange{1e-6, 100e-6};
  for (const auto kind : {NoiseKind::independent, NoiseKind::proportional}) {
    for (const double state : kStates) {
      expectColumnNoise(std::make_shared<GenericReadNoise>(kind, 0.05, kRange), kRange, state);
    }
  }
}

TEST(ColumnNoiseLaw, OfSonosAgrawal2022) {
  for (const double state : kStates) {
    expectColumnNoise(std::make_shared<sonos_agrawal_2022::FreshNoise>(), sonos_agrawal_2022::kUsual, state);
  }
}

}  // namespace
}  // namespace ohmic::devices
