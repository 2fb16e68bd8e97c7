// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <random>

#include "devices/cells/gaussian.h"
#include "models/graph/graph_builder.h"
#include "sim/array/layer_read.h"
#include "sim/array/programming/program.h"

namespace ohmic::sim {
namespace {

/// Outputs of one linear layer over many inputs, its converter's range just holding the largest sum.
class Reading {
 public:
  Reading(const mapping::WeightFormat& weights, const devices::Cell& cell, bool idealAdc = false)
      : cell_(cell) {
    mapping::MappingOptions options;
    options.weights = weights;
    models::GraphBuilder builder("image", {kRows}, true);
    std::mt19937 random(3);
    std::normal_distribution<float> normal;
    models::Linear op;
    op.weight.shape = {kColumns, kRows};
    op.weight.values.resize(kColumns * kRows);
    std::generate(op.weight.values.begin(), op.weight.values.end(), [&] { return normal(random); });
    graph_ = std::move(builder).finish(builder.add("fc", "Gemm", op, {builder.input()}));
    plan_ = mapping::mapNetwork(graph_, options);
    devices::AdcFormat adc;
    adc.ideal = idealAdc;
    arithmetic_ = layerArithmetic(layer(), 1.0 / layer().input.greatest, adc, cell_);
    if (!idealAdc) {
      setRange();
    }
  }

  [[nodiscard]] const mapping::LayerPlan& layer() const { return plan_.layers[0]; }

  [[nodiscard]] std::vector<std::vector<float>> outputs() const {
    const auto chip = programChip(plan_, cell_, {}, 1);
    LayerReader reader(layer(), arithmetic_);
    LayerCounts counts(kRows, layer().arrays.size());
    std::vector<std::vector<float>> all;
    for (std::uint32_t image = 0; image < kImages; ++image) {
      all.emplace_back(kColumns);
      reader.run(chip.layers[0], {}, image, input(image).data(), all.back().data(), counts);
    }
    return all;
  }

 private:
  static constexpr int kRows = 64, kColumns = 20, kImages = 200;

  /// Puts the largest sum at the end of the range.
  class Greatest : public SumListener {
   public:
    void hear(const Plane&, int, const std::int64_t* sums, int count) override {
      for (int i = 0; i < count; ++i) {
        greatest = std::max(greatest, std::abs(sums[i]));
      }
    }
    std::int64_t greatest = 0;
  };

  void setRange() {
    const auto chip = programChip(plan_, cell_, {}, 1);
    LayerReader reader(layer(), arithmetic_);
    Greatest listener;
    for (std::uint32_t image = 0; image < kImages; ++image) {
      reader.listen(chip.layers[0], input(image).data(), listener);
    }
    arithmetic_.lsb.assign(layer().levels.slices, listener.greatest / arithmetic_.adcCodes.greatest + 1);
  }

  static std::vector<float> input(std::uint32_t image) {
    std::mt19937 random(image);
    std::uniform_real_distribution<float> uniform(0.0F, 1.0F);
    std::vector<float> values(kRows);
    std::generate(values.begin(), values.end(), [&] { return uniform(random); });
    return values;
  }

