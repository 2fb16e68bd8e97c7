// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "sim/chip/event_counts.h"

#include <gtest/gtest.h>

#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "models/graph/graph_builder.h"
#include "sim/chip/digital_work.h"
#include "tests/unit/chip/test_network.h"

namespace ohmic::sim {
namespace {

using tests::TestHardware;

TEST(EventCounts, OneArrayByHand) {
  TestHardware hardware;
  hardware.mapping.input.encoding = mapping::InputEncoding::bitSerial;  // signed pixels: 7 phases
  const auto test = tests::makeChip(tests::linearNetwork(10, 4), hardware, 1);
  EventCounts expected;
  expected.arrayReads = 7;
  expected.dacConversions = 7 * 10;
  expected.samples = expected.integrations = 7 * 4;
  expected.adcConversions = expected.adcSteps = expected.shiftAdds = 7 * 4;
  expected.bufferReadBits = expected.bufferWriteBits = 10 * 16;
  expected.hostBits = (10 + 4) * 16;
  expected.digital[static_cast<std::size_t>(DigitalKind::dequantise)] = 4;
  const auto counted = countEvents(test.deployment, test.model);
  ASSERT_EQ(counted.size(), 1U);
  EXPECT_TRUE(counted[0] == expected);
}

// Seven bits in parts of four and three, 4 outputs: each bit is driven, read and sampled once, and integrated
// 2^bit times in its part; 10 and 6 steps of charge decrement.
TEST(EventCounts, BitsThatAreAccumulatedInPartsByHand) {
  TestHardware hardware;
  hardware.mapping.input = {8, mapping::InputEncoding::bitSerial, mapping::Accumulation::analog};
  hardware.mapping.input.parts = 2;
  hardware.adc.kind = &devices::adcKind("charge_decrement");
  hardware.adc.bits = 10;
  const auto test = tests::makeChip(tests::linearNetwork(10, 4), hardware, 1);
  const auto counted = countEvents(test.deployment, test.model)[0];
  EXPECT_EQ(counted.arrayReads, 7);
  EXPECT_EQ(counted.dacConversions, 7 * 10);
  EXPECT_EQ(counted.samples, 7 * 4);
  EXPECT_EQ(counted.integrations, (15 + 7) * 4);
  EXPECT_EQ(counted.adcConversions, 2 * 4);
  EXPECT_EQ(counted.adcSteps, (10 + 6) * 4);
}

TEST(EventCounts, RowBlocksAddUpAndTravelBetweenTiles) {
  TestHardware hardware;
  hardware.mapping.array = {5, 16, mapping::Split::equal};
  auto test = tests::makeChip(tests::linearNetwork(10, 4), hardware, 1);
  test.model.organisation = {1, 1, 0};  // the second row block stands in another tile
  const auto counted = countEvents(test.deployment, test.model)[0];
  EXPECT_EQ(counted.partialSums, 4);
  EXPECT_EQ(counted.bufferWriteBits, 2 * 10 * 16);  // the input is held in both
  EXPECT_EQ(counted.bufferReadBits, 10 * 16);       // each reads its rows
  EXPECT_EQ(counted.networkBitHops, 10 * 16 + 4 * 32);
}

// Twenty outputs on arrays of eight: three column blocks with the same rows. One tile fetches them once,
// three tiles once each.
TEST(EventCounts, ColumnBlocksOfATileShareItsRows) {
  TestHardware hardware;
  hardware.mapping.array = {10, 16, mapping::Split::equal};
  auto test = tests::makeChip(tests::linearNetwork(10, 20), hardware, 1);
  ASSERT_EQ(test.deployment.plan.arrays(), 3);
  test.model.organisation = {3, 1, 0};
  EXPECT_EQ(countEvents(test.deployment, test.model)[0].bufferReadBits, 10 * 16);
  test.model.organisation = {1, 1, 0};
  EXPECT_EQ(countEvents(test.deployment, test.model)[0].bufferReadBits, 3 * 10 * 16);
}

TEST(DigitalWork, IsAnOperationForEachElementOfEachWindow) {
  const auto graph = tests::residualNetwork();
  std::map<std::string, DigitalWork> work;
  std::map<std::string, std::int64_t> elements;
  for (const auto& node : graph.nodes) {
    work[node.name] = digitalWork(graph, node);
    elements[node.name] = models::elementCount(graph.values[node.output].shape);
  }
  EXPECT_EQ(work["p"].kind, DigitalKind::pooling);
  EXPECT_EQ(work["p"].operations, 9 * elements["p"]);  // 3 x 3
  EXPECT_EQ(work["g"].operations, 4 * elements["g"]);  // 2 x 2
  EXPECT_EQ(work["r1"].kind, DigitalKind::activation);
  EXPECT_EQ(work["r1"].operations, 6 * 9 * 10);
  EXPECT_EQ(work["a"].kind, DigitalKind::elementwise);
  EXPECT_EQ(work["a"].operations, 6 * 9 * 10);
  EXPECT_EQ(work["s"].kind, DigitalKind::softmax);
  EXPECT_EQ(work["s"].operations, 5);
  EXPECT_EQ(work["j"].operations, 0);  // moves data
}

TEST(EventCounts, SlicesAndPolaritiesMultiplyConversions) {
  TestHardware hardware;
  hardware.mapping.weights.cellBits = 2;  // 7 bits of magnitude: 4 slices
  hardware.mapping.weights.subtraction = mapping::Subtraction::digital;
  const auto test = tests::makeChip(tests::linearNetwork(10, 4), hardware, 1);
  EXPECT_EQ(countEvents(test.deployment, test.model)[0].adcConversions, 4 * 4 * 2);
}

TEST(EventCounts, NeverFallWhenInputsGrowWider) {
  TestHardware hardware;
  hardware.mapping.input.encoding = mapping::InputEncoding::bitSerial;
  std::int64_t before = 0;
  for (const int bits : {2, 4, 8, 12, 16}) {
    hardware.mapping.input.bits = bits;
    const auto test = tests::makeChip(tests::residualNetwork(), hardware, 1);
    const std::int64_t conversions = sum(countEvents(test.deployment, test.model)).adcConversions;
    EXPECT_GT(conversions, before);
    before = conversions;
  }
}

/// One linear layer of 4 outputs on @p inputs numbers, with Reshapes before it.
models::Graph flattened(const models::Shape& pixels, std::int64_t inputs,
                        const std::vector<models::Shape>& shapes) {
  models::GraphBuilder builder("image", pixels);
  std::size_t value = builder.input();
  for (const auto& shape : shapes) {
    value = builder.add("flat" + std::to_string(value), "Reshape", models::Reshape{shape}, {value});
  }
  models::Linear linear;
  linear.weight = {{4, inputs}, std::vector<float>(static_cast<std::size_t>(4 * inputs), 0.5F)};
  linear.bias = std::vector<float>(4, 0.0F);
  return std::move(builder).finish(builder.add("fc", "Gemm", linear, {value}));
}

// A Reshape moves nothing: the events of a network are those of the network without it.
TEST(EventCounts, AReshapeOfThePixelsCostsNothing) {
  const auto plain = tests::makeChip(flattened({12}, 12, {}), {}, 1);
  const auto expected = sum(countEvents(plain.deployment, plain.model));
  EXPECT_EQ(expected.bufferWriteBits, 12 * 16);
  EXPECT_EQ(expected.bufferReadBits, 12 * 16);
  for (const auto& shapes : {std::vector<models::Shape>{{12}}, {{4, 3}, {12}}}) {
    const auto test = tests::makeChip(flattened({2, 2, 3}, 12, shapes), {}, 1);
    const auto counted = sum(countEvents(test.deployment, test.model));
    EXPECT_TRUE(counted == expected) << counted.bufferReadBits << " read, " << counted.bufferWriteBits
                                     << " written";
  }
}

/// Pixels, of which a Relu and a Reshape read, so that they lie in a buffer; both go on to a linear layer.
models::Graph twoReaders() {
  models::GraphBuilder builder("image", {1, 2, 6});
  const auto relu = builder.add("relu", "Relu", models::Unary{models::Unary::Kind::relu}, {builder.input()});
  const auto flatRelu = builder.add("flat", "Reshape", models::Reshape{{12}}, {relu});
  const auto flat = builder.add("flat2", "Reshape", models::Reshape{{12}}, {builder.input()});
  const auto both = builder.add("both", "Concat", models::Concat{0}, {flatRelu, flat});
  models::Linear linear;
  linear.weight = {{4, 24}, std::vector<float>(96, 0.5F)};
  linear.bias = std::vector<float>(4, 0.0F);
  return std::move(builder).finish(builder.add("fc", "Gemm", linear, {both}));
}

TEST(EventCounts, AReshapeOfWhatOthersReadIsInPlace) {
  const auto test = tests::makeChip(twoReaders(), {}, 1);
  const auto counted = sum(countEvents(test.deployment, test.model));
  // written: the pixels, the Relu's output once, the concatenation. Read: pixels by the Relu, both by the
  // Concat, the concatenation by the layer.
  EXPECT_EQ(counted.bufferWriteBits, (12 + 12 + 24) * 16);
  EXPECT_EQ(counted.bufferReadBits, (12 + 24 + 24) * 16);
}

TEST(EventCounts, PointwiseNodesAfterTheirOnlySourceNeedNoBuffer) {
  const auto test = tests::makeChip(tests::residualNetwork(), {}, 1);
  const auto counted = countEvents(test.deployment, test.model);
  const std::int64_t image = 3 * 9 * 10 * 16, hidden = 6 * 9 * 10 * 16;
  EXPECT_EQ(counted[0].bufferWriteBits, image + hidden);  // pixels and r1; c1 is forwarded to it
}

}  // namespace
}  // namespace ohmic::sim
