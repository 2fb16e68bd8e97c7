// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "devices/cells/cell_kernel.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <random>
#include <vector>

#include "configs/mathematics/elementary.h"
#include "devices/random/normal.h"
#include "sim/array/kernel_target.h"

namespace ohmic::devices {
namespace {

constexpr std::size_t kCells = 1003;  // no whole number of vectors

struct Draws {
  std::vector<double> sigma, g;
  std::vector<float> z;
};

Draws randomCells() {
  std::mt19937 random(5);
  std::normal_distribution<double> normal;
  Draws draws;
  for (std::size_t i = 0; i < kCells; ++i) {
    draws.sigma.push_back(1e-6 * std::abs(normal(random)));
    draws.g.push_back(2e-6 * std::abs(normal(random)));
    draws.z.push_back(static_cast<float>(normal(random)));
  }
  return draws;
}

class CellKernel : public ::testing::Test {
 protected:
  void TearDown() override { sim::useKernelTarget(0); }

  /// Run a step on every instruction set and compare it with one cell's formula, bit by bit.
  template <class Step, class Formula>
  static void expectFormula(Step step, Formula formula) {
    const Draws draws = randomCells();
    for (const auto target : sim::kernelTargets()) {
      sim::useKernelTarget(target);
      std::vector<double> g = draws.g;
      step(draws, g.data());
      for (std::size_t i = 0; i < kCells; ++i) {
        ASSERT_EQ(g[i], formula(draws.g[i], draws.sigma[i], static_cast<double>(draws.z[i])))
            << "cell " << i << ", target " << target;
      }
    }
  }
};

TEST_F(CellKernel, ErrorsAreTheFormulaOfOneCell) {
  expectFormula([](const Draws& draws, double* g) { addNormalErrors(1.5e-6, draws.z.data(), kCells, g); },
                [](double g, double, double z) { return std::max(g + 1.5e-6 * z, 0.0); });
  expectFormula(
      [](const Draws& draws, double* g) { addNormalErrors(draws.sigma.data(), draws.z.data(), kCells, g); },
      [](double g, double sigma, double z) { return std::max(g + sigma * z, 0.0); });
  expectFormula([](const Draws& draws,
                   double* g) { addRelativeErrors(draws.sigma.data(), 3e5, draws.z.data(), kCells, g); },
                [](double g, double sigma, double z) { return std::max(g + g * sigma * 3e5 * z, 0.0); });
}

TEST_F(CellKernel, DriftIsTheFormulaOfOneCell) {
  expectFormula(
      [](const Draws& draws, double* g) {
        drift({draws.g.data(), draws.sigma.data(), draws.z.data(), 4e4, 9.3}, kCells, g);
      },
      [](double g, double sigma, double z) {
        return g * configs::exponential(-(4e4 * std::abs(g + sigma * z)) * 9.3);
      });
}

// A mean exponent of |x|, no spread and a logarithm of -1 or 1: e^|x| or e^-|x| by itself.
TEST_F(CellKernel, ExponentialHasTheBitsOfTheScalarOne) {
  std::vector<double> sizes = {0.0, 1e-300, 709.78, 709.79, 744.4, 745.13, 745.2, 746.0, 1e300};
  for (double x = 1e-9; x < 800.0; x = x * 1.0001 + 1e-5) {
    sizes.push_back(x);
  }
  sizes.push_back(std::numeric_limits<double>::infinity());
  const std::vector<double> none(sizes.size(), 0.0);
  const std::vector<float> z(sizes.size(), 0.0F);
  for (const auto target : sim::kernelTargets()) {
    sim::useKernelTarget(target);
    for (const double sign : {1.0, -1.0}) {
      std::vector<double> power(sizes.size(), 1.0);
      drift({sizes.data(), none.data(), z.data(), 1.0, -sign}, sizes.size(), power.data());
      for (std::size_t i = 0; i < sizes.size(); ++i) {
        ASSERT_EQ(power[i], configs::exponential(sign * sizes[i]))
            << sign * sizes[i] << ", target " << target;
      }
    }
    double nothing = 1.0;
    const double unknown = std::numeric_limits<double>::quiet_NaN();
    drift({&unknown, none.data(), z.data(), 1.0, 1.0}, 1, &nothing);
    EXPECT_TRUE(std::isnan(nothing));
  }
}

TEST_F(CellKernel, OneCellOutsideARangeIsFoundWherever) {
  for (const auto target : sim::kernelTargets()) {
    sim::useKernelTarget(target);
    for (std::size_t place = 0; place < 40; ++place) {
      for (const double bad : {0.5, 2.5, std::numeric_limits<double>::quiet_NaN()}) {
        std::vector<double> g(40, 1.0);
        g[0] = 2.0;
        EXPECT_TRUE(areWithin(1.0, 2.0, g.data(), g.size()));
        g[place] = bad;
        EXPECT_FALSE(areWithin(1.0, 2.0, g.data(), g.size())) << place << ": " << bad;
        EXPECT_TRUE(areWithin(1.0, 2.0, g.data(), place));
      }
    }
  }
}

// A block's rows are those that are drawn one by one, however rows and counter blocks fall on vectors.
TEST_F(CellKernel, ABlocksDrawsAreThoseOfItsRows) {
  const RandomStream stream(5);
  for (const auto target : sim::kernelTargets()) {
    sim::useKernelTarget(target);
    for (const std::uint32_t column : {0U, 1U, 6U, 64U}) {
      for (const std::uint32_t count : {1U, 3U, 4U, 16U, 20U, 37U, 64U, 130U}) {
        const CellBlock block{7, column, count, 1, 2, 9};
        std::vector<float> whole(block.size()), row(count);
        std::vector<std::uint32_t> words(block.size());
        drawNormals(stream, block, whole.data());
        drawWords(stream, block, words.data());
        for (std::uint32_t r = 0; r < block.rows; ++r) {
          drawNormals(stream, {7 + r, column, count, 1, 2}, row.data());
          for (std::uint32_t c = 0; c < count; ++c) {
            const std::size_t cell = r * count + c;
            ASSERT_EQ(whole[cell], row[c]) << count << " columns from " << column << ": " << r << ", " << c;
            ASSERT_EQ(words[cell], stream.block(7 + r, (column + c) / 4, 1, 2)[(column + c) % 4]);
          }
        }
      }
    }
  }
}

}  // namespace
}  // namespace ohmic::devices
