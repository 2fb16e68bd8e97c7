// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <algorithm>
#include <cstring>
#include <numeric>

#include "devices/cells/gaussian.h"
#include "models/graph/graph_builder.h"
#include "sim/array/layer_read.h"
#include "sim/array/programming/program.h"
#include "tests/property/random_layer.h"

namespace ohmic::tests {
namespace {

constexpr int kTrials = 1000;
constexpr int kArrayColumns = 160;
const LayerLimits kLimits{96, 24, 64};

/// A linear layer and what drives it.
struct Case {
  models::Linear op;
  bool nonNegative = true;
  std::vector<float> input;

  [[nodiscard]] int rows() const { return static_cast<int>(op.weight.shape[1]); }
  [[nodiscard]] int columns() const { return static_cast<int>(op.weight.shape[0]); }
};

Case randomCase(std::mt19937& random) {
  const auto between = [&](int low, int high) {
    return std::uniform_int_distribution<int>(low, high)(random);
  };
  std::normal_distribution<float> normal;
  Case made;
  made.nonNegative = between(0, 1) == 1;
  made.op.weight.shape = {between(1, kLimits.columns), between(2, kLimits.rows)};
  made.op.weight.values.resize(static_cast<std::size_t>(made.rows()) * made.columns());
  std::generate(made.op.weight.values.begin(), made.op.weight.values.end(), [&] { return normal(random); });
  made.input.resize(static_cast<std::size_t>(made.rows()));
  std::generate(made.input.begin(), made.input.end(),
                [&] { return made.nonNegative ? std::abs(normal(random)) : normal(random); });
  return made;
}

/// Output with an ideal converter, so that nothing but the law is at work.
std::vector<float> read(const Case& made, const mapping::MappingOptions& options,
                        double programmingSigma = 0.0) {
  models::GraphBuilder builder("image", {made.rows()}, made.nonNegative);
  auto graph = std::move(builder).finish(builder.add("fc", "Gemm", made.op, {builder.input()}));
  const auto plan = mapping::mapNetwork(graph, options);
  const auto& layer = plan.layers[0];
  devices::Cell cell;
  cell.range = {0.0, 1e-4};
  if (programmingSigma > 0.0) {
    cell.programming = std::make_shared<devices::GenericProgramming>(devices::NoiseKind::proportional,
                                                                     programmingSigma, cell.range);
  }
  devices::AdcFormat adc;
  adc.ideal = true;
  const auto arithmetic = sim::layerArithmetic(layer, 3.0 / layer.input.greatest, adc, cell);
  const auto chip = sim::programChip(plan, cell, {}, 1);
  sim::LayerReader reader(layer, arithmetic);
  sim::LayerCounts counts(layer.rows(), layer.arrays.size());
  std::vector<float> output(static_cast<std::size_t>(layer.columns));
  reader.run(chip.layers[0], {}, 0, made.input.data(), output.data(), counts);
  return output;
}

void expectSameBits(const std::vector<float>& a, const std::vector<float>& b, int trial) {
  ASSERT_EQ(a.size(), b.size());
  ASSERT_EQ(std::memcmp(a.data(), b.data(), a.size() * sizeof(float)), 0) << "trial " << trial;
}

TEST(ExactLaws, PermutingRowsWithTheirInputsChangesNothing) {
  std::mt19937 random(1);
  for (int trial = 0; trial < kTrials; ++trial) {
    const Case made = randomCase(random);
    const auto options = randomOptions(random, kLimits);
    std::vector<int> order(static_cast<std::size_t>(made.rows()));
    std::iota(order.begin(), order.end(), 0);
    std::shuffle(order.begin(), order.end(), random);
    Case permuted = made;
    for (int row = 0; row < made.rows(); ++row) {
      permuted.input[row] = made.input[order[row]];
      for (int column = 0; column < made.columns(); ++column) {
        permuted.op.weight.values[column * made.rows() + row] =
            made.op.weight.values[column * made.rows() + order[row]];
      }
    }
    expectSameBits(read(made, options), read(permuted, options), trial);
  }
}

TEST(ExactLaws, AddingZeroRowsChangesNothing) {
  std::mt19937 random(2);
  for (int trial = 0; trial < kTrials; ++trial) {
    const Case made = randomCase(random);
    const auto options = randomOptions(random, kLimits);
    Case longer = made;
    longer.op.weight.shape[1] += 3;
    longer.op.weight.values.clear();
    for (int column = 0; column < made.columns(); ++column) {
      const auto first = made.op.weight.values.begin() + static_cast<std::ptrdiff_t>(column) * made.rows();
      longer.op.weight.values.insert(longer.op.weight.values.end(), first, first + made.rows());
      longer.op.weight.values.insert(longer.op.weight.values.end(), 3, 0.0F);
    }
    longer.input.insert(longer.input.end(), {0.7F, 1.9F, 0.1F});
    expectSameBits(read(made, options), read(longer, options), trial);
  }
}

TEST(ExactLaws, SlicingDifferentlyChangesNothing) {
  std::mt19937 random(3);
  for (int trial = 0; trial < kTrials; ++trial) {
    const Case made = randomCase(random);
    auto options = randomOptions(random, kLimits);
    options.array.columns = kArrayColumns;
    options.weights.cellBits = std::uniform_int_distribution<int>(1, 8)(random);
    const auto once = read(made, options);
    options.weights.cellBits = std::uniform_int_distribution<int>(1, 8)(random);
    expectSameBits(once, read(made, options), trial);
  }
}

TEST(ExactLaws, SplittingOverOtherArraysChangesNothing) {
  std::mt19937 random(4);
  for (int trial = 0; trial < kTrials; ++trial) {
    const Case made = randomCase(random);
    auto options = randomOptions(random, kLimits);
    const auto once = read(made, options);
    options.array = randomOptions(random, kLimits).array;
    options.array.columns *= options.weights.devices;
    expectSameBits(once, read(made, options), trial);
  }
}

// Draws belong to weights: another tile size gives the same weight the same error. A unit column belongs to
// an array, so its draws do not stay.
TEST(ExactLaws, SplittingKeepsProgrammingErrors) {
  std::mt19937 random(5);
  int shown = 0;
  for (int trial = 0; trial < kTrials; ++trial) {
    const Case made = randomCase(random);
    auto options = randomOptions(random, kLimits);
    if (options.weights.encoding == mapping::Encoding::offsetUnitColumn) {
      options.weights.encoding = mapping::Encoding::differential;
    }
    const auto once = read(made, options, 0.1);
    options.array = randomOptions(random, kLimits).array;
    options.array.columns *= options.weights.devices;
    options.array.columns = std::max(options.array.columns, 32);
    expectSameBits(once, read(made, options, 0.1), trial);
    shown += once != read(made, options) ? 1 : 0;
  }
  EXPECT_GT(shown, kTrials * 9 / 10) << "trials in which the errors show";
}

}  // namespace
}  // namespace ohmic::tests
