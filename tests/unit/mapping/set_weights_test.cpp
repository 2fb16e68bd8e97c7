// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "mapping/set_weights.h"

#include <gtest/gtest.h>

#include <utility>
#include <variant>
#include <vector>

#include "mapping/plan.h"
#include "models/graph/graph_builder.h"

namespace ohmic::mapping {
namespace {

/// A grouped 3x3 convolution, whose matrix has cells between the groups.
models::Graph grouped(float scale, float bias) {
  models::Conv op;
  op.window.kernelHeight = op.window.kernelWidth = 3;
  op.groups = 2;
  op.weight.shape = {6, 2, 3, 3};
  for (int i = 0; i < 6 * 2 * 9; ++i) {
    op.weight.values.push_back(scale * static_cast<float>(i % 17 - 8));
  }
  op.bias.assign(6, bias);
  models::GraphBuilder builder("image", {4, 5, 5});
  const auto output = builder.add("conv", "Conv", std::move(op), {builder.input()});
  return std::move(builder).finish(output);
}

// What a layer holds after its weights were set is what a plan of the changed network would have held.
TEST(SetWeights, GivesThePlanOfTheChangedNetwork) {
  for (const auto scope : {ScaleScope::layer, ScaleScope::column}) {
    MappingOptions options;
    options.weights.scale = scope;
    options.array.rows = 16;
    Plan plan = mapNetwork(grouped(0.25F, 1.0F), options);
    const models::Graph changed = grouped(-0.5F, 2.0F);
    setWeights(changed.nodes[0], plan.layers[0]);
    const Plan expected = mapNetwork(changed, options);
    EXPECT_EQ(plan.layers[0].weightScale, expected.layers[0].weightScale);
    EXPECT_EQ(plan.layers[0].bias, expected.layers[0].bias);
    ASSERT_EQ(plan.layers[0].bands.size(), expected.layers[0].bands.size());
    for (std::size_t b = 0; b < plan.layers[0].bands.size(); ++b) {
      EXPECT_EQ(plan.layers[0].bands[b].levels, expected.layers[0].bands[b].levels);
    }
  }
}

// The gain is digital: cells hold what they held, and a level counts as more. The bias is the network's.
TEST(SetWeights, AGainScalesWhatALevelCountsAs) {
  for (const auto scope : {ScaleScope::layer, ScaleScope::column}) {
    MappingOptions options;
    options.weights.scale = scope;
    const models::Graph graph = grouped(0.25F, 1.0F);
    const LayerPlan plain = mapNetwork(graph, options).layers[0];
    options.weights.gain = 0.75;
    const LayerPlan layer = mapNetwork(graph, options).layers[0];
    ASSERT_EQ(layer.weightScale.size(), plain.weightScale.size());
    for (std::size_t c = 0; c < plain.weightScale.size(); ++c) {
      EXPECT_EQ(layer.weightScale[c], 0.75 * plain.weightScale[c]);
    }
    EXPECT_EQ(layer.bias, plain.bias);
    EXPECT_EQ(layer.bands[0].levels, plain.bands[0].levels);
  }
}

TEST(SetWeights, ALayerWithoutBiasHasZeros) {
  models::Graph graph = grouped(1.0F, 1.0F);
  Plan plan = mapNetwork(graph, {});
  std::get<models::Conv>(graph.nodes[0].op).bias.clear();
  setWeights(graph.nodes[0], plan.layers[0]);
  EXPECT_EQ(plan.layers[0].bias, std::vector<float>(6, 0.0F));
}

}  // namespace
}  // namespace ohmic::mapping
