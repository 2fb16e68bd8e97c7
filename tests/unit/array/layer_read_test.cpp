// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "sim/array/layer_read.h"

#include <gtest/gtest.h>

#include <cstring>
#include <random>

#include "devices/cells/gaussian.h"
#include "devices/converters/adc_kind.h"
#include "models/graph/graph_builder.h"
#include "sim/array/kernel_target.h"
#include "sim/array/plain_read.h"
#include "sim/array/programming/program.h"
#include "sim/array/row_driver.h"

namespace ohmic::sim {
namespace {

struct Shape {
  int channels = 5, height = 9, width = 9;
  int outputs = 19, kernel = 3, stride = 1, pad = 1, dilation = 1, groups = 1;
  int rows = 20;       ///< of an array
  int activeRows = 0;  ///< read at once
};

models::Graph convLayer(bool nonNegative, const Shape& shape) {
  models::GraphBuilder builder("image", {shape.channels, shape.height, shape.width}, nonNegative);
  models::Conv op;
  auto& window = op.window;
  window.kernelHeight = window.kernelWidth = shape.kernel;
  window.strideHeight = window.strideWidth = shape.stride;
  window.dilationHeight = window.dilationWidth = shape.dilation;
  window.padTop = window.padLeft = window.padBottom = window.padRight = shape.pad;
  op.groups = shape.groups;
  op.weight.shape = {shape.outputs, shape.channels / shape.groups, shape.kernel, shape.kernel};
  std::mt19937 random(3);
  std::normal_distribution<float> normal;
  for (std::int64_t i = 0; i < models::elementCount(op.weight.shape); ++i) {
    op.weight.values.push_back(normal(random));
  }
  return std::move(builder).finish(builder.add("conv", "Conv", op, {builder.input()}));
}

/// The drives of one group of rows, all others zero.
std::vector<std::int16_t> ofGroup(const std::vector<std::int16_t>& drives, const mapping::RowGroup& group) {
  std::vector<std::int16_t> own(drives.size(), 0);
  std::copy_n(drives.begin() + group.begin, group.rows, own.begin() + group.begin);
  return own;
}

/// One array's codes of a position by the plain form alone, added to sums and offsets.
void readArrayPlainly(const mapping::LayerPlan& layer, const mapping::ArrayPlan& array,
                      const LayerArithmetic& arithmetic, const ProgrammedArray& cells,
                      const ChipMoment& moment, int position, const std::int16_t* codes, std::int64_t* sums,
                      std::int64_t* offsets, std::int64_t& saturated) {
  const std::uint32_t node = devices::nodeHash(layer.name);
  const RowDriver drivers(arithmetic, array, static_cast<std::uint32_t>(position % layer.replicas), node,
                          moment);
  std::vector<std::int16_t> rows(array.rows), driven(array.rows);
  for (int pass = 0; pass < layer.passes(array); ++pass) {
    const int phase = pass / layer.rowGroups(array);
    for (int k = 0; k < array.rows; ++k) {
      rows[k] = arithmetic.input.drive(codes[k], phase);
    }
    driven = rows;
    if (!arithmetic.dacErrors.none()) {
      drivers.drive(rows.data(), 9, static_cast<std::uint32_t>(position), static_cast<std::uint32_t>(phase),
                    driven.data());
    }
    const mapping::RowGroup group = layer.rowGroup(array, pass % layer.rowGroups(array));
    const auto nominal = ofGroup(rows, group), drive = ofGroup(driven, group);
    for (const auto& plane : cells.planes) {
      const std::size_t columns = plane.levels.columns();
      std::vector<std::int64_t> column(columns), variances(columns), code(columns);
      std::vector<double> bends(columns);
      const devices::RandomStream noise(moment.seed, devices::Purpose::readNoise, moment.chip, node,
                                        planeOf(plane.slice, plane.polarity));
      ColumnSignals signals;
      if (plane.gatedPlus.empty()) {
        sumColumns(plane.levels, drive.data(), column.data());
      } else {
        sumGated(arithmetic, cells, plane, drive.data(), column.data());
      }
      signals.sums = column.data();
      signals.driveSum = sumDrive(drive.data(), array.rows);
      signals.phase = phase;
      if (plane.varianceUnit > 0.0) {
        sumVariances(plane.variance, arithmetic.input, nominal.data(), variances.data());
        signals.variances = variances.data();
      }
      if (plane.unitVariance.columns() > 0) {
        sumVariances(plane.unitVariance, arithmetic.input, nominal.data(), &signals.unitVariance);
      }
      if (!plane.bends.empty()) {
        sumBends(arithmetic, plane, drive.data(), bends.data());
        signals.bends = bends.data();
      }
      const ConversionSite site{9,
                                static_cast<std::uint32_t>(position),
                                static_cast<std::uint32_t>(pass),
                                static_cast<std::uint32_t>(array.rowBlock),
                                static_cast<std::uint32_t>(array.columnBegin),
                                static_cast<std::uint32_t>(array.unitColumn)};
      convertColumns(arithmetic, cells, plane, noise, site, signals, code.data());
      saturated += countSaturated(arithmetic, phase, code.data(), plane.levels.columns());
      addCodes(arithmetic, plane, phase, code.data(), sums + array.columnBegin);
    }
  }
  for (int c = 0; c < array.columns; ++c) {
    offsets[array.columnBegin + c] += arithmetic.offsetOf(sumCodes(arithmetic.input, codes, array.rows));
  }
}

/// The layer by the plain form alone: one position, one phase at a time.
std::vector<float> readPlainly(const mapping::LayerPlan& layer, const LayerArithmetic& arithmetic,
                               const ProgrammedLayer& programmed, const ChipMoment& moment,
                               const float* input, LayerCounts& counts) {
  CodeRows codes(layer.patch);
  codes.quantise(input, arithmetic.dac);
  std::vector<float> output(static_cast<std::size_t>(layer.columns) * layer.patch.positions());
  std::vector<std::int16_t> row(layer.rows());
  for (int position = 0; position < layer.patch.positions(); ++position) {
    codes.gather(position, 1, 1, layer.rows(), row.data());
    for (std::size_t k = 0; k < row.size(); ++k) {
      counts.driveWork[k] += layer.input.work(row[k]);
    }
    std::vector<std::int64_t> total(layer.columns, 0), offsets(layer.columns, 0);
    for (const auto& array : layer.arrays) {
      const std::size_t replica = position % layer.replicas;
      const std::size_t index = array.index - layer.arrays[0].index;
      readArrayPlainly(layer, array, arithmetic, programmed.arrays[replica * layer.arrays.size() + index],
                       moment, position, row.data() + array.rowBegin, total.data(), offsets.data(),
                       counts.saturated[index]);
    }
    for (int c = 0; c < layer.columns; ++c) {
      output[static_cast<std::size_t>(c) * layer.patch.positions() + position] =
          programmed.norms[static_cast<std::size_t>(c)].of(
              arithmetic.output(total[c], offsets[c], c, programmed.gain[static_cast<std::size_t>(c)]));
    }
  }
  return output;
}

/// Activations: of a normal law, mostly 0, all 0, or all the greatest.
enum class Activations { normal, few, none, greatest };

struct Mode {
  mapping::InputEncoding input;
  mapping::Subtraction subtraction;
  int cellBits;
  double readNoise;
  int replicas;
  bool nonNegative;
  mapping::Encoding encoding = mapping::Encoding::differential;
  mapping::SignedDrive signedDrive = mapping::SignedDrive::bipolar;
  mapping::Accumulation accumulation = mapping::Accumulation::digital;
  devices::DacErrors dac{};
  int bentTerms = 0;  ///< of the cells' law; 0: ohmic
  devices::AdcFormat adc{};
  bool isGated = false;
  Activations activations = Activations::normal;
};

std::vector<float> activationsOf(const Mode& mode, std::size_t count) {
  std::vector<float> input(count);
  std::mt19937 random(4);
  std::normal_distribution<float> normal;
  for (float& x : input) {
    const bool isKept = mode.activations == Activations::normal ||
                        (mode.activations == Activations::few && random() % 4 == 0);
    x = isKept ? normal(random) : mode.activations == Activations::greatest ? 100.0F : 0.0F;
    if (mode.nonNegative) {
      x = std::abs(x);
    }
  }
  return input;
}

/// Five converters of an array with every error that their kind can have.
Mode withConverters(Mode mode, const devices::AdcKind& kind, double noise) {
  mode.adc.kind = &kind;
  mode.adc.errors = {0.05, 1.5, 2.0, 0.03, 0.4};
  for (const auto& impossible : kind.impossibleErrors()) {
    mode.adc.errors.*impossible.error = 0.0;
  }
  mode.adc.noise = noise;
  mode.adc.converters = 5;
  return mode;
}

/// Both forms on every instruction set: outputs and drive work.
void expectEqualForms(const Mode& mode, const Shape& shape) {
  const auto graph = convLayer(mode.nonNegative, shape);
  mapping::MappingOptions options;
  options.array.rows = shape.rows, options.array.columns = 64;
  options.array.activeRows = shape.activeRows;
  options.weights.cellBits = mode.cellBits;
  options.weights.subtraction = mode.subtraction;
  options.weights.encoding = mode.encoding;
  options.input = {8, mode.input, mode.accumulation, mode.signedDrive};
  auto plan = mapping::mapNetwork(graph, options);
  plan.layers[0].replicas = mode.replicas;
  const auto& layer = plan.layers[0];
  devices::Cell cell;
  cell.range = {2e-6, 1e-4};
  cell.programming =
      std::make_shared<devices::GenericProgramming>(devices::NoiseKind::proportional, 0.05, cell.range);
  cell.readNoise = std::make_shared<devices::GenericReadNoise>(devices::NoiseKind::proportional,
                                                               mode.readNoise, cell.range);
  if (mode.bentTerms == 1) {
    cell.iv = {std::make_shared<devices::SinhCurrentVoltage>(0.25), 0.3, false};
  } else if (mode.bentTerms == 2) {
    cell.iv = {std::make_shared<devices::MiloCurrentVoltage>(), 0.3, false};
  }
  auto arithmetic = layerArithmetic(layer, 0.02, mode.adc, cell, mode.dac);
  arithmetic.lsb.assign(plan.layers[0].levels.slices, 3000);
  const ChipMoment moment{7, 1, 0.0};
  LayerHardware hardware;
  hardware.cell = cell, hardware.adc = mode.adc;
  if (mode.isGated) {
    hardware.wires = {0.0, 20.0, 0.0, 50.0, true};
  }
  auto chip = programChip(plan, std::vector<LayerHardware>{hardware}, moment, 1);
  for (std::size_t c = 0; c < chip.layers[0].gain.size(); ++c) {
    chip.layers[0].gain[c] = 1.25 - 0.01 * static_cast<double>(c);
    chip.layers[0].norms.push_back({0.9 + 0.01 * static_cast<double>(c), 0.1 * static_cast<double>(c)});
  }
  const auto input =
      activationsOf(mode, static_cast<std::size_t>(shape.channels) * shape.height * shape.width);
  LayerCounts expectedCounts(layer.rows(), layer.arrays.size());
  const auto expected = readPlainly(layer, arithmetic, chip.layers[0], moment, input.data(), expectedCounts);
  for (const std::int64_t target : kernelTargets()) {
    useKernelTarget(target);
    LayerReader reader(layer, arithmetic);
    LayerCounts counts(layer.rows(), layer.arrays.size());
    std::vector<float> output(expected.size());
    reader.run(chip.layers[0], moment, 9, input.data(), output.data(), counts);
    EXPECT_EQ(std::memcmp(output.data(), expected.data(), output.size() * sizeof(float)), 0)
        << kernelTarget();
    EXPECT_EQ(counts.driveWork, expectedCounts.driveWork) << kernelTarget();
    EXPECT_EQ(counts.saturated, expectedCounts.saturated) << kernelTarget();
  }
}

class BlockForm : public ::testing::TestWithParam<Mode> {
 protected:
  void TearDown() override { useKernelTarget(0); }
};

TEST_P(BlockForm, EqualsThePlainFormOnEveryTarget) { expectEqualForms(GetParam(), {}); }

TEST_P(BlockForm, EqualsThePlainFormWithSomeRowsAtOnce) {
  for (const int activeRows : {1, 7, 8}) {
    Shape shape;
    shape.activeRows = activeRows;
    expectEqualForms(GetParam(), shape);
  }
}

constexpr auto kParallel = mapping::InputEncoding::parallel;
constexpr auto kSerial = mapping::InputEncoding::bitSerial;
constexpr auto kAnalog = mapping::Subtraction::analog;
constexpr auto kDigital = mapping::Subtraction::digital;

constexpr auto kPulse = mapping::InputEncoding::pulseWidth;
constexpr auto kPair = mapping::Encoding::differential;
constexpr auto kTwoSided = mapping::Encoding::differentialTwoSided;
constexpr auto kOffset = mapping::Encoding::offset;
constexpr auto kUnit = mapping::Encoding::offsetUnitColumn;
constexpr auto kBipolar = mapping::SignedDrive::bipolar;
constexpr auto kTwoPhase = mapping::SignedDrive::twoPhase;
constexpr auto kShifted = mapping::SignedDrive::offset;
constexpr auto kLater = mapping::Accumulation::digital;
constexpr auto kBefore = mapping::Accumulation::analog;

const auto& kLinear = devices::adcKind("linear");
const auto& kSar = devices::adcKind("sar");
const auto& kRamp = devices::adcKind("ramp");

INSTANTIATE_TEST_SUITE_P(
    Converters, BlockForm,
    ::testing::Values(withConverters({kParallel, kAnalog, 8, 0.0, 1, true}, kLinear, 0.0),
                      withConverters({kParallel, kAnalog, 8, 0.03, 2, false}, kLinear, 0.7),
                      withConverters({kSerial, kDigital, 4, 0.0, 1, false}, kSar, 0.0),
                      withConverters({kParallel, kAnalog, 2, 0.03, 2, false}, kSar, 0.4),
                      withConverters({kParallel, kDigital, 8, 0.0, 1, true, kOffset}, kRamp, 0.4),
                      withConverters({kSerial, kDigital, 2, 0.03, 1, true, kUnit}, kSar, 0.4),
                      withConverters({kParallel, kAnalog, 2, 0.03, 1, false, kUnit}, kRamp, 0.4)));

std::vector<Mode> everyKind() {
  std::vector<Mode> modes;
  for (const devices::AdcKind* kind : devices::adcKinds()) {
    modes.push_back(withConverters({kSerial, kDigital, 4, 0.03, 1, false}, *kind, 0.3));
  }
  return modes;
}
INSTANTIATE_TEST_SUITE_P(Kinds, BlockForm, ::testing::ValuesIn(everyKind()));

INSTANTIATE_TEST_SUITE_P(
    Modes, BlockForm,
    ::testing::Values(Mode{kParallel, kAnalog, 8, 0.0, 1, true}, Mode{kParallel, kAnalog, 8, 0.0, 2, false},
                      Mode{kParallel, kAnalog, 2, 0.0, 1, true}, Mode{kSerial, kAnalog, 8, 0.0, 1, false},
                      Mode{kSerial, kAnalog, 2, 0.0, 3, true}, Mode{kParallel, kDigital, 8, 0.0, 1, true},
                      Mode{kSerial, kDigital, 4, 0.0, 1, false}, Mode{kParallel, kAnalog, 8, 0.03, 1, true},
                      Mode{kSerial, kDigital, 2, 0.03, 2, false},
                      Mode{kParallel, kAnalog, 8, 0.03, 1, false, kTwoSided},
                      Mode{kParallel, kDigital, 3, 0.0, 1, false, kTwoSided, kTwoPhase},
                      Mode{kParallel, kDigital, 8, 0.0, 1, true, kOffset},
                      Mode{kSerial, kDigital, 3, 0.03, 2, false, kOffset, kShifted},
                      Mode{kParallel, kAnalog, 8, 0.0, 1, false, kUnit},
                      Mode{kParallel, kAnalog, 2, 0.03, 1, false, kUnit, kTwoPhase},
                      Mode{kSerial, kDigital, 2, 0.03, 1, true, kUnit},
                      Mode{kPulse, kAnalog, 8, 0.03, 1, false},
                      Mode{kPulse, kDigital, 8, 0.03, 1, false, kPair, kTwoPhase},
                      Mode{kSerial, kAnalog, 8, 0.03, 1, false, kPair, kBipolar, kBefore},
                      Mode{kSerial, kAnalog, 4, 0.03, 1, false, kPair, kShifted, kBefore},
                      Mode{kSerial, kAnalog, 8, 0.0, 2, false, kPair, kTwoPhase, kLater},
                      Mode{kParallel, kAnalog, 8, 0.03, 2, false, kPair, kBipolar, kLater, {0.5, 0.3}},
                      Mode{kParallel, kDigital, 8, 0.0, 1, true, kOffset, kBipolar, kLater, {0.0, 1.0}},
                      Mode{kParallel, kAnalog, 8, 0.03, 1, false, kPair, kBipolar, kLater, {}, true},
                      Mode{kSerial, kDigital, 4, 0.0, 1, false, kUnit, kBipolar, kLater, {}, true},
                      Mode{kPulse, kAnalog, 8, 0.0, 1, false, kPair, kBipolar, kLater, {0.5, 0.5}, true},
                      Mode{kParallel, kDigital, 4, 0.03, 2, false, kUnit, kTwoPhase, kLater, {}, true},
                      Mode{kParallel, kAnalog, 4, 0.03, 1, true, kUnit, kBipolar, kLater, {}, true}));

Mode gated(Mode mode, double converterNoise = 0.0) {
  mode.isGated = true;
  mode.adc.noise = converterNoise;
  return mode;
}

INSTANTIATE_TEST_SUITE_P(
    Gated, BlockForm,
    ::testing::Values(gated({kSerial, kAnalog, 8, 0.0, 1, true, kPair, kTwoPhase}),
                      gated({kSerial, kDigital, 4, 0.03, 2, false, kPair, kTwoPhase}),
                      gated({kSerial, kAnalog, 2, 0.03, 1, false, kTwoSided, kShifted}, 0.5),
                      gated({kSerial, kDigital, 8, 0.0, 1, true, kOffset, kTwoPhase}),
                      gated({kSerial, kAnalog, 2, 0.03, 1, false, kUnit, kTwoPhase}),
                      gated({kSerial, kDigital, 2, 0.03, 1, false, kUnit, kShifted}, 0.5)));

class BlockFormOfShape : public ::testing::TestWithParam<Shape> {
 protected:
  void TearDown() override { useKernelTarget(0); }
};

TEST_P(BlockFormOfShape, EqualsThePlainFormInParallel) {
  expectEqualForms({kParallel, kAnalog, 8, 0.0, 1, true}, GetParam());
}

TEST_P(BlockFormOfShape, EqualsThePlainFormWithNoiseOfCellsAndConverters) {
  Mode mode{kParallel, kDigital, 4, 0.03, 1, false};
  mode.adc.noise = 0.5;
  expectEqualForms(mode, GetParam());
}

TEST_P(BlockFormOfShape, EqualsThePlainFormBitByBitInTwoPhases) {
  expectEqualForms({kSerial, kAnalog, 3, 0.03, 1, false, kPair, kTwoPhase}, GetParam());
}

TEST_P(BlockFormOfShape, EqualsThePlainFormBitByBitWithFewBits) {
  Mode mode{kSerial, kAnalog, 2, 0.0, 1, true};
  for (const auto activations : {Activations::few, Activations::none, Activations::greatest}) {
    mode.activations = activations;
    expectEqualForms(mode, GetParam());
  }
}

TEST_P(BlockFormOfShape, EqualsThePlainFormBitByBitWithFewBitsAndConverterNoise) {
  Mode mode{kSerial, kAnalog, 3, 0.0, 1, true};
  mode.activations = Activations::few, mode.adc.noise = 0.5;
  expectEqualForms(mode, GetParam());
}

TEST_P(BlockFormOfShape, EqualsThePlainFormBitByBitWithFewNegativeBits) {
  for (const auto drive : {kBipolar, kTwoPhase}) {
    Mode mode{kSerial, kAnalog, 8, 0.0, 1, false, kPair, drive};
    mode.activations = Activations::few;
    expectEqualForms(mode, GetParam());
  }
}

TEST_P(BlockFormOfShape, EqualsThePlainFormWithBentCells) {
  for (const int terms : {1, 2}) {
    expectEqualForms({kParallel, kAnalog, 8, 0.03, 1, false, kPair, kBipolar, kLater, {}, terms}, GetParam());
  }
}

TEST_P(BlockFormOfShape, EqualsThePlainFormWithGatedInputs) {
  expectEqualForms(gated({kSerial, kAnalog, 8, 0.0, 1, false, kPair, kTwoPhase}), GetParam());
}

TEST_P(BlockFormOfShape, EqualsThePlainFormWithConvertedUnitColumns) {
  expectEqualForms({kParallel, kDigital, 4, 0.03, 1, false, kUnit}, GetParam());
}

TEST_P(BlockFormOfShape, EqualsThePlainFormWithShiftedInputs) {
  expectEqualForms({kSerial, kAnalog, 8, 0.0, 1, false, kPair, kShifted}, GetParam());
}

/// Lines of a block, longer and shorter ones, half a block, packed; pairs of rows torn by odd channels or by
/// the split of rows; strides, dilation, groups; few and many positions; more rows than a panel of variances
/// holds.
INSTANTIATE_TEST_SUITE_P(Shapes, BlockFormOfShape,
                         ::testing::Values(Shape{4, 5, 32, 8}, Shape{4, 3, 64, 5}, Shape{6, 4, 28, 8},
                                           Shape{4, 5, 16, 20}, Shape{4, 4, 16, 3, 3, 1, 1, 1, 1, 18},
                                           Shape{8, 8, 8, 66, 3, 1, 1, 1, 1, 128},
                                           Shape{3, 33, 33, 8, 3, 2, 1}, Shape{3, 40, 40, 8, 5, 4, 2},
                                           Shape{6, 12, 12, 7, 3, 1, 2, 2},
                                           Shape{8, 10, 10, 8, 3, 1, 1, 1, 8},
                                           Shape{6, 7, 7, 12, 3, 2, 1, 1, 3}, Shape{10, 6, 6, 40, 1, 1, 0},
                                           Shape{10, 7, 5, 9, 1, 2, 0}, Shape{7, 3, 3, 5, 3, 1, 0},
                                           Shape{32, 6, 6, 6, 3, 1, 1, 1, 1, 288}));

}  // namespace
}  // namespace ohmic::sim
