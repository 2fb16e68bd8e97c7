// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <cmath>
#include <cstring>

#include "configs/reader/error.h"
#include "models/reference/quantized.h"
#include "sim/array/layer_read.h"
#include "sim/array/programming/program.h"
#include "tests/property/random_layer.h"

namespace ohmic::tests {
namespace {

std::vector<float> quantisedReference(const RandomLayer& random) {
  const auto& layer = random.layer();
  const auto& weight = models::weightOf(random.node());
  models::QuantizedLayer quantised;
  quantised.weightScale = layer.weightScale;
  quantised.inputScale = random.inputScale;
  quantised.leastCode = layer.input.least;
  quantised.greatestCode = layer.input.greatest;
  const std::size_t stride = weight.values.size() / layer.weightScale.size();
  for (std::size_t i = 0; i < weight.values.size(); ++i) {
    quantised.levels.push_back(static_cast<std::int32_t>(
        std::nearbyint(static_cast<double>(weight.values[i]) / layer.weightScale[i / stride])));
  }
  std::vector<float> output(random.outputs());
  models::evaluateQuantized(random.graph, random.node(), quantised, random.input.data(), output.data());
  return output;
}

std::vector<float> onIdealCells(const RandomLayer& random, const devices::AdcFormat& adc) {
  devices::Cell cell;
  cell.range = {0.0, 1e-4};
  const auto arithmetic = sim::layerArithmetic(random.layer(), random.inputScale, adc, cell);
  const auto chip = sim::programChip(random.plan, cell, {}, 1);
  sim::LayerReader reader(random.layer(), arithmetic);
  sim::LayerCounts counts(random.layer().rows(), random.layer().arrays.size());
  std::vector<float> output(random.outputs());
  reader.run(chip.layers[0], {}, 0, random.input.data(), output.data(), counts);
  return output;
}

bool sameBits(const std::vector<float>& a, const std::vector<float>& b) {
  return a.size() == b.size() && std::memcmp(a.data(), b.data(), a.size() * sizeof(float)) == 0;
}

TEST(IdealHardware, WithIdealConvertersEqualsTheIntegerNetworkOnTenThousandShapes) {
  std::mt19937 random(20260101);
  devices::AdcFormat adc;
  adc.ideal = true;
  for (int trial = 0; trial < 10000; ++trial) {
    const auto layer = randomLayer(random, {});
    ASSERT_TRUE(sameBits(onIdealCells(layer, adc), quantisedReference(layer)))
        << "trial " << trial << describe(layer);
  }
}

// A lossless converter is refused where its bits do not suffice; where they do, it loses nothing.
TEST(IdealHardware, WithLosslessConvertersEqualsTheIntegerNetworkOnTenThousandShapes) {
  std::mt19937 random(20260102);
  devices::AdcFormat adc;
  adc.range = devices::AdcFormat::Range::lossless;
  adc.bits = 16;
  int accepted = 0, refused = 0;
  while (accepted < 10000) {
    const auto layer = randomLayer(random, {1024, 24, 1024});
    try {
      const auto output = onIdealCells(layer, adc);
      ASSERT_TRUE(sameBits(output, quantisedReference(layer))) << "trial " << accepted << describe(layer);
      ++accepted;
    } catch (const configs::InputError&) {
      ++refused;
    }
  }
  EXPECT_GT(refused, 100);
}

}  // namespace
}  // namespace ohmic::tests
