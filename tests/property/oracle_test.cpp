// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/property/oracle.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "sim/array/layer_read.h"
#include "sim/array/programming/program.h"

namespace ohmic::tests {
namespace {

/// Leaves every cell a little off its target and writes down what it left.
class LoggedProgramming : public devices::Programming {
 public:
  LoggedProgramming(ConductanceLog& log, double sigma) : log_(log), sigma_(sigma) {}

  void program(const devices::CellBlock& cells, const devices::RandomStream& stream,
               double* g) const override {
    std::vector<float> z(cells.size());
    devices::drawNormals(stream, cells, z.data());
    for (std::uint32_t i = 0; i < cells.size(); ++i) {
      g[i] = std::max(g[i] + sigma_ * z[i], 0.0);
      const std::uint32_t row = cells.row + i / cells.count, column = cells.column + i % cells.count;
      log_[{stream.key(), row, column, cells.replica, cells.device}] = g[i];
    }
  }

  [[nodiscard]] std::string describe() const override { return "logged"; }

 private:
  ConductanceLog& log_;
  double sigma_;
};

class WhiteNoise : public devices::ReadNoise {
 public:
  explicit WhiteNoise(double sigma) : sigma_(sigma) {}
  [[nodiscard]] double freshSigma(double) const override { return sigma_; }
  [[nodiscard]] bool isFresh() const override { return sigma_ > 0.0; }
  [[nodiscard]] std::string describe() const override { return "white"; }

 private:
  double sigma_;
};

struct Case {
  const char* name;
  bool idealAdc;
  double readSigma;
  bool hasDriverErrors = false;
  bool isBent = false;
  bool hasConverterErrors = false;
};

class OracleAgrees : public ::testing::TestWithParam<Case> {};

void compare(const Oracle& oracle, const sim::LayerArithmetic& arithmetic, const std::vector<float>& output) {
  const auto& layer = oracle.layer.layer();
  const int positions = layer.patch.positions();
  for (int position = 0; position < positions; ++position) {
    for (int column = 0; column < layer.columns; ++column) {
      const auto expected = oracle.output(position, column);
      const float found = layer.patch.channelsLast ? output[position * layer.columns + column]
                                                   : output[column * positions + position];
      ASSERT_NEAR(found, expected.value, expected.tolerance + 1e-6 * std::abs(expected.value) + 1e-9)
          << "position " << position << " column " << column << " scale " << arithmetic.inputScale;
    }
  }
}

TEST_P(OracleAgrees, OnRandomArrays) {
  std::mt19937 random(7);
  for (int trial = 0; trial < 1000; ++trial) {
    auto layer = randomLayer(random, {40, 6, 24, true});
    devices::AdcFormat adc;
    adc.ideal = GetParam().idealAdc;
    adc.bits = 3 + trial % 8;
    const devices::ConductanceRange range{trial % 2 == 0 ? 0.0 : 4e-6, 1e-4};
    ConductanceLog log;
    devices::Cell cell;
    cell.range = range;
    cell.programming = std::make_shared<LoggedProgramming>(log, 3e-6);
    cell.readNoise = std::make_shared<WhiteNoise>(GetParam().readSigma);
    cell.iv = GetParam().isBent ? bentCells(trial) : devices::NonLinearity{};
    const auto dac = GetParam().hasDriverErrors ? randomDriverErrors(layer.layer().options.input, random)
                                                : devices::DacErrors{};
    if (GetParam().hasConverterErrors) {
      adc = randomConverters(adc, random);
    }
    auto& input = layer.plan.layers[0].input;
    if (input.isAccumulated() && adc.errors.threshold == 0.0) {
      input.parts = 1 + trial % 3;
      adc.bits = std::max(adc.bits, 2 + input.bitsAbove(0));
    }
    auto arithmetic = sim::layerArithmetic(layer.layer(), layer.inputScale, adc, cell, dac);
    const sim::ChipMoment moment{11, 5, 0.0};
    sim::LayerHardware hardware;
    hardware.cell = cell, hardware.adc = adc;
    const auto chip = sim::programChip(layer.plan, std::vector<sim::LayerHardware>{hardware}, moment, 1);
    Oracle oracle{
        layer,    range, log, GetParam().readSigma, dac, cell.iv, moment.seed, moment.chip, 3, adc.ideal,
        adc.bits, {},    adc};
    for (int s = 0; s < layer.plan.layers[0].levels.slices && !adc.ideal; ++s) {
      arithmetic.lsb.push_back(1 + std::uniform_int_distribution<int>(0, 1 << 14)(random));
      oracle.lsb.push_back(static_cast<double>(arithmetic.lsb.back()) /
                           static_cast<double>(1 << arithmetic.fractionBits));
    }
    sim::LayerReader reader(layer.layer(), arithmetic);
    sim::LayerCounts counts(layer.layer().rows(), layer.layer().arrays.size());
    std::vector<float> output(layer.outputs());
    reader.run(chip.layers[0], moment, 3, layer.input.data(), output.data(), counts);
    compare(oracle, arithmetic, output);
    if (HasFatalFailure()) {
      FAIL() << "trial " << trial << describe(layer);
    }
  }
}

INSTANTIATE_TEST_SUITE_P(Modes, OracleAgrees,
                         ::testing::Values(Case{"IdealAdc", true, 0.0}, Case{"Adc", false, 0.0},
                                           Case{"IdealAdcReadNoise", true, 2e-6},
                                           Case{"AdcReadNoise", false, 2e-6},
                                           Case{"DriverErrors", true, 0.0, true},
                                           Case{"AdcDriverErrorsReadNoise", false, 2e-6, true},
                                           Case{"BentCells", true, 0.0, false, true},
                                           Case{"AdcEverything", false, 2e-6, true, true},
                                           Case{"ConverterErrors", false, 0.0, false, false, true},
                                           Case{"ConverterErrorsReadNoise", false, 2e-6, false, false, true}),
                         [](const auto& mode) { return std::string(mode.param.name); });

}  // namespace
}  // namespace ohmic::tests
