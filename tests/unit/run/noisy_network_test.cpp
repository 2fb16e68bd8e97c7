// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "sim/run/noisy_network.h"

#include <gtest/gtest.h>

#include <cmath>
#include <set>

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
  return {0.5, relative, scope, target};
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

// The network that runs is the one that is written.
TEST(NoisyNetwork, RunsWhatItWrites) {
  const NoisyNetwork noisy = noisyNetwork(
      false,
      noise(WeightNoise::Relative::std, WeightNoise::Scope::network, WeightNoise::Target::kernelsAndBiases));
  const auto graph = noisy.graph(5, 1);
  const auto written = models::importOnnx(noisy.onnx(5, 1), "noisy.onnx");
  EXPECT_EQ(models::weightOf(graph.nodes[0]).values, models::weightOf(written.nodes[0]).values);
  EXPECT_NE(noisy.onnx(5, 1), noisy.onnx(5, 2));
}

}  // namespace
}  // namespace ohmic::sim
