// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/property/random_layer.h"

#include <fmt/format.h>

#include <algorithm>

#include "devices/converters/adc_kind.h"
#include "models/graph/graph_builder.h"

namespace ohmic::tests {
namespace {

class Draw {
 public:
  explicit Draw(std::mt19937& random) : random_(random) {}
  int between(int low, int high) { return std::uniform_int_distribution<int>(low, high)(random_); }
  float normal(float sigma) { return std::normal_distribution<float>(0.0F, sigma)(random_); }
  bool coin() { return between(0, 1) == 1; }
  void fill(std::vector<float>& values, std::size_t count, float sigma) {
    values.resize(count);
    std::generate(values.begin(), values.end(), [&] { return normal(sigma); });
  }

 private:
  std::mt19937& random_;
};

models::Linear randomLinear(Draw& draw, const LayerLimits& limits, models::Shape& input) {
  models::Linear op;
  const int rows = draw.between(1, limits.rows), columns = draw.between(1, limits.columns);
  op.weight.shape = {columns, rows};
  draw.fill(op.weight.values, static_cast<std::size_t>(rows) * columns, 1.0F);
  if (draw.coin()) {
    draw.fill(op.bias, static_cast<std::size_t>(columns), 1.0F);
  }
  input = draw.coin() ? models::Shape{rows} : models::Shape{draw.between(1, 3), rows};
  return op;
}

models::Conv randomConv(Draw& draw, const LayerLimits& limits, models::Shape& input) {
  models::Conv op;
  auto& w = op.window;
  w.kernelHeight = draw.between(1, 3), w.kernelWidth = draw.between(1, 3);
  w.strideHeight = draw.between(1, 2), w.strideWidth = draw.between(1, 2);
  w.dilationHeight = draw.between(1, 2), w.dilationWidth = draw.between(1, 2);
  w.padTop = draw.between(0, 2), w.padLeft = draw.between(0, 2);
  w.padBottom = draw.between(0, 2), w.padRight = draw.between(0, 2);
  op.groups = draw.between(1, 3);
  const int kernel = static_cast<int>(w.kernelHeight * w.kernelWidth);
  const int channels =
      draw.between(1, std::max(1, std::min(20, limits.rows / kernel / static_cast<int>(op.groups))));
  const int columns = draw.between(1, std::max(1, limits.columns / static_cast<int>(op.groups)));
  op.weight.shape = {columns * op.groups, channels, w.kernelHeight, w.kernelWidth};
  draw.fill(op.weight.values, static_cast<std::size_t>(columns * op.groups) * channels * kernel, 1.0F);
  input = {channels * op.groups, draw.between(5, 7), draw.between(5, 7)};
  return op;
}

template <class T>
T oneOf(Draw& draw, std::initializer_list<T> values) {
  return *(values.begin() + draw.between(0, static_cast<int>(values.size()) - 1));
}

mapping::WeightFormat randomWeights(Draw& draw, const LayerLimits& limits) {
  using mapping::Encoding;
  using mapping::Subtraction;
  mapping::WeightFormat weights;
  weights.bits = draw.between(2, 9);
  if (!limits.analog || draw.coin()) {
    weights.cellBits = draw.between(1, 8);
  }
  weights.encoding = oneOf(draw, {Encoding::differential, Encoding::differentialTwoSided, Encoding::offset,
                                  Encoding::offsetUnitColumn});
  weights.pair = draw.coin() ? mapping::Pair::adjacent : mapping::Pair::twin;
  weights.subtraction =
      weights.encoding == Encoding::offset || draw.coin() ? Subtraction::digital : Subtraction::analog;
  weights.scale = draw.coin() ? mapping::ScaleScope::layer : mapping::ScaleScope::column;
  return weights;
}

mapping::InputFormat randomInput(Draw& draw) {
  using mapping::SignedDrive;
  mapping::InputFormat input;
  input.bits = draw.between(2, 10);
  const int encoding = draw.between(0, static_cast<int>(mapping::kInputEncodings.size()) - 1);
  input.encoding = mapping::kInputEncodings[static_cast<std::size_t>(encoding)].encoding;
  input.signedDrive = oneOf(draw, {SignedDrive::bipolar, SignedDrive::twoPhase, SignedDrive::offset});
  if (isBitByBit(input.encoding) && draw.coin()) {
    input.accumulation = mapping::Accumulation::analog;
  }
  return input;
}

mapping::MappingOptions drawOptions(Draw& draw, const LayerLimits& limits) {
  mapping::MappingOptions options;
  options.weights = randomWeights(draw, limits);
  options.input = randomInput(draw);
  options.array.rows = draw.between(1, limits.arrayRows);
  options.array.columns = draw.between(32, 160);
  options.convolution = draw.coin() ? mapping::Convolution::im2col : mapping::Convolution::kernelPosition;
  options.array.split = draw.coin() ? mapping::Split::equal : mapping::Split::fill;
  if (draw.between(0, 2) == 0) {
    options.array.activeRows = draw.between(1, options.array.rows);
  }
  if (draw.between(0, 3) == 0) {
    options.weights.devices = draw.between(2, 4);
    options.weights.fill = draw.coin() ? mapping::Fill::equal : mapping::Fill::maximum;
    options.array.columns *= options.weights.devices;
  }
  return options;
}

}  // namespace

std::size_t RandomLayer::outputs() const {
  return static_cast<std::size_t>(models::elementCount(graph.values[graph.output].shape));
}

mapping::MappingOptions randomOptions(std::mt19937& random, const LayerLimits& limits) {
  Draw draw(random);
  return drawOptions(draw, limits);
}

devices::DacErrors randomDriverErrors(const mapping::InputFormat& input, std::mt19937& random) {
  const bool isSerial = input.encoding == mapping::InputEncoding::bitSerial;
  if (isSerial && input.accumulation == mapping::Accumulation::analog) {
    return {};
  }
  std::uniform_real_distribution<double> lsb(0.0, 2.0);
  return {isSerial ? 0.0 : lsb(random), lsb(random) * (isSerial ? 0.05 : 1.0)};
}

/// Whether a kind of converters can have an error.
bool hasError(const devices::AdcFormat& adc, double devices::AdcErrors::*error) {
  const auto impossible = adc.kind->impossibleErrors();
  return std::none_of(impossible.begin(), impossible.end(),
                      [&](const auto& one) { return one.error == error; });
}

devices::AdcFormat randomConverters(devices::AdcFormat adc, std::mt19937& random) {
  std::uniform_real_distribution<double> share(0.0, 1.0);
  adc.kind = devices::adcKinds()[random() % devices::adcKinds().size()];
  adc.errors.gain = 0.05 * share(random);
  adc.errors.offset = 2.0 * share(random);
  adc.errors.inl = hasError(adc, &devices::AdcErrors::inl) ? 2.0 * share(random) : 0.0;
  adc.errors.capacitor = hasError(adc, &devices::AdcErrors::capacitor) ? 0.03 * share(random) : 0.0;
  adc.errors.threshold = hasError(adc, &devices::AdcErrors::threshold) && adc.bits <= adc.kind->mostBits()
                             ? 0.3 * share(random)
                             : 0.0;
  adc.noise = random() % 2 == 0 ? 0.0 : share(random);
  adc.converters = 1 + static_cast<int>(random() % 7);
  return adc;
}

devices::NonLinearity bentCells(int kind) {
  switch (kind % 3) {
    case 0:
      return {std::make_shared<devices::MiloCurrentVoltage>(), 0.4, false};
    case 1:
      return {std::make_shared<devices::CubicCurrentVoltage>(), 0.6, false};
    default:
      return {std::make_shared<devices::SinhCurrentVoltage>(0.25), 0.3, false};
  }
}

RandomLayer randomLayer(std::mt19937& random, const LayerLimits& limits) {
  Draw draw(random);
  RandomLayer result;
  models::Shape shape;
  models::Operator op;
  if (draw.coin()) {
    op = randomLinear(draw, limits, shape);
  } else {
    op = randomConv(draw, limits, shape);
  }
  const bool nonNegative = draw.coin();
  models::GraphBuilder builder("image", shape, nonNegative);
  result.graph = std::move(builder).finish(builder.add("layer", "Layer", std::move(op), {builder.input()}));
  result.plan = mapping::mapNetwork(result.graph, drawOptions(draw, limits));
  result.plan.layers[0].replicas = draw.between(1, 3);
  draw.fill(result.input, static_cast<std::size_t>(models::elementCount(shape)), 1.0F);
  for (float& x : result.input) {
    x = nonNegative ? std::max(x, 0.0F) : x;
  }
  result.inputScale = 2.5 / result.layer().input.greatest;
  return result;
}

std::string describe(const RandomLayer& layer) {
  const auto& weights = layer.layer().options.weights;
  const auto& input = layer.layer().input;
  return fmt::format(
      ": {} bits in cells of {}, encoding {}, {} subtraction; input {}..{}, encoding {}, accumulation {}, "
      "signed {}; {} of {} rows at once",
      weights.bits, weights.cellBits.value_or(0), static_cast<int>(weights.encoding),
      weights.subtraction == mapping::Subtraction::analog ? "analog" : "digital", input.least, input.greatest,
      static_cast<int>(input.encoding), static_cast<int>(input.accumulation),
      static_cast<int>(input.signedDrive), layer.layer().rowsAtOnce(), layer.layer().arrays[0].rows);
}

}  // namespace ohmic::tests
