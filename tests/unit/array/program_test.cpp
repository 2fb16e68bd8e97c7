// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "sim/array/programming/program.h"

#include <gtest/gtest.h>

#include <map>

#include "devices/cells/gaussian.h"
#include "devices/cells/pcm_nandakumar_2019.h"
#include "models/graph/graph_builder.h"

namespace ohmic::sim {
namespace {

models::Graph twoLayers(int rows) {
  models::GraphBuilder builder("image", {rows}, true);
  models::Linear first, second;
  first.weight.shape = {20, rows};
  for (int i = 0; i < 20 * rows; ++i) {
    first.weight.values.push_back(static_cast<float>(i * 7 % 31) - 15.0F);
  }
  second.weight.shape = {5, 20};
  second.weight.values.assign(100, 0.25F);
  const auto hidden = builder.add("first", "Gemm", first, {builder.input()});
  return std::move(builder).finish(builder.add("second", "Gemm", second, {hidden}));
}

devices::Cell noisyCell(double sigma) {
  devices::Cell cell;
  cell.range = {1e-6, 1e-4};
  cell.programming =
      std::make_shared<devices::GenericProgramming>(devices::NoiseKind::independent, sigma, cell.range);
  return cell;
}

mapping::MappingOptions options(int arrayRows, int arrayColumns) {
  mapping::MappingOptions o;
  o.array.rows = arrayRows;
  o.array.columns = arrayColumns;
  return o;
}

/// Effective level of every weight of a layer, by its place in the layer's matrix.
std::map<std::pair<int, int>, int> levels(const mapping::Plan& plan, const ProgrammedChip& chip,
                                          std::size_t layer) {
  std::map<std::pair<int, int>, int> found;
  const auto& arrays = plan.layers[layer].arrays;
  for (std::size_t a = 0; a < arrays.size(); ++a) {
    const auto& plane = chip.layers[layer].arrays[a].planes[0].levels;
    for (int r = 0; r < arrays[a].rows; ++r) {
      for (int c = 0; c < arrays[a].columns; ++c) {
        found[{arrays[a].rowBegin + r, arrays[a].columnBegin + c}] = plane.at(r, c);
      }
    }
  }
  return found;
}

TEST(ProgramChip, IdealCellsAreExactlyTheirDigits) {
  const auto graph = twoLayers(30);
  const auto plan = mapping::mapNetwork(graph, options(16, 16));
  devices::Cell cell;
  cell.range = {1e-6, 39.26e-6};
  const auto found = levels(plan, programChip(plan, cell, {}, 1), 0);
  const auto& band = plan.layers[0].bands[0];
  for (const auto& [place, level] : found) {
    EXPECT_EQ(level, static_cast<int>(band.levels[place.first * band.columns + place.second]) * 128);
  }
}

TEST(ProgramChip, AnotherTileSizeGivesTheSameWeightTheSameError) {
  const auto graph = twoLayers(30);
  const auto small = mapping::mapNetwork(graph, options(7, 6));
  const auto large = mapping::mapNetwork(graph, options(128, 128));
  const ChipMoment moment{5, 2, 0.0};
  EXPECT_EQ(levels(small, programChip(small, noisyCell(0.05), moment, 1), 0),
            levels(large, programChip(large, noisyCell(0.05), moment, 1), 0));
}

TEST(ProgramChip, ThreadsChangeNothing) {
  const auto graph = twoLayers(30);
  const auto plan = mapping::mapNetwork(graph, options(7, 6));
  EXPECT_EQ(levels(plan, programChip(plan, noisyCell(0.05), {}, 1), 1),
            levels(plan, programChip(plan, noisyCell(0.05), {}, 3), 1));
}

TEST(ProgramChip, ChipsSeedsLayersAndPolaritiesDrawIndependently) {
  const auto graph = twoLayers(30);
  const auto plan = mapping::mapNetwork(graph, options(128, 128));
  const auto first = levels(plan, programChip(plan, noisyCell(0.05), {1, 0, 0.0}, 1), 0);
  EXPECT_NE(first, levels(plan, programChip(plan, noisyCell(0.05), {1, 1, 0.0}, 1), 0));
  EXPECT_NE(first, levels(plan, programChip(plan, noisyCell(0.05), {2, 0, 0.0}, 1), 0));
}

// Unused cells of a used row stand at g_min and draw current.
TEST(ProgramChip, ARowsConductanceCountsUnusedCells) {
  const auto graph = twoLayers(30);
  const auto plan = mapping::mapNetwork(graph, options(128, 128));
  devices::Cell cell;
  cell.range = {1e-6, 1e-4};
  const auto chip = programChip(plan, cell, {}, 1);
  const double step = 99e-6 / 127;
  const auto& band = plan.layers[1].bands[0];
  double expected = 128 * 1e-6;
  for (int c = 0; c < 5; ++c) {
    expected += std::abs(band.levels[c]) * step;
  }
  EXPECT_NEAR(chip.layers[1].arrays[0].rowConductance[0], expected, 1e-12);
}

TEST(ProgramChip, CountsLevelsBeyondTheContainer) {
  const auto graph = twoLayers(30);
  const auto plan = mapping::mapNetwork(graph, options(128, 128));
  EXPECT_GT(programChip(plan, noisyCell(1.5), {}, 1).layers[0].arrays[0].saturatedCells, 0);
  EXPECT_EQ(programChip(plan, noisyCell(0.02), {}, 1).layers[0].arrays[0].saturatedCells, 0);
}

namespace pcm = devices::pcm_nandakumar_2019;

/// The laws of phase-change cells, which say nothing of a target but for each cell.
class WrittenByCell : public devices::FittedProgramming {
 public:
  WrittenByCell() : FittedProgramming(pcm::programming()) {}
  [[nodiscard]] std::size_t terms() const override { return 0; }
  void programFrom(const devices::CellBlock& cells, const devices::RandomStream& stream,
                   const devices::CellTerms&, double* g) const override {
    devices::FittedProgramming(pcm::programming()).program(cells, stream, g);
  }
};

class AgedByCell : public devices::PowerLawDrift {
 public:
  AgedByCell() : PowerLawDrift(pcm::drift()) {}
  [[nodiscard]] std::size_t terms() const override { return 0; }
  void ageFrom(const devices::CellBlock& cells, const devices::RandomStream& stream,
               const devices::CellTerms&, const double* target, double readTime, double* g) const override {
    devices::PowerLawDrift(pcm::drift()).age(cells, stream, target, readTime, g);
  }
};

class FlickersByCell : public devices::Flicker {
 public:
  FlickersByCell() : Flicker(pcm::flicker()) {}
  [[nodiscard]] std::size_t terms() const override { return 0; }
  void flickerFrom(const devices::CellBlock& cells, const devices::RandomStream& stream,
                   const devices::CellTerms&, const double* target, double readTime,
                   double* g) const override {
    devices::Flicker(pcm::flicker()).flicker(cells, stream, target, readTime, g);
  }
};

TEST(ProgramChip, LawsSayTheSameOfAFormatsTargetsAsOfEachCell) {
  const auto graph = twoLayers(30);
  devices::Cell tabulated, byCell;
  tabulated.range = byCell.range = {0.1e-6, 25e-6};
  tabulated.programming = std::make_shared<devices::FittedProgramming>(pcm::programming());
  tabulated.drift = std::make_shared<devices::PowerLawDrift>(pcm::drift());
  tabulated.readNoise = std::make_shared<devices::Flicker>(pcm::flicker());
  byCell.programming = std::make_shared<WrittenByCell>();
  byCell.drift = std::make_shared<AgedByCell>();
  byCell.readNoise = std::make_shared<FlickersByCell>();
  for (const std::optional<int> cellBits :
       {std::optional<int>(8), std::optional<int>(2), std::optional<int>()}) {
    for (const auto encoding : {mapping::Encoding::differential, mapping::Encoding::differentialTwoSided,
                                mapping::Encoding::offsetUnitColumn}) {
      auto format = options(11, 32);
      format.weights.cellBits = cellBits;
      format.weights.encoding = encoding;
      const auto plan = mapping::mapNetwork(graph, format);
      EXPECT_EQ(levels(plan, programChip(plan, tabulated, {1, 0, 86400.0}, 1), 0),
                levels(plan, programChip(plan, byCell, {1, 0, 86400.0}, 1), 0));
    }
  }
}

TEST(CommonTerm, IsGMinInFixedPointUnits) {
  mapping::WeightFormat weights;
  weights.cellBits = 7;
  EXPECT_DOUBLE_EQ(commonTerm(mapping::levelFormat(weights), {1e-6, 128e-6}), 128.0);  // one step, f = 7
}

}  // namespace
}  // namespace ohmic::sim
