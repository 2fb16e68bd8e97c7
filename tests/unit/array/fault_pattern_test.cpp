// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "sim/array/programming/fault_pattern.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <cmath>
#include <fstream>
#include <iterator>
#include <random>

#include "devices/cells/gaussian.h"
#include "devices/cells/pcm_nandakumar_2019.h"
#include "models/graph/graph_builder.h"
#include "sim/array/programming/program.h"
#include "tests/places.h"

namespace ohmic::sim {
namespace {

using devices::Faults;
using devices::Stuck;

mapping::Plan randomPlan(int inputs, int outputs, const mapping::MappingOptions& options) {
  std::mt19937 random(11);
  std::normal_distribution<float> normal;
  models::GraphBuilder builder("image", {inputs}, true);
  models::Linear linear;
  linear.weight.shape = {outputs, inputs};
  for (int i = 0; i < inputs * outputs; ++i) {
    linear.weight.values.push_back(normal(random));
  }
  return mapping::mapNetwork(std::move(builder).finish(builder.add("fc", "Gemm", linear, {builder.input()})),
                             options);
}

mapping::MappingOptions optionsOf(int rows, int columns) {
  mapping::MappingOptions options;
  options.array.rows = rows, options.array.columns = columns;
  return options;
}

devices::Cell cellWith(const Faults& faults) {
  devices::Cell cell;
  cell.range = {1e-6, 1e-4};
  auto own = std::make_shared<Faults>(faults);
  own->highConductance = cell.range.greatest, own->lowConductance = cell.range.least;
  cell.faults = own;
  return cell;
}

/// Squared error of all effective levels, in levels.
double squaredError(const mapping::Plan& plan, const ProgrammedChip& chip) {
  const auto& layer = plan.layers[0];
  double sum = 0.0;
  for (std::size_t a = 0; a < layer.arrays.size(); ++a) {
    const auto& array = layer.arrays[a];
    const auto& band = layer.bands[array.band];
    for (int r = 0; r < array.rows; ++r) {
      for (int c = 0; c < array.columns; ++c) {
        double level = 0.0;
        for (const auto& plane : chip.layers[0].arrays[a].planes) {
          level += plane.levels.at(r, c) * layer.levels.unit() *
                   static_cast<double>(1 << (plane.slice * layer.levels.sliceBits)) *
                   (plane.polarity < 0 ? -1.0 : 1.0);
        }
        const double wanted =
            band.levels[static_cast<std::size_t>(array.rowBegin + r - band.rowBegin) * band.columns +
                        array.columnBegin - band.columnBegin + c];
        sum += (level - wanted) * (level - wanted);
      }
    }
  }
  return sum;
}

std::int64_t stuckCells(const FaultPattern& pattern, const Faults& faults) {
  return static_cast<std::int64_t>(pattern.digits(faults, 1e-6, 1e-6).size());
}

TEST(FaultPattern, BelongsToTheWeightAndNotToTheArray) {
  Faults faults;
  faults.cells = {0.02, 0.03};
  const auto small = randomPlan(200, 40, optionsOf(64, 32)), large = randomPlan(200, 40, optionsOf(256, 128));
  const auto cell = cellWith(faults);
  EXPECT_EQ(squaredError(small, programChip(small, cell, {}, 1)),
            squaredError(large, programChip(large, cell, {}, 1)));
}

TEST(FaultPattern, ARowIsStuckAsAWhole) {
  Faults faults;
  faults.rows = {0.2, 0.1};
  const auto plan = randomPlan(128, 30, optionsOf(128, 64));
  const FaultPattern pattern(plan.layers[0], plan.layers[0].arrays[0], 0, 30, faults, {});
  int high = 0, low = 0;
  for (int row = 0; row < 128; ++row) {
    const Stuck first = pattern.at(0, 1, 0, row, 0);
    high += first == Stuck::high ? 1 : 0, low += first == Stuck::low ? 1 : 0;
    for (int slot = 0; slot < 30; ++slot) {
      EXPECT_EQ(pattern.at(0, 1, 0, row, slot), first);
      EXPECT_EQ(pattern.at(0, -1, 0, row, slot), first);  // adjacent pairs share the word line
    }
  }
  EXPECT_NEAR(high, 25.6, 4.0 * std::sqrt(128 * 0.16));
  EXPECT_NEAR(low, 12.8, 4.0 * std::sqrt(128 * 0.09));
}

TEST(FaultPattern, AColumnIsStuckAsAWholeAndItsPairIsNot) {
  Faults faults;
  faults.columns = {0.3, 0.0};
  const auto plan = randomPlan(20, 400, optionsOf(32, 1024));
  const FaultPattern pattern(plan.layers[0], plan.layers[0].arrays[0], 0, 400, faults, {});
  int both = 0, plus = 0;
  for (int slot = 0; slot < 400; ++slot) {
    const Stuck first = pattern.at(0, 1, 0, 0, slot);
    plus += first == Stuck::high ? 1 : 0;
    both += first == Stuck::high && pattern.at(0, -1, 0, 0, slot) == Stuck::high ? 1 : 0;
    for (int row = 0; row < 20; ++row) {
      EXPECT_EQ(pattern.at(0, 1, 0, row, slot), first);
    }
  }
  EXPECT_NEAR(plus, 120, 4.0 * std::sqrt(400 * 0.21));
  EXPECT_NEAR(both, 36, 4.0 * std::sqrt(400 * 0.09 * 0.91));
}

// Independent cells: both stuck in p^2 of all places, where one pattern for all replicas has p.
TEST(FaultPattern, ReplicasHaveStuckCellsOfTheirOwn) {
  Faults faults;
  faults.cells = {0.3, 0.0};
  const auto plan = randomPlan(128, 30, optionsOf(128, 64));
  const auto patternOf = [&](std::uint32_t replica) {
    return FaultPattern(plan.layers[0], plan.layers[0].arrays[0], replica, 30, faults, {});
  };
  const FaultPattern first = patternOf(0), second = patternOf(1);
  int both = 0;
  for (int row = 0; row < 128; ++row) {
    for (int slot = 0; slot < 30; ++slot) {
      both += first.at(0, 1, 0, row, slot) != Stuck::no && second.at(0, 1, 0, row, slot) != Stuck::no ? 1 : 0;
    }
  }
  EXPECT_NEAR(both, 3840 * 0.09, 4.0 * std::sqrt(3840 * 0.09 * 0.91));
}

TEST(FaultPattern, AListedCellIsThePhysicalOne) {
  Faults faults;
  auto options = optionsOf(16, 32);
  options.weights.cellBits = 4;  // two slices: four lines for each output, eight outputs in an array
  const auto plan = randomPlan(20, 10, options);
  const auto& layer = plan.layers[0];
  ASSERT_EQ(layer.arrays.size(), 4U);
  faults.list = {{"fc", 3, 5, 4 * 1 + 2 * 1 + 1, Stuck::high, ""}};  // output 1 of the array, slice 1, minus
  for (std::size_t a = 0; a < 4; ++a) {
    const auto& array = layer.arrays[a];
    const FaultPattern pattern(layer, array, 0, array.columns, faults, {});
    EXPECT_EQ(stuckCells(pattern, faults), a == 3 ? 1 : 0);
    if (a == 3) {
      EXPECT_EQ(pattern.at(1, -1, 0, 5, 1), Stuck::high);
    }
  }
}

TEST(FaultPattern, AStuckCellIgnoresWhatIsWrittenAndWhen) {
  Faults faults;
  faults.cells = {0.5, 0.5};
  auto cell = cellWith(faults);
  const auto plan = randomPlan(30, 10, optionsOf(32, 32));
  const auto quiet = programChip(plan, cell, {}, 1);
  cell.programming =
      std::make_shared<devices::GenericProgramming>(devices::NoiseKind::independent, 0.2, cell.range);
  const auto noisy = programChip(plan, cell, {1, 0, 100.0}, 1);
  EXPECT_EQ(squaredError(plan, quiet), squaredError(plan, noisy));
}

TEST(Remapping, LessensTheError) {
  Faults faults;
  faults.cells = {0.01, 0.01};
  auto options = optionsOf(128, 128);
  options.array.remaps = true;
  const auto cell = cellWith(faults);
  const auto plain = randomPlan(300, 100, optionsOf(128, 128));
  const double before = squaredError(plain, programChip(plain, cell, {}, 1));
  const auto permuted = randomPlan(300, 100, options);
  const double between = squaredError(permuted, programChip(permuted, cell, {}, 1));
  options.array.spareColumns = 8;
  const auto spared = randomPlan(300, 100, options);
  const double after = squaredError(spared, programChip(spared, cell, {}, 1));
  EXPECT_LT(between, 0.7 * before);
  EXPECT_LT(after, between);
}

std::string pageText(const std::string& name) {
  std::ifstream in(tests::sourceFolder() + "/docs/models/" + name + ".md");
  return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

/// Root of the mean squared error of the levels, over the levels.
double relativeError(const mapping::MappingOptions& options, const devices::Cell& cell) {
  const auto plan = randomPlan(300, 100, options);
  double squares = 0.0;
  for (const float level : plan.layers[0].bands[0].levels) {
    squares += static_cast<double>(level) * level;
  }
  return std::sqrt(squaredError(plan, programChip(plan, cell, {}, 1)) / squares);
}

TEST(ModelPages, HoldWhatRemappingGains) {
  const std::string page = pageText("faults");
  for (const double rate : {0.001, 0.01, 0.05}) {
    Faults faults;
    faults.cells = {rate / 2.0, rate / 2.0};
    auto options = optionsOf(128, 128);
    std::string row = fmt::format("| {:g} % |", 100.0 * rate);
    for (const auto& [remaps, spare] : {std::pair{false, 0}, std::pair{true, 0}, std::pair{true, 8}}) {
      options.array.remaps = remaps, options.array.spareColumns = spare;
      row += fmt::format(" {:.2f} % |", 100.0 * relativeError(options, cellWith(faults)));
    }
    EXPECT_NE(page.find(row), std::string::npos) << "faults.md lacks\n" << row;
  }
}

TEST(ModelPages, HoldWhatSeveralDevicesGain) {
  const std::string page = pageText("programming");
  devices::Cell cell;
  cell.range = {0.0, 25e-6};
  cell.programming =
      std::make_shared<devices::FittedProgramming>(devices::pcm_nandakumar_2019::programming());
  for (const int n : {1, 2, 4, 8}) {
    auto options = optionsOf(128, 1024);
    options.weights.devices = n;
    std::string row = fmt::format("| {} |", n);
    for (const auto fill : {mapping::Fill::equal, mapping::Fill::maximum}) {
      options.weights.fill = fill;
      row += fmt::format(" {:.2f} % |", 100.0 * relativeError(options, cell));
    }
    EXPECT_NE(page.find(row), std::string::npos) << "programming.md lacks\n" << row;
  }
}

TEST(Remapping, KeepsAHealthyChipAsItIs) {
  auto options = optionsOf(64, 64);
  const auto plain = randomPlan(100, 30, options);
  options.array.remaps = true;
  const auto remapped = randomPlan(100, 30, options);
  devices::Cell cell = cellWith({});
  cell.programming =
      std::make_shared<devices::GenericProgramming>(devices::NoiseKind::independent, 0.1, cell.range);
  EXPECT_EQ(squaredError(plain, programChip(plain, cell, {}, 1)),
            squaredError(remapped, programChip(remapped, cell, {}, 1)));
}

// Slots and devices are physical lines: wires without resistance change nothing, real ones do.
TEST(Remapping, KeepsItsPlacesAmongWires) {
  Faults faults;
  faults.cells = {0.01, 0.01}, faults.columns = {0.02, 0.0};
  auto options = optionsOf(64, 160);
  options.array.remaps = true, options.array.spareColumns = 2;
  options.weights.devices = 2, options.weights.fill = mapping::Fill::maximum;
  const auto plan = randomPlan(100, 60, options);
  auto cell = cellWith(faults);
  cell.variation = std::make_shared<devices::Variation>(devices::Variation{0.02, 0.02});
  const auto plain = programChip(plan, cell, {}, 1);
  const auto wired = programChip(plan, cell, {}, 1, {1e-6, 1e-6, 0.0, 0.0});
  const auto real = programChip(plan, cell, {}, 1, {2.0, 2.0, 0.0, 0.0});
  std::int64_t differences = 0;
  for (std::size_t a = 0; a < plan.layers[0].arrays.size(); ++a) {
    const auto& array = plan.layers[0].arrays[a];
    for (int r = 0; r < array.rows; ++r) {
      for (int c = 0; c < array.columns; ++c) {
        const int level = plain.layers[0].arrays[a].planes[0].levels.at(r, c);
        EXPECT_NEAR(wired.layers[0].arrays[a].planes[0].levels.at(r, c), level, 1);
        differences += real.layers[0].arrays[a].planes[0].levels.at(r, c) != level ? 1 : 0;
      }
      EXPECT_NEAR(wired.layers[0].arrays[a].rowConductance[r] / plain.layers[0].arrays[a].rowConductance[r],
                  1.0, 1e-6);
    }
  }
  EXPECT_GT(differences, 1000);
}

TEST(VariationInAnArray, ScalesAllItsConductances) {
  const auto plan = randomPlan(60, 12, optionsOf(64, 32));
  devices::Cell cell;
  cell.range = {0.0, 1e-4};
  const auto plain = programChip(plan, cell, {}, 1);
  cell.variation = std::make_shared<devices::Variation>(devices::Variation{0.05, 0.05});
  const auto varied = programChip(plan, cell, {}, 1);
  const double factor = cell.variation->factor(1, 0, devices::nodeHash("fc"), 0, 0, 0, 0);
  const auto& expected = plain.layers[0].arrays[0];
  const auto& found = varied.layers[0].arrays[0];
  for (int r = 0; r < 60; ++r) {
    EXPECT_NEAR(found.rowConductance[r], factor * expected.rowConductance[r], 1e-15);
    for (int c = 0; c < 12; ++c) {
      EXPECT_NEAR(found.planes[0].levels.at(r, c), factor * expected.planes[0].levels.at(r, c), 1.0);
    }
  }
}

/// Relative error of the effective levels with n devices that share a digit.
double errorWith(int devices, mapping::Fill fill, double sigma) {
  auto options = optionsOf(256, 1024);
  options.weights.devices = devices, options.weights.fill = fill;
  const auto plan = randomPlan(256, 60, options);
  devices::Cell cell;
  cell.range = {2e-5, 1e-4};  // far from the clamp at 0 S
  cell.programming =
      std::make_shared<devices::GenericProgramming>(devices::NoiseKind::independent, sigma, cell.range);
  return std::sqrt(squaredError(plan, programChip(plan, cell, {}, 1)));
}

// Le Gallo et al. 2022 (Neuromorphic Computing and Engineering 2): eta = eta_s / sqrt(n). 15,360 weights know
// a deviation to 0.57 % and a ratio to 0.8 %: four standard errors.
TEST(SeveralDevices, LowerTheErrorByTheRootOfTheirNumber) {
  const double single = errorWith(1, mapping::Fill::equal, 0.02);
  for (const auto fill : {mapping::Fill::equal, mapping::Fill::maximum}) {
    for (const int n : {2, 4, 8}) {
      EXPECT_NEAR(errorWith(n, fill, 0.02) / single, 1.0 / std::sqrt(n), 0.032 / std::sqrt(n)) << n;
    }
  }
}

TEST(SeveralDevices, HoldTheDigitTogether) {
  mapping::LevelFormat format;
  format.sliceBits = 3, format.devices = 4;
  for (const auto fill : {mapping::Fill::equal, mapping::Fill::maximum}) {
    format.fill = fill;
    for (double digit = 0.0; digit <= 7.0; digit += 0.5) {
      double sum = 0.0;
      for (int d = 0; d < 4; ++d) {
        sum += format.deviceDigit(digit, d);
        EXPECT_GE(format.deviceDigit(digit, d), 0.0);
        EXPECT_LE(format.deviceDigit(digit, d), 7.0);
      }
      EXPECT_EQ(sum / 4, digit);
    }
  }
  EXPECT_EQ(format.deviceDigit(3.0, 0), 7.0);  // 12 levels: one full, 5 in the next, two empty
  EXPECT_EQ(format.deviceDigit(3.0, 1), 5.0);
  EXPECT_EQ(format.deviceDigit(3.0, 2), 0.0);
}

TEST(SeveralDevices, AreExactWithoutErrors) {
  for (const auto fill : {mapping::Fill::equal, mapping::Fill::maximum}) {
    EXPECT_LT(errorWith(3, fill, 0.0), 1e-9);
  }
}

TEST(SeveralDevices, TakeLinesOfTheirOwnAndCurrentOfTheirOwn) {
  auto options = optionsOf(128, 128);
  const auto one = randomPlan(100, 64, options);
  options.weights.devices = 4;
  const auto four = randomPlan(100, 64, options);
  EXPECT_EQ(one.arrays(), 1);
  EXPECT_EQ(four.arrays(), 4);
  EXPECT_EQ(four.layers[0].usedCells(), 4 * one.layers[0].usedCells());
  devices::Cell cell;
  cell.range = {0.0, 1e-4};
  const auto sum = [&](const mapping::Plan& plan) {
    double g = 0.0;
    const auto chip = programChip(plan, cell, {}, 1);
    for (const auto& array : chip.layers[0].arrays) {
      g += array.rowConductance[7];
    }
    return g;
  };
  EXPECT_NEAR(sum(four), 4.0 * sum(one), 1e-12);
}

}  // namespace
}  // namespace ohmic::sim
