// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <cmath>
#include <cstring>
#include <thread>

#include "models/datasets/open_samples.h"
#include "models/onnx/import.h"
#include "models/reference/float_network.h"
#include "models/reference/quantized.h"
#include "sim/array/programming/program.h"
#include "sim/engine/calibrate.h"
#include "sim/engine/engine.h"
#include "tests/places.h"
#include "tests/sanitizer.h"

namespace ohmic::tests {
namespace {

const int kThreads = static_cast<int>(std::max(1U, std::thread::hardware_concurrency()));

std::unique_ptr<models::Samples> fashion(models::Split split, std::int64_t images) {
  models::DatasetChoice choice;
  choice.name = "fashion-mnist";
  choice.split = split;
  choice.images = images;
  choice.mean = {0.2860};
  choice.deviation = {0.3530};
  return models::openSamples(choice);
}

sim::Deployment deploy(const models::Graph& graph, const mapping::MappingOptions& options,
                       const devices::AdcFormat& adc) {
  mapping::Plan plan = mapping::mapNetwork(graph, options);
  sim::LayerHardware hardware;
  hardware.mapping = options, hardware.adc = adc, hardware.cell.range = {1e-6, 1e-4};
  std::vector<sim::LayerHardware> layers(plan.layers.size(), hardware);
  return sim::calibrate(graph, std::move(plan), std::move(layers), *fashion(models::Split::train, 256),
                        kThreads);
}

std::vector<float> runIdealCells(const sim::Deployment& deployment, const models::Samples& samples) {
  devices::Cell cell;
  cell.range = {1e-6, 1e-4};
  const auto chip = sim::programChip(deployment.plan, cell, {}, kThreads);
  sim::Engine engine(deployment, kThreads);
  auto counts = engine.emptyCounts();
  std::vector<float> logits(static_cast<std::size_t>(samples.count() * engine.classes()));
  engine.run(chip, {}, samples, 0, samples.count(), logits.data(), counts);
  return logits;
}

/// The integer network that a deployment stands for.
models::QuantizedNetwork integerNetwork(const sim::Deployment& deployment) {
  std::map<std::size_t, models::QuantizedLayer> layers;
  for (std::size_t l = 0; l < deployment.plan.layers.size(); ++l) {
    const auto& plan = deployment.plan.layers[l];
    const auto& weight = models::weightOf(deployment.graph.nodes[plan.node]);
    models::QuantizedLayer layer;
    layer.weightScale = plan.weightScale;
    layer.inputScale = deployment.arithmetic[l].inputScale;
    layer.leastCode = plan.input.least;
    layer.greatestCode = plan.input.greatest;
    for (const float w : weight.values) {
      layer.levels.push_back(
          static_cast<std::int32_t>(std::nearbyint(static_cast<double>(w) / plan.weightScale[0])));
    }
    layers[plan.node] = std::move(layer);
  }
  return {deployment.graph, std::move(layers)};
}

class ZooNetwork : public ::testing::TestWithParam<std::string> {
 protected:
  models::Graph graph_ = models::importOnnx(tests::sourceFolder() + "/models/zoo/" + GetParam() + ".onnx");
};

TEST_P(ZooNetwork, OnIdealHardwareIsTheIntegerNetwork) {
  const auto samples = fashion(models::Split::test, tests::kSanitized ? 2 : 24);
  for (const bool isSerial : {false, true}) {
    for (const bool isLossless : {false, true}) {
      mapping::MappingOptions options;
      options.weights.cellBits = 2;
      options.input.encoding =
          isSerial ? mapping::InputEncoding::bitSerial : mapping::InputEncoding::parallel;
      devices::AdcFormat adc;
      adc.ideal = !isLossless;
      adc.bits = 18;
      adc.range = devices::AdcFormat::Range::lossless;
      const auto deployment = deploy(graph_, options, adc);
      const auto logits = runIdealCells(deployment, *samples);
      const auto reference = integerNetwork(deployment);
      std::vector<float> image(models::elementCount(samples->shape())), expected(10);
      for (std::int64_t i = 0; i < samples->count(); ++i) {
        samples->image(i, image.data());
        reference.run(image.data(), 1, expected.data());
        ASSERT_EQ(std::memcmp(expected.data(), &logits[i * 10], 10 * sizeof(float)), 0)
            << "image " << i << (isSerial ? " bit-serial" : " parallel")
            << (isLossless ? " lossless" : " ideal");
      }
    }
  }
}

int right(const std::vector<float>& logits, const models::Samples& samples) {
  int count = 0;
  for (std::int64_t i = 0; i < samples.count(); ++i) {
    const auto* row = &logits[i * 10];
    count += std::max_element(row, row + 10) - row == samples.label(i) ? 1 : 0;
  }
  return count;
}

// 8-bit inputs, weights and calibrated converters on ideal cells, 128x128.
TEST_P(ZooNetwork, OnEightBitHardwareIsWithinHalfAPointOfFloatOnTenThousandImages) {
  if (tests::kSanitized) {
    GTEST_SKIP() << "takes half an hour; other tests run the same code";
  }
  const auto samples = fashion(models::Split::test, 10000);
  const models::FloatNetwork digital(graph_);
  std::vector<float> expected(static_cast<std::size_t>(samples->count() * 10));
  std::vector<float> image(models::elementCount(samples->shape()));
  for (std::int64_t i = 0; i < samples->count(); ++i) {
    samples->image(i, image.data());
    digital.run(image.data(), 1, &expected[i * 10]);
  }
  const auto logits = runIdealCells(deploy(graph_, {}, {}), *samples);
  EXPECT_GE(right(logits, *samples), right(expected, *samples) - 50);
}

INSTANTIATE_TEST_SUITE_P(Zoo, ZooNetwork, ::testing::Values("lenet5-fashion-mnist", "resnet20-fashion-mnist"),
                         [](const auto& name) { return name.param.substr(0, name.param.find('-')); });

}  // namespace
}  // namespace ohmic::tests
