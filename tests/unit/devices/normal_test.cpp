// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "devices/random/normal.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <vector>

namespace ohmic::devices {
namespace {

constexpr std::uint32_t kGreatestTail = 0x7FFFFFFF;
constexpr double kPi = 3.14159265358979323846;

/// Distance of |z| from the exact quantile of a tail (v + 0.5) / 2^32: one Newton step, which is exact to
/// second order in the distance.
double distance(std::uint32_t v) {
  const double z = std::abs(static_cast<double>(standardNormal(v)));
  const double tail = 0.5 * std::erfc(z / std::sqrt(2.0));
  const double density = std::exp(-0.5 * z * z) / std::sqrt(2.0 * kPi);
  return std::abs(tail - (v + 0.5) / 4294967296.0) / density;
}

TEST(StandardNormal, IsTheInverseOfTheDistributionFunction) {
  double greatest = 0.0;
  for (std::uint32_t v = 0; v < 4096; ++v) {
    greatest = std::max(greatest, distance(v));
  }
  for (std::uint64_t v = 4096; v <= kGreatestTail; v += 4093) {
    greatest = std::max(greatest, distance(static_cast<std::uint32_t>(v)));
  }
  EXPECT_LT(greatest, 1e-6);
}

TEST(StandardNormal, IsSymmetric) {
  for (std::uint64_t v = 0; v <= kGreatestTail; v += 65521) {
    const auto word = static_cast<std::uint32_t>(v);
    ASSERT_EQ(standardNormal(word), -standardNormal(word | 0x80000000U));
  }
}

TEST(StandardNormal, FallsFromItsGreatestValueToZero) {
  EXPECT_NEAR(standardNormal(0), 6.3380, 1e-4);  // the quantile of 2^-33
  EXPECT_EQ(std::abs(standardNormal(kGreatestTail)), 0.0F);
  float before = standardNormal(0);
  for (std::uint64_t v = 1; v <= kGreatestTail; v = v * 9 / 8 + 1) {
    const float now = standardNormal(static_cast<std::uint32_t>(v));
    ASSERT_LT(now, before) << v;
    before = now;
  }
}

TEST(Uniform, LiesStrictlyBetweenZeroAndOne) {
  EXPECT_EQ(uniform(0), 0.5 / 4294967296.0);
  EXPECT_EQ(uniform(0x80000000U), 0.5 + 0.5 / 4294967296.0);
  EXPECT_LT(uniform(0xFFFFFFFFU), 1.0);
}

TEST(DrawNormals, GivesACellTheSameDrawInWhateverPieceOfTheRow) {
  const RandomStream stream(5);
  std::vector<float> whole(37);
  drawNormals(stream, {9, 0, 37, 1, 2}, whole.data());
  for (const std::uint32_t begin : {0U, 1U, 3U, 4U, 17U}) {
    std::vector<float> piece(11);
    drawNormals(stream, {9, begin, 11, 1, 2}, piece.data());
    EXPECT_TRUE(std::equal(piece.begin(), piece.end(), whole.begin() + begin)) << begin;
  }
}

TEST(DrawNormals, DiffersByRowReplicaAndDevice) {
  const RandomStream stream(5);
  std::vector<float> draws;
  for (const CellBlock& cell : {CellBlock{0, 0, 1, 0, 0}, CellBlock{1, 0, 1, 0, 0}, CellBlock{0, 0, 1, 1, 0},
                                CellBlock{0, 0, 1, 0, 1}, CellBlock{0, 1, 1, 0, 0}}) {
    drawNormals(stream, cell, &draws.emplace_back());
  }
  std::sort(draws.begin(), draws.end());
  EXPECT_EQ(std::unique(draws.begin(), draws.end()), draws.end());
}

TEST(DrawNormals, AreTheNormalNumbersOfTheWords) {
  const RandomStream stream(5);
  const CellBlock cells{2, 6, 9, 0, 0};
  std::vector<float> normals(9);
  std::vector<std::uint32_t> words(9);
  drawNormals(stream, cells, normals.data());
  drawWords(stream, cells, words.data());
  EXPECT_EQ(words[2], stream.block(2, 2, 0, 0)[0]);
  for (std::size_t i = 0; i < words.size(); ++i) {
    EXPECT_EQ(normals[i], standardNormal(words[i]));
  }
}

}  // namespace
}  // namespace ohmic::devices
