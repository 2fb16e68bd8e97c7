// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <random>

#include "devices/cells/gaussian.h"
#include "models/graph/graph_builder.h"
#include "sim/array/column/gated_kernel.h"
#include "sim/array/kernel_target.h"
#include "sim/array/plain_read.h"
#include "sim/array/programming/program.h"

namespace ohmic::sim {
namespace {

constexpr int kRows = 20, kOutputs = 6;

mapping::Plan makePlan(mapping::Encoding encoding, mapping::Subtraction subtraction) {
  std::mt19937 random(2);
  std::normal_distribution<float> normal;
  models::Linear op;
  op.weight.shape = {kOutputs, kRows};
  for (int i = 0; i < kOutputs * kRows; ++i) {
    op.weight.values.push_back(normal(random));
  }
  models::GraphBuilder builder("image", {kRows}, true);
  const auto graph = std::move(builder).finish(builder.add("fc", "Gemm", op, {builder.input()}));
  mapping::MappingOptions options;
  options.array = {24, 32, mapping::Split::equal};
  options.weights.encoding = encoding;
  options.weights.subtraction = subtraction;
  options.weights.cellBits = 4;
  options.input.encoding = mapping::InputEncoding::bitSerial;
  return mapping::mapNetwork(graph, options);
}

devices::Cell noisyCell() {
  devices::Cell cell;
  cell.range = {2e-6, 1e-4};
  cell.programming =
      std::make_shared<devices::GenericProgramming>(devices::NoiseKind::proportional, 0.05, cell.range);
  return cell;
}

class GatedArray : public testing::TestWithParam<std::pair<mapping::Encoding, mapping::Subtraction>> {
 protected:
  /// Sums of every plane for some gates.
  std::vector<std::int64_t> sums(const devices::WireResistance& wires) const {
    const auto plan = makePlan(GetParam().first, GetParam().second);
    const auto& layer = plan.layers[0];
    const auto arithmetic = layerArithmetic(layer, 1.0, {}, cell_);
    const auto chip = programChip(plan, cell_, {}, 1, wires);
    std::vector<std::int16_t> on(kRows);
    for (int k = 0; k < kRows; ++k) {
      on[k] = static_cast<std::int16_t>(k % 3 != 1);
    }
    std::vector<std::int64_t> all;
    for (const auto& array : chip.layers[0].arrays) {
      for (const auto& plane : array.planes) {
        std::vector<std::int64_t> some(static_cast<std::size_t>(plane.levels.columns()));
        if (wires.gated) {
          sumGated(arithmetic, array, plane, on.data(), some.data());
        } else {
          sumColumns(plane.levels, on.data(), some.data());
        }
        all.insert(all.end(), some.begin(), some.end());
      }
    }
    return all;
  }

