// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "sim/engine/calibrate.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <utility>
#include <vector>

#include "tests/unit/chip/test_network.h"

namespace ohmic::sim {
namespace {

constexpr int kInputs = 50, kImages = 20;

Deployment calibrated(double margin, int threads = 1) {
  auto graph = tests::linearNetwork(kInputs, 4);
  auto plan = mapping::mapNetwork(graph, {});
  LayerHardware layer;
  layer.inputRange.margin = margin;
  layer.adc.percentile = 1.0;
  layer.adc.criterion = devices::AdcFormat::Criterion::percentile;
  layer.cell.range = {1e-6, 25e-6};
  const tests::RandomImages samples({kInputs}, kImages);
  return calibrate(std::move(graph), std::move(plan), {layer}, samples, threads);
}

/// The greatest magnitude of all pixels.
double greatestPixel() {
  const tests::RandomImages samples({kInputs}, kImages);
  std::vector<float> pixels(kInputs);
  double greatest = 0.0;
  for (int i = 0; i < kImages; ++i) {
    samples.image(i, pixels.data());
    for (const float pixel : pixels) {
      greatest = std::max(greatest, std::abs(static_cast<double>(pixel)));
    }
  }
  return greatest;
}

TEST(Calibrate, TheGreatestInputTimesTheMarginIsTheGreatestCode) {
  for (const double margin : {1.0, 1.5}) {
    const double scale = calibrated(margin).arithmetic[0].inputScale;
    EXPECT_GE(scale * 127, margin * greatestPixel() * (1.0 - 1e-6)) << margin;
    EXPECT_LE(scale * 127, margin * greatestPixel() * (1.0 + 1.0 / 256.0)) << margin;
  }
}

// Sums of codes times levels, found by their definition: the greatest of them is the greatest code.
TEST(Calibrate, TheGreatestSumIsTheGreatestCode) {
  const Deployment deployment = calibrated(1.0);
  const auto& layer = deployment.plan.layers[0];
  const auto& arithmetic = deployment.arithmetic[0];
  const tests::RandomImages samples({kInputs}, kImages);
  std::vector<float> pixels(kInputs);
  double greatest = 0.0;
  for (int i = 0; i < kImages; ++i) {
    samples.image(i, pixels.data());
    for (int c = 0; c < layer.columns; ++c) {
      double sum = 0.0;
      for (int k = 0; k < kInputs; ++k) {
        const double code =
            std::nearbyint(static_cast<double>(pixels[static_cast<std::size_t>(k)]) / arithmetic.inputScale);
        sum += code *
               static_cast<double>(layer.bands[0].levels[static_cast<std::size_t>(k * layer.columns + c)]);
      }
      greatest = std::max(greatest, std::abs(sum) * static_cast<double>(1 << layer.levels.fractionBits));
    }
  }
  ASSERT_EQ(arithmetic.lsb.size(), 1U);
  EXPECT_NEAR(static_cast<double>(arithmetic.lsb[0]) * 127.0, greatest, greatest * (1.0 / 256.0 + 1e-3));
}

TEST(Calibrate, ThreadsChangeNothing) {
  const Deployment one = calibrated(1.0), three = calibrated(1.0, 3);
  EXPECT_EQ(one.arithmetic[0].inputScale, three.arithmetic[0].inputScale);
  EXPECT_EQ(one.arithmetic[0].lsb, three.arithmetic[0].lsb);
}

}  // namespace
}  // namespace ohmic::sim
