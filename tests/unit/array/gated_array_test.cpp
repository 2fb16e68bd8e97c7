// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <cmath>
#include <random>

#include "devices/cells/gaussian.h"
#include "models/graph/graph_builder.h"
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

}  // namespace
}  // namespace ohmic::sim
