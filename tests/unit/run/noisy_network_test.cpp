// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "sim/run/noisy_network.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <set>

#include "configs/reader/error.h"
#include "tests/folder.h"
#include "tests/unit/models/model_writer.h"

namespace ohmic::sim {
namespace {

using devices::WeightNoise;

/// A law on two layers of a network, and one between them if asked. The file is read here and no more.
NoisyNetwork noisyNetwork(bool isDeeper, const WeightNoise& law) {
  models::ModelWriter writer({0, 4});
  writer.floats("w1", {4, 4}, {1, 2, 3, 4, -1, -2, -3, -4, 1, 2, 3, 4, -1, -2, -3, -4});
  writer.floats("b1", {4}, {10, 10, 10, 30});
  writer.floats("w2", {4, 4}, std::vector<float>(16, 0.5F));
  writer.floats("between", {4, 4}, std::vector<float>(16, 7.0F));
  writer.node("Gemm", {"x", "w1", "b1"}, "h1");
  if (isDeeper) {
    writer.node("MatMul", {"h1", "between"}, "h2");
  }
  writer.node("MatMul", {isDeeper ? "h2" : "h1", "w2"}, "y");
  const tests::Folder folder;
  models::NetworkChoice choice;
  choice.model = folder.write("network.onnx", writer.bytes());
  return NoisyNetwork(choice, law);
}

WeightNoise noise(WeightNoise::Relative relative, WeightNoise::Scope scope, WeightNoise::Target target) {
  WeightNoise law;
  law.eta = 0.5;
  law.relative = relative;
  law.scope = scope;
  law.target = target;
  return law;
}

TEST(NoisyNetwork, TakesItsStatisticOverTensorLayerOrNetwork) {
  const auto sigmas = [](WeightNoise::Scope scope) {
    const NoisyNetwork noisy =
        noisyNetwork(false, noise(WeightNoise::Relative::rms, scope, WeightNoise::Target::kernelsAndBiases));
    std::vector<double> values;
    for (const auto& tensor : noisy.tensors()) {
      values.push_back(tensor.sigma);
    }
    return values;
  };
  const double w1 = 4.0 * 30.0, b1 = 1200.0, w2 = 4.0;  // sums of squares of 16, 4 and 16 weights
  const auto tensor = sigmas(WeightNoise::Scope::tensor);
  EXPECT_DOUBLE_EQ(tensor[0], 0.5 * std::sqrt(w1 / 16.0));
  EXPECT_DOUBLE_EQ(tensor[1], 0.5 * std::sqrt(b1 / 4.0));
  const auto layer = sigmas(WeightNoise::Scope::layer);
  EXPECT_DOUBLE_EQ(layer[0], 0.5 * std::sqrt((w1 + b1) / 20.0));
  EXPECT_EQ(layer[0], layer[1]);
  EXPECT_DOUBLE_EQ(layer[2], 0.5 * std::sqrt(w2 / 16.0));
  const auto whole = sigmas(WeightNoise::Scope::network);
  EXPECT_EQ(whole, std::vector<double>(3, 0.5 * std::sqrt((w1 + b1 + w2) / 36.0)));
}

TEST(NoisyNetwork, KernelsAloneLeaveTheBiasesAsTheyWere) {
  const NoisyNetwork noisy = noisyNetwork(
      false, noise(WeightNoise::Relative::max, WeightNoise::Scope::tensor, WeightNoise::Target::kernels));
  const auto values = noisy.draw(1, 0);
  EXPECT_EQ(noisy.tensors().size(), 2U);
  EXPECT_EQ(values[1], noisy.parameters()[1].values);
  EXPECT_NE(values[0], noisy.parameters()[0].values);
  EXPECT_EQ(noisy.tensors()[0].sigma, 0.5 * 4.0);
}

TEST(NoisyNetwork, AnotherLayerChangesNoOtherDraw) {
  const auto law =
      noise(WeightNoise::Relative::std, WeightNoise::Scope::tensor, WeightNoise::Target::kernelsAndBiases);
  const auto draw = [&law](bool isDeeper) { return noisyNetwork(isDeeper, law).draw(3, 2); };
  const auto shallow = draw(false), deeper = draw(true);
  ASSERT_EQ(deeper.size(), shallow.size() + 1);
  EXPECT_EQ(shallow[0], deeper[0]);
  EXPECT_EQ(shallow[1], deeper[1]);
  EXPECT_EQ(shallow[2], deeper[3]);
}

TEST(NoisyNetwork, NoiseOnTheBiasesChangesNoDrawOfTheKernels) {
  const auto draw = [](WeightNoise::Target target) {
    return noisyNetwork(false, noise(WeightNoise::Relative::std, WeightNoise::Scope::tensor, target))
        .draw(3, 2);
  };
  const auto kernels = draw(WeightNoise::Target::kernels);
  const auto both = draw(WeightNoise::Target::kernelsAndBiases);
  EXPECT_EQ(kernels[0], both[0]);
  EXPECT_NE(kernels[1], both[1]);
  EXPECT_EQ(kernels[2], both[2]);
}

TEST(NoisyNetwork, ABiasMayHaveItsKernelsSigma) {
  auto law =
      noise(WeightNoise::Relative::max, WeightNoise::Scope::tensor, WeightNoise::Target::kernelsAndBiases);
  law.biasSigma = WeightNoise::BiasSigma::kernel;
  const NoisyNetwork tensors = noisyNetwork(false, law);
  EXPECT_EQ(tensors.tensors()[0].sigma, 0.5 * 4.0);
  EXPECT_EQ(tensors.tensors()[1].kind, "bias");
  EXPECT_EQ(tensors.tensors()[1].sigma, 0.5 * 4.0);
  law.scope = WeightNoise::Scope::network;
  EXPECT_EQ(noisyNetwork(false, law).tensors()[1].sigma, 0.5 * 4.0) << "30 is a bias";
}

/// A Conv with a BatchNormalization behind it: scale 2, shift 1, mean 3, variance 4.
NoisyNetwork normedNetwork(const WeightNoise& law, bool folds) {
  models::ModelWriter writer({0, 1, 2, 2});
  writer.floats("w", {2, 1, 1, 1}, {1, 2});
  writer.floats("scale", {2}, {2, 2});
  writer.floats("shift", {2}, {1, 1});
  writer.floats("mean", {2}, {3, 3});
  writer.floats("variance", {2}, {4, 4});
  writer.node("Conv", {"x", "w"}, "h");
  writer.node("BatchNormalization", {"h", "scale", "shift", "mean", "variance"}, "n");
  writer.node("GlobalAveragePool", {"n"}, "p");
  writer.node("Flatten", {"p"}, "y");
  const tests::Folder folder;
  models::NetworkChoice choice;
  choice.model = folder.write("network.onnx", writer.bytes());
  choice.options.foldBatchNorm = folds;
  return NoisyNetwork(choice, law);
}

TEST(NoisyNetwork, EveryTargetGetsItsOwnTensors) {
  const auto namesOf = [](WeightNoise::Target target, bool folds) {
    const NoisyNetwork noisy =
        normedNetwork(noise(WeightNoise::Relative::max, WeightNoise::Scope::tensor, target), folds);
    std::vector<std::string> names;
    for (const auto& tensor : noisy.tensors()) {
      names.push_back(tensor.name);
    }
    return names;
  };
  using Names = std::vector<std::string>;
  EXPECT_EQ(namesOf(WeightNoise::Target::kernelsAndAffine, true), (Names{"w", "scale", "shift"}));
  EXPECT_EQ(namesOf(WeightNoise::Target::statistics, false), (Names{"mean", "variance"}));
  EXPECT_EQ(namesOf(WeightNoise::Target::all, false), (Names{"w", "scale", "shift", "mean", "variance"}));
  EXPECT_EQ(namesOf(WeightNoise::Target::folded, true), (Names{"h.weight", "h.bias"}));
}

// Folding gives w * 2 / sqrt(4 + 1e-5) and 1 - 3 * 2 / sqrt(4 + 1e-5): the noise is relative to these.
TEST(NoisyNetwork, FoldedNoiseIsOnWhatFoldingGives) {
  const NoisyNetwork noisy = normedNetwork(
      noise(WeightNoise::Relative::max, WeightNoise::Scope::tensor, WeightNoise::Target::folded), true);
  const double factor = 2.0 / std::sqrt(4.0 + 1e-5);
  EXPECT_NEAR(noisy.tensors()[0].sigma, 0.5 * 2.0 * factor, 1e-6);
  EXPECT_NEAR(noisy.tensors()[1].sigma, 0.5 * (3.0 * factor - 1.0), 1e-6);
  const auto values = noisy.draw(3, 0);
  const auto graph = noisy.graph(values);
  EXPECT_EQ(models::weightOf(graph.nodes[0]).values, values[0]);
  EXPECT_EQ(std::get<models::Conv>(graph.nodes[0].op).bias, values[1]);
  EXPECT_NE(values[0], noisy.parameters()[0].values);
  EXPECT_THROW(static_cast<void>(noisy.onnx(values)), configs::InputError);
}

TEST(NoisyNetwork, ANegativeVarianceIsNoNumberOrClamped) {
  auto law = noise(WeightNoise::Relative::max, WeightNoise::Scope::tensor, WeightNoise::Target::statistics);
  law.eta = 3.0;
  std::size_t negative = 0;
  for (std::uint32_t chip = 0; chip < 10; ++chip) {
    law.negativeVariance = WeightNoise::NegativeVariance::nan;
    const auto free = normedNetwork(law, false).draw(1, chip)[4];
    law.negativeVariance = WeightNoise::NegativeVariance::clamp;
    const auto clamped = normedNetwork(law, false).draw(1, chip)[4];
    for (std::size_t c = 0; c < free.size(); ++c) {
      negative += free[c] < 0.0F ? 1 : 0;
      EXPECT_EQ(clamped[c], std::max(free[c], 0.0F));
    }
  }
  EXPECT_GT(negative, 2U);
}

TEST(NoisyNetwork, LeavesOutPairsWithoutAnEstimate) {
  auto law = noise(WeightNoise::Relative::std, WeightNoise::Scope::network, WeightNoise::Target::kernels);
  law.mmse = WeightNoise::Compensators{{0.0, 4.9, 5.1}, {0.0, 1.0}};  // 1 + 1 / eta^2 is 5
  const NoisyNetwork noisy = noisyNetwork(false, law);
  ASSERT_EQ(noisy.estimators().size(), 4U);
  EXPECT_EQ(noisy.estimators()[3].lambda, 4.9);
  EXPECT_EQ(noisy.estimators()[3].beta, 1.0);
  const auto drawn = noisy.draw(1, 0), estimated = noisy.estimate(drawn, noisy.estimators()[0]);
  EXPECT_EQ(estimated[0][5], static_cast<float>(static_cast<double>(drawn[0][5]) * 0.8));
  EXPECT_EQ(estimated[1], drawn[1]) << "a bias without noise";
  law.mmse = WeightNoise::Compensators{{5.1}, {0.0}};
  EXPECT_THROW(noisyNetwork(false, law), configs::InputError);
}

// The network that runs is the one that is written.
TEST(NoisyNetwork, RunsWhatItWrites) {
  const NoisyNetwork noisy = noisyNetwork(
      false,
      noise(WeightNoise::Relative::std, WeightNoise::Scope::network, WeightNoise::Target::kernelsAndBiases));
  const auto graph = noisy.graph(noisy.draw(5, 1));
  const auto written = models::importOnnx(noisy.onnx(noisy.draw(5, 1)), "noisy.onnx");
  EXPECT_EQ(models::weightOf(graph.nodes[0]).values, models::weightOf(written.nodes[0]).values);
  EXPECT_NE(noisy.onnx(noisy.draw(5, 1)), noisy.onnx(noisy.draw(5, 2)));
}

}  // namespace
}  // namespace ohmic::sim
