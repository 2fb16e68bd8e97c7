// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/unit/chip/test_network.h"

#include <algorithm>
#include <memory>
#include <numeric>
#include <random>

#include "devices/cells/gaussian.h"
#include "devices/cells/random_telegraph.h"
#include "devices/cells/verified_programming.h"
#include "mapping/sharing.h"
#include "models/graph/graph_builder.h"
#include "sim/array/programming/program.h"
#include "sim/engine/calibrate.h"

namespace ohmic::tests {
namespace {

models::Tensor randomTensor(std::mt19937& random, models::Shape shape) {
  models::Tensor tensor{std::move(shape), {}};
  std::normal_distribution<float> normal(0.0F, 0.3F);
  tensor.values.resize(static_cast<std::size_t>(models::elementCount(tensor.shape)));
  for (auto& value : tensor.values) {
    value = normal(random);
  }
  return tensor;
}

models::Conv randomConv(std::mt19937& random, std::int64_t in, std::int64_t out, std::int64_t stride) {
  models::Conv conv;
  conv.weight = randomTensor(random, {out, in, 3, 3});
  conv.bias = randomTensor(random, {out}).values;
  conv.window = {3, 3, stride, stride, 1, 1, 1, 1, 1, 1};
  return conv;
}

models::Pool pool(models::Pool::Kind kind, std::int64_t size, std::int64_t stride, std::int64_t pad) {
  models::Pool op;
  op.kind = kind;
  op.window = {size, size, stride, stride, pad, pad, pad, pad, 1, 1};
  return op;
}

devices::Cell makeCell(bool noisy) {
  devices::Cell cell;
  cell.range = {1e-6, 40e-6};
  if (noisy) {
    cell.programming =
        std::make_shared<devices::GenericProgramming>(devices::NoiseKind::independent, 0.03, cell.range);
    cell.readNoise =
        std::make_shared<devices::GenericReadNoise>(devices::NoiseKind::proportional, 0.02, cell.range);
  }
  return cell;
}

/// Stuck cells, and dies and arrays that differ.
void breakCells(devices::Cell& cell) {
  auto faults = std::make_shared<devices::Faults>();
  faults->cells = {0.02, 0.03}, faults->rows = {0.02, 0.02}, faults->columns = {0.02, 0.02};
  faults->highConductance = cell.range.greatest, faults->lowConductance = cell.range.least;
  cell.faults = faults;
  cell.variation = std::make_shared<devices::Variation>(devices::Variation{0.02, 0.02});
}

}  // namespace

int RandomImages::label(std::int64_t /*index*/) const { return 0; }

void RandomImages::image(std::int64_t index, float* out) const {
  std::mt19937 random(static_cast<unsigned>(index) + 77);
  std::normal_distribution<float> normal;
  std::generate_n(out, models::elementCount(shape_), [&] { return normal(random); });
}

models::Graph residualNetwork(unsigned seed) {
  std::mt19937 random(seed);
  models::GraphBuilder builder("image", {3, 9, 10});
  const auto first = builder.add("c1", "Conv", randomConv(random, 3, 6, 1), {builder.input()});
  const auto relu = builder.add("r1", "Relu", models::Unary{}, {first});
  const auto second = builder.add("c2", "Conv", randomConv(random, 6, 6, 1), {relu});
  const auto factor = builder.add("k", "Constant", models::Constant{randomTensor(random, {6, 9, 10})}, {});
  const auto scaled = builder.add("m", "Mul", models::Binary{models::Binary::Kind::mul}, {second, factor});
  const auto added = builder.add("a", "Add", models::Binary{}, {scaled, relu});
  const auto doubled = builder.add("d", "Add", models::Binary{}, {added, added});
  const auto joined = builder.add("j", "Concat", models::Concat{0}, {doubled, relu});
  const auto pooled = builder.add("p", "MaxPool", pool(models::Pool::Kind::max, 3, 2, 1), {joined});
  const auto third = builder.add("c3", "Conv", randomConv(random, 12, 8, 2), {pooled});
  const auto clipped = builder.add("cl", "Clip", models::Clip{0.0F, 6.0F}, {third});
  const auto mean = builder.add("g", "AveragePool", pool(models::Pool::Kind::average, 2, 1, 0), {clipped});
  const auto size = models::elementCount(builder.value(mean).shape);
  const auto flat = builder.add("f", "Flatten", models::Reshape{{size}}, {mean});
  const auto logits = builder.add("fc", "Gemm", models::Linear{randomTensor(random, {5, size}), {}}, {flat});
  return std::move(builder).finish(builder.add("s", "Softmax", models::Softmax{}, {logits}));
}

models::Graph linearNetwork(int inputs, int outputs) {
  std::mt19937 random(3);
  models::GraphBuilder builder("image", {inputs});
  return std::move(builder).finish(builder.add(
      "fc", "Gemm", models::Linear{randomTensor(random, {outputs, inputs}), {}}, {builder.input()}));
}

models::Graph convolutionNetwork(int channels, int outputs, int size) {
  std::mt19937 random(4);
  models::GraphBuilder builder("image", {channels, size, size});
  return std::move(builder).finish(
      builder.add("conv", "Conv", randomConv(random, channels, outputs, 1), {builder.input()}));
}

models::Graph groupedNetwork(int groups, int size) {
  std::mt19937 random(7);
  models::GraphBuilder builder("image", {2 * groups, size, size});
  models::Conv conv = randomConv(random, 2, 3 * groups, 1);
  conv.groups = groups;
  return std::move(builder).finish(builder.add("conv", "Conv", std::move(conv), {builder.input()}));
}

models::Graph pointwiseNetwork(int channels, int outputs, int size) {
  std::mt19937 random(6);
  models::GraphBuilder builder("image", {channels, size, size});
  models::Conv conv;
  conv.weight = randomTensor(random, {outputs, channels, 1, 1});
  conv.window = {1, 1, 1, 1, 0, 0, 0, 0, 1, 1};
  const auto positive = builder.add("relu", "Relu", models::Unary{}, {builder.input()});
  return std::move(builder).finish(builder.add("conv", "Conv", std::move(conv), {positive}));
}

std::vector<const float*> TestChip::images() const {
  std::vector<const float*> pointers;
  for (const auto& image : pixels) {
    pointers.push_back(image.data());
  }
  return pointers;
}

std::vector<std::uint32_t> TestChip::numbers() const {
  std::vector<std::uint32_t> numbers(pixels.size());
  std::iota(numbers.begin(), numbers.end(), 0U);
  return numbers;
}

TestChip makeChip(models::Graph graph, const TestHardware& hardware, int images) {
  TestChip test;
  const RandomImages samples(graph.values[graph.input].shape, images);
  devices::Cell cell = makeCell(hardware.noisy);
  cell.iv = hardware.iv;
  if (hardware.telegraph) {
    cell.readNoise =
        std::make_shared<devices::RandomTelegraph>(0.1, 0.3, devices::RandomTelegraph::Switching::fast);
  }
  if (hardware.verified) {
    const auto pulse =
        std::make_shared<devices::GenericProgramming>(devices::NoiseKind::independent, 0.03, cell.range);
    cell.programming = std::make_shared<devices::VerifiedProgramming>(
        pulse, devices::Acceptance{0.01, devices::Acceptance::Relative::range, 5}, cell.range);
  }
  if (hardware.faulty) {
    breakCells(cell);
  }
  mapping::Plan plan = mapping::mapNetwork(graph, hardware.mapping);
  for (auto& layer : plan.layers) {
    layer.replicas = hardware.replicas;
  }
  mapping::shareArrays([](std::size_t, std::size_t) { return true; }, plan);
  sim::LayerHardware layer;
  layer.mapping = hardware.mapping, layer.adc = hardware.adc, layer.cell = cell, layer.dac = hardware.dac;
  layer.wires = hardware.wires;
  std::vector<sim::LayerHardware> layers(plan.layers.size(), layer);
  test.deployment = sim::calibrate(std::move(graph), std::move(plan), std::move(layers), samples, 1);
  test.moment.seed = 5;
  test.chip = sim::programChip(test.deployment.plan, test.deployment.hardware, test.moment, 1);
  for (int i = 0; i < images; ++i) {
    test.pixels.emplace_back(static_cast<std::size_t>(models::elementCount(samples.shape())));
    samples.image(i, test.pixels.back().data());
  }
  return test;
}

}  // namespace ohmic::tests