  devices::Cell cell_;
  models::Graph graph_;
  mapping::Plan plan_;
  LayerArithmetic arithmetic_;
};

devices::Cell cellOf(double least, double greatest = 100e-6) {
  devices::Cell cell;
  cell.range = {least, greatest};
  return cell;
}

mapping::WeightFormat weightsOf(mapping::Encoding encoding, mapping::Subtraction subtraction) {
  mapping::WeightFormat weights;
  weights.encoding = encoding;
  weights.subtraction = subtraction;
  return weights;
}

double rms(const std::vector<std::vector<float>>& a, const std::vector<std::vector<float>>& b) {
  double sum = 0.0;
  for (std::size_t i = 0; i < a.size(); ++i) {
    for (std::size_t c = 0; c < a[i].size(); ++c) {
      sum += std::pow(static_cast<double>(a[i][c]) - static_cast<double>(b[i][c]), 2);
    }
  }
  return std::sqrt(sum / static_cast<double>(a.size() * a[0].size()));
}

/// Error that an 8-bit converter leaves with an on/off ratio.
double converterError(const mapping::WeightFormat& weights, double onOff) {
  const auto cell = cellOf(100e-6 / onOff);
  return rms(Reading(weights, cell).outputs(), Reading(weights, cell, true).outputs());
}

// Where the circuit does not cancel g_min, the converter spends its range on it.
TEST(Encodings, AFiniteOnOffRatioCostsResolutionWhereGMinReachesTheConverter) {
  using mapping::Encoding;
  using mapping::Subtraction;
  const auto kept = weightsOf(Encoding::differential, Subtraction::digital);
  const auto offset = weightsOf(Encoding::offset, Subtraction::digital);
  const auto cancelled = weightsOf(Encoding::differential, Subtraction::analog);
  const auto unit = weightsOf(Encoding::offsetUnitColumn, Subtraction::analog);
  EXPECT_GT(converterError(kept, 2), 2.0 * converterError(kept, 1000));
  EXPECT_GT(converterError(offset, 2), 1.5 * converterError(offset, 1000));
  EXPECT_EQ(converterError(cancelled, 2), converterError(cancelled, 1000));
  EXPECT_EQ(converterError(unit, 2), converterError(unit, 1000));
}

TEST(Encodings, WithIdealCellsAndConvertersAllGiveOneAnswer) {
  using mapping::Encoding;
  using mapping::Subtraction;
  const auto cell = cellOf(0.0);
  const auto expected = Reading(weightsOf(Encoding::differential, Subtraction::analog), cell, true).outputs();
  for (const auto encoding : {Encoding::differentialTwoSided, Encoding::offset, Encoding::offsetUnitColumn}) {
    EXPECT_EQ(Reading(weightsOf(encoding, Subtraction::digital), cell, true).outputs(), expected);
  }
}

// Both cells of a balanced pair conduct, so an error that grows with conductance hits small weights too.
TEST(Encodings, ProportionalErrorsHitBalancedPairsHarder) {
  using mapping::Encoding;
  const auto error = [](Encoding encoding) {
    auto cell = cellOf(0.0);
    const auto weights = weightsOf(encoding, mapping::Subtraction::analog);
    const auto exact = Reading(weights, cell, true).outputs();
    cell.programming =
        std::make_shared<devices::GenericProgramming>(devices::NoiseKind::proportional, 0.05, cell.range);
    return rms(Reading(weights, cell, true).outputs(), exact);
  };
  EXPECT_GT(error(Encoding::differentialTwoSided), 1.5 * error(Encoding::differential));
}

/// Correlation of two outputs' errors over images.
double correlation(const std::vector<std::vector<float>>& noisy,
                   const std::vector<std::vector<float>>& exact) {
  double xy = 0.0, xx = 0.0, yy = 0.0;
  for (std::size_t i = 0; i < noisy.size(); ++i) {
    const double x = static_cast<double>(noisy[i][3]) - static_cast<double>(exact[i][3]);
    const double y = static_cast<double>(noisy[i][16]) - static_cast<double>(exact[i][16]);
    xy += x * y, xx += x * x, yy += y * y;
  }
  return xy / std::sqrt(xx * yy);
}

// Every output subtracts the same unit column, noise and all: with equal variances half of an output's noise
// is common. 200 images give a standard error below 0.07.
TEST(Encodings, TheUnitColumnsNoiseIsCommonToItsOutputs) {
  using mapping::Encoding;
  for (const auto subtraction : {mapping::Subtraction::analog, mapping::Subtraction::digital}) {
    auto cell = cellOf(0.0);
    const auto weights = weightsOf(Encoding::offsetUnitColumn, subtraction);
    const auto exact = Reading(weights, cell, true).outputs();
    cell.readNoise =
        std::make_shared<devices::GenericReadNoise>(devices::NoiseKind::independent, 0.05, cell.range);
    EXPECT_NEAR(correlation(Reading(weights, cell, true).outputs(), exact), 0.5, 0.25);
    const auto pair = weightsOf(Encoding::differential, subtraction);
    EXPECT_NEAR(correlation(Reading(pair, cell, true).outputs(), Reading(pair, cellOf(0.0), true).outputs()),
                0.0,
                0.28);  // 4 sigma
  }
}

}  // namespace
}  // namespace ohmic::sim