  devices::Cell cell_ = noisyCell();
};

// A cell's level is rounded once where rows are driven, a line's sum where they are gated.
TEST_P(GatedArray, WithoutResistanceIsTheDrivenArray) {
  const auto gated = sums({0.0, 0.0, 0.0, 0.0, true}), driven = sums({});
  ASSERT_EQ(gated.size(), driven.size());
  for (std::size_t i = 0; i < gated.size(); ++i) {
    EXPECT_LE(std::abs(gated[i] - driven[i]), kRows / 2 + 1);
  }
}

TEST_P(GatedArray, WithIdealCellsAndNoResistanceIsExact) {
  cell_.programming.reset();
  EXPECT_EQ(sums({0.0, 0.0, 0.0, 0.0, true}), sums({}));
}

TEST_P(GatedArray, ResistanceChangesTheSums) {
  EXPECT_NE(sums({0.0, 50.0, 0.0, 0.0, true}), sums({0.0, 0.0, 0.0, 0.0, true}));
}

INSTANTIATE_TEST_SUITE_P(
    Encodings, GatedArray,
    testing::Values(std::pair{mapping::Encoding::differential, mapping::Subtraction::analog},
                    std::pair{mapping::Encoding::differential, mapping::Subtraction::digital},
                    std::pair{mapping::Encoding::differentialTwoSided, mapping::Subtraction::analog},
                    std::pair{mapping::Encoding::offset, mapping::Subtraction::digital},
                    std::pair{mapping::Encoding::offsetUnitColumn, mapping::Subtraction::analog},
                    std::pair{mapping::Encoding::offsetUnitColumn, mapping::Subtraction::digital}));

/// Siemens of a line, solved as a chain of resistors from the far end: the definition, not the library's.
double ladder(const std::vector<double>& g, double segment, int unusedRows, double sense) {
  double resistance = 1e300;  // seen from the last node so far
  for (const double cell : g) {
    const double y = cell + 1.0 / resistance;
    resistance = (y > 0.0 ? 1.0 / y : 1e300) + segment;
  }
  return 1.0 / (resistance + unusedRows * segment + sense);
}

TEST(GatedArray, ALinesCurrentIsThatOfItsChainOfResistors) {
  const auto plan = makePlan(mapping::Encoding::differential, mapping::Subtraction::digital);
  const auto& layer = plan.layers[0];
  const auto cell = noisyCell();
  const auto arithmetic = layerArithmetic(layer, 1.0, {}, cell);
  const auto array = programChip(plan, cell, {}, 1, {0.0, 30.0, 0.0, 70.0, true}).layers[0].arrays[0];
  const std::vector<std::int16_t> on(kRows, 1);
  std::vector<std::int64_t> sums(kOutputs);
  const auto& plane = array.planes[0];
  sumGated(arithmetic, array, plane, on.data(), sums.data());
  const double step = (cell.range.greatest - cell.range.least) / layer.levels.greatestDigit();
  for (int c = 0; c < kOutputs; ++c) {
    std::vector<double> g;
    for (int k = 0; k < kRows; ++k) {
      g.push_back(plane.gatedPlus.at(k, c));
    }
    const double levels = ladder(g, 30.0, 4, 70.0) / step - kRows * cell.range.least / step;
    EXPECT_NEAR(static_cast<double>(sums[c]), levels / layer.levels.unit(), 0.5 + 1e-6);
  }
}

/// Lines of random cells, some of them open.
GatedLines randomLines(int rows, int columns, std::mt19937& random) {
  GatedLines lines(rows, columns);
  std::uniform_real_distribution<double> logarithm(-7.0, -4.0);
  for (int k = 0; k < rows; ++k) {
    for (int c = 0; c < columns; ++c) {
      lines.at(k, c) = random() % 16 == 0 ? 0.0 : std::pow(10.0, logarithm(random));
    }
  }
  return lines;
}

// The block's fused ladders against the definition's, for whatever is subtracted, with wires from none to
// such that denominators overflow.
TEST(GatedArray, ABlockEqualsThePlainForm) {
  std::mt19937 random(5);
  const auto draw = [&](int least, int greatest) {
    return std::uniform_int_distribution<int>(least, greatest)(random);
  };
  for (const std::int64_t target : kernelTargets()) {
    useKernelTarget(target);
    for (int trial = 0; trial < 120; ++trial) {
      const int rows = draw(1, 150), columns = draw(1, 70), positions = draw(1, 9), stride = rows + 3;
      Plane plane;
      plane.levels = PairedRows(rows, columns);
      plane.gatedPlus = randomLines(rows, columns, random);
      if (trial % 3 > 0) {
        plane.gatedMinus = randomLines(rows, trial % 3 == 1 ? columns : 1, random);
      }
      ProgrammedArray array;
      array.levelStep = 1e-6;
      array.commonTerm = draw(0, 1) * 100.25;
      const double wire = trial % 10 == 9 ? 1e9 : draw(0, 3) * 0.7;
      array.gatedWires = {0.0, wire, 0.0, draw(0, 1) * 50.0, true};
      LayerArithmetic arithmetic;
      std::vector<std::int16_t> on(static_cast<std::size_t>(positions * stride));
      const int every = draw(1, 12);  // at 1 all rows are on
      for (auto& gate : on) {
        gate = static_cast<std::int16_t>(random() % static_cast<unsigned>(every) == 0);
      }
      SwitchedRows switched;
      switched.find(array.gatedWires, on.data(), stride, rows, positions);
      std::vector<std::int32_t> sums(static_cast<std::size_t>(positions * plane.levels.paddedColumns()));
      sumGatedBlock(arithmetic, array, plane, switched, sums.data());
      std::vector<std::int64_t> expected(static_cast<std::size_t>(columns));
      for (int p = 0; p < positions; ++p) {
        sumGated(arithmetic, array, plane, &on[static_cast<std::size_t>(p * stride)], expected.data());
        for (int c = 0; c < columns; ++c) {
          ASSERT_EQ(sums[static_cast<std::size_t>(p * plane.levels.paddedColumns() + c)],
                    expected[static_cast<std::size_t>(c)])
              << kernelTarget() << ", trial " << trial << ", position " << p << ", column " << c;
        }
      }
    }
  }
  useKernelTarget(0);
}

// Each position once, and those together that have about as many rows: exactly as many up to 63 rows.
TEST(GatedArray, PositionsAreOrderedByTheirRows) {
  std::mt19937 random(6);
  for (const int rows : {1, 20, 63, 200}) {
    const int positions = 32;
    std::vector<std::int16_t> on(static_cast<std::size_t>(positions * rows));
    for (int p = 0; p < positions; ++p) {
      const auto every = 1 + random() % 9;
      for (int k = 0; k < rows; ++k) {
        on[static_cast<std::size_t>(p * rows + k)] = static_cast<std::int16_t>(random() % every == 0);
      }
    }
    SwitchedRows switched;
    switched.find({}, on.data(), rows, rows, positions);
    std::vector<std::int32_t> order(switched.order(), switched.order() + positions);
    for (int i = 1; i < positions; ++i) {
      EXPECT_LE(switched.count(order[i - 1]), switched.count(order[i]) + (rows > 63 ? 3 : 0));
    }
    std::sort(order.begin(), order.end());
    for (int i = 0; i < positions; ++i) {
      EXPECT_EQ(order[i], i);
    }
  }
}

// A line's one cell such that its sum lies between two whole numbers, where the last bit of the definition
// decides.
TEST(GatedArray, SumsBetweenTwoNumbersAreRoundedAsThePlainFormRoundsThem) {
  constexpr double kWire = 0.7, kPerSiemens = 3.0 * 128.0;
  const int columns = 300;
  LayerArithmetic arithmetic;
  ProgrammedArray array;
  array.levelStep = 1.0 / 3.0;
  array.gatedWires = {0.0, kWire, 0.0, 0.0, true};
  Plane plane;
  plane.levels = PairedRows(1, columns);
  plane.gatedPlus = GatedLines(1, columns);
  for (int c = 0; c < columns; ++c) {
    const double sum = (c + 0.5) / kPerSiemens;
    plane.gatedPlus.at(0, c) = sum / (1.0 - kWire * sum);
  }
  const std::int16_t on = 1;
  std::vector<std::int64_t> expected(columns);
  sumGated(arithmetic, array, plane, &on, expected.data());
  for (const std::int64_t target : kernelTargets()) {
    useKernelTarget(target);
    SwitchedRows switched;
    switched.find(array.gatedWires, &on, 1, 1, 1);
    std::vector<std::int32_t> sums(static_cast<std::size_t>(plane.levels.paddedColumns()));
    sumGatedBlock(arithmetic, array, plane, switched, sums.data());
    for (int c = 0; c < columns; ++c) {
      EXPECT_EQ(sums[static_cast<std::size_t>(c)], expected[static_cast<std::size_t>(c)]) << kernelTarget();
    }
  }
  useKernelTarget(0);
}

}  // namespace
}  // namespace ohmic::sim
