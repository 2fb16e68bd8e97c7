// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "sim/engine/recalibrate.h"

#include <gtest/gtest.h>

#include <cmath>

#include "configs/reader/error.h"
#include "models/datasets/open_samples.h"
#include "models/onnx/import.h"
#include "sim/array/programming/program.h"
#include "sim/engine/calibrate.h"
#include "sim/engine/engine.h"
#include "tests/places.h"

namespace ohmic::sim {
namespace {

constexpr int kThreads = 2;

std::unique_ptr<models::Samples> trainingImages() {
  models::DatasetChoice choice;
  choice.name = "fashion-mnist";
  choice.split = models::Split::train;
  choice.images = 32;
  choice.mean = {0.2860};
  choice.deviation = {0.3530};
  return models::openSamples(choice);
}

/// A network of the zoo on ideal cells and converters of @p bits bits.
Deployment deploy(const std::string& name, const models::Samples& samples, int bits,
                  bool foldsBatchNorm = true) {
  models::ImportOptions options;
  options.foldBatchNorm = foldsBatchNorm;
  models::Graph graph = models::importOnnx(tests::sourceFolder() + "/models/zoo/" + name + ".onnx", options);
  LayerHardware hardware;
  hardware.adc.ideal = bits == 0;
  hardware.adc.bits = bits == 0 ? 8 : bits;
  hardware.cell.range = {1e-6, 1e-4};
  hardware.compensation = Compensation::adaBs;
  mapping::Plan plan = mapping::mapNetwork(graph, hardware.mapping);
  std::vector<LayerHardware> layers(plan.layers.size(), hardware);
  return calibrate(std::move(graph), std::move(plan), std::move(layers), samples, kThreads);
}

std::vector<float> logitsOf(const Deployment& deployment, const ProgrammedChip& chip,
                            const models::Samples& samples) {
  Engine engine(deployment, kThreads);
  auto counts = engine.emptyCounts();
  std::vector<float> logits(static_cast<std::size_t>(samples.count() * engine.classes()));
  engine.run(chip, {}, samples, 0, samples.count(), logits.data(), counts);
  return logits;
}

double relativeDistance(const std::vector<float>& a, const std::vector<float>& b) {
  double error = 0.0, size = 0.0;
  for (std::size_t i = 0; i < a.size(); ++i) {
    const double far = static_cast<double>(a[i]) - static_cast<double>(b[i]);
    error += far * far;
    size += static_cast<double>(b[i]) * static_cast<double>(b[i]);
  }
  return std::sqrt(error / size);
}

ProgrammedChip programIdeal(const Deployment& deployment) {
  return programChip(deployment.plan, deployment.hardware, {}, kThreads);
}

// What drift does on the average: every column's sums shrink, each by a factor of its own.
TEST(NormRecalibration, UndoesAFactorOnEveryColumn) {
  const auto samples = trainingImages();
  const auto deployment = deploy("resnet14-fashion-mnist", *samples, 0);
  const NormRecalibrator recalibrator(deployment, *samples, kThreads);
  auto fresh = programIdeal(deployment);
  recalibrator.apply({}, fresh);
  auto aged = programIdeal(deployment);
  for (auto& layer : aged.layers) {
    for (std::size_t c = 0; c < layer.gain.size(); ++c) {
      layer.gain[c] = 0.5 + 0.3 * static_cast<double>(c % 2);
    }
  }
  const auto expected = logitsOf(deployment, fresh, *samples);
  EXPECT_GT(relativeDistance(logitsOf(deployment, aged, *samples), expected), 0.3);
  recalibrator.apply({}, aged);
  // The last layer has no BatchNormalization: its factor stays.
  auto& last = aged.layers.back();
  EXPECT_TRUE(last.norms.empty());
  std::fill(last.gain.begin(), last.gain.end(), 1.0);
  // Not equal: rounding of the norms moves a few activations over the edge of an 8-bit input code.
  EXPECT_LT(relativeDistance(logitsOf(deployment, aged, *samples), expected), 0.01);
}

// On fresh ideal hardware the statistics are those of the float network but for its rounding.
TEST(NormRecalibration, LeavesIdealHardwareAlmostAsItIs) {
  const auto samples = trainingImages();
  const auto deployment = deploy("resnet14-fashion-mnist", *samples, 0);
  auto chip = programIdeal(deployment);
  NormRecalibrator(deployment, *samples, kThreads).apply({}, chip);
  for (std::size_t l = 0; l + 1 < chip.layers.size(); ++l) {
    ASSERT_EQ(chip.layers[l].norms.size(), chip.layers[l].gain.size());
    double worst = 0.0;
    for (const auto& norm : chip.layers[l].norms) {
      worst = std::max(worst, std::abs(norm.scale - 1.0));
    }
    EXPECT_LT(worst, 0.1) << deployment.plan.layers[l].name;
  }
}

TEST(NormRecalibration, DependsOnNoThread) {
  const auto samples = trainingImages();
  const auto deployment = deploy("resnet14-fashion-mnist", *samples, 8);
  auto one = programIdeal(deployment), four = programIdeal(deployment);
  NormRecalibrator(deployment, *samples, 1).apply({}, one);
  NormRecalibrator(deployment, *samples, 4).apply({}, four);
  for (std::size_t l = 0; l < one.layers.size(); ++l) {
    for (std::size_t c = 0; c < one.layers[l].norms.size(); ++c) {
      EXPECT_EQ(one.layers[l].norms[c].scale, four.layers[l].norms[c].scale);
      EXPECT_EQ(one.layers[l].norms[c].shift, four.layers[l].norms[c].shift);
    }
  }
}

// DenseNet's BatchNormalization stands behind a Concat and is not folded.
TEST(NormRecalibration, FindsBatchNormalizationBehindConcat) {
  const auto samples = trainingImages();
  const auto deployment = deploy("densenet16-fashion-mnist", *samples, 8);
  auto chip = programIdeal(deployment);
  NormRecalibrator(deployment, *samples, kThreads).apply({}, chip);
  std::size_t recalibrated = 0;
  for (const auto& layer : chip.layers) {
    recalibrated += layer.norms.empty() ? 0 : 1;
  }
  EXPECT_EQ(recalibrated, chip.layers.size() - 1) << "all but the last";
}

TEST(NormRecalibration, RefusesANetworkWithoutBatchNormalization) {
  const auto samples = trainingImages();
  const auto deployment = deploy("lenet5-fashion-mnist", *samples, 8);
  EXPECT_THROW(NormRecalibrator(deployment, *samples, 1), configs::InputError);
}

}  // namespace
}  // namespace ohmic::sim
