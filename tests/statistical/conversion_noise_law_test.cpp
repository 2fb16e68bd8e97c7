// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <vector>

#include "sim/array/block_conversion.h"
#include "sim/array/plain_read.h"
#include "sim/array/position/conversion_kernel.h"

// Noise of conversions as the block form draws it: with nothing on the columns, a converter of 16 bits and
// noise of 300 LSB gives codes that are the noise. They have its variance, and no two conversions share a
// draw: neighbours in image, position, column, phase, row block and slice are uncorrelated within four
// standard errors.

namespace ohmic::sim {
namespace {

constexpr double kSigma = 300.0;  // LSB
constexpr int kColumns = 16;
constexpr std::uint32_t kImages = 4000;

struct Site {
  std::uint32_t image = 0, position = 0, phase = 0, rowBlock = 0;
  int slice = 0;
};

class ConversionNoise : public ::testing::Test {
 protected:
  /// Codes of a block's conversions: [column][position].
  std::vector<std::int32_t> codes(const Site& site) const {
    Plane plane;
    plane.slice = site.slice;
    PositionNoise noise;
    noise.converterVariance = static_cast<float>(kSigma * kSigma);
    noise.stream = readNoiseStream(plane, 11, 0, 77);
    noise.image = site.image;
    noise.firstPosition = site.position;
    noise.phaseAndRowBlock = site.phase | (site.rowBlock << 16U);
    std::vector<std::int32_t> found(kColumns * kBlockPositions);
    const PositionRead read{{pairs_.data()}, {1.0F, -32767.0F, 32767.0F, 1, false}, noise};
    readPositions(&read, 1, kBlockPositions, levels_, found.data());
    return found;
  }

  /// Correlation of the codes of sites that differ in one thing, in standard errors.
  template <class Change>
  [[nodiscard]] double correlation(Change change) const {
    double products = 0.0, count = 0.0;
    for (std::uint32_t image = 0; image < kImages; image += 2) {
      Site one;
      one.image = image;
      Site other = one;
      change(other);
      const auto first = codes(one), second = codes(other);
      for (std::size_t i = 0; i < first.size(); ++i) {
        products += static_cast<double>(first[i]) * second[i];
      }
      count += static_cast<double>(first.size());
    }
    return products / (kSigma * kSigma) / std::sqrt(count);
  }

 private:
  PairedRows levels_{2, kColumns};
  std::vector<std::int32_t> numbers_ = std::vector<std::int32_t>(kBlockPositions, 0);
  std::vector<const std::int32_t*> pairs_{numbers_.data()};
};

TEST_F(ConversionNoise, HasItsMeanAndVariance) {
  double sum = 0.0, squares = 0.0, count = 0.0;
  for (std::uint32_t image = 0; image < kImages; ++image) {
    for (const double code : codes({image})) {
      sum += code, squares += code * code, count += 1.0;
    }
  }
  EXPECT_LT(std::abs(sum / count) / (kSigma / std::sqrt(count)), 4.0);
  const double variance = kSigma * kSigma + 1.0 / 12.0;  // of the rounding
  EXPECT_LT(std::abs(squares / count / variance - 1.0) / std::sqrt(2.0 / count), 4.0);
  // two million draws tell a sigma that is 1 % off
  EXPECT_GT(std::abs(squares / count / (1.0201 * variance) - 1.0) / std::sqrt(2.0 / count), 4.0);
}

TEST_F(ConversionNoise, IsDrawnAnewForEveryImagePositionPhaseRowBlockAndSlice) {
  EXPECT_LT(std::abs(correlation([](Site& site) { site.image += 1; })), 4.0);
  EXPECT_LT(std::abs(correlation([](Site& site) { site.position += kBlockPositions; })), 4.0);
  EXPECT_LT(std::abs(correlation([](Site& site) { site.phase = 1; })), 4.0);
  EXPECT_LT(std::abs(correlation([](Site& site) { site.rowBlock = 1; })), 4.0);
  EXPECT_LT(std::abs(correlation([](Site& site) { site.slice = 1; })), 4.0);
  EXPECT_GT(correlation([](Site&) {}), 1000.0);  // the measure sees draws that are used twice
}

TEST_F(ConversionNoise, IsDrawnAnewForEveryColumnAndPositionOfABlock) {
  std::array<double, 4> products{};  // next column, fourth next, next position, sixteenth next
  std::array<double, 4> counts{};
  for (std::uint32_t image = 0; image < kImages; ++image) {
    const auto found = codes({image});
    const auto at = [&](int c, int p) { return static_cast<double>(found[c * kBlockPositions + p]); };
    for (int c = 0; c < kColumns; ++c) {
      for (int p = 0; p < kBlockPositions; ++p) {
        const std::array<std::array<int, 2>, 4> others{{{c + 1, p}, {c + 4, p}, {c, p + 1}, {c, p + 16}}};
        for (std::size_t k = 0; k < others.size(); ++k) {
          if (others[k][0] < kColumns && others[k][1] < kBlockPositions) {
            products[k] += at(c, p) * at(others[k][0], others[k][1]);
            counts[k] += 1.0;
          }
        }
      }
    }
  }
  for (std::size_t k = 0; k < products.size(); ++k) {
    EXPECT_LT(std::abs(products[k] / (kSigma * kSigma)) / std::sqrt(counts[k]), 4.0) << k;
  }
}

}  // namespace
}  // namespace ohmic::sim
