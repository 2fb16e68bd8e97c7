// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/property/oracle.h"

#include <algorithm>
#include <cmath>

namespace ohmic::tests {
namespace {

std::uint32_t planeNumber(int slice, int polarity) {
  return static_cast<std::uint32_t>(4 * slice + (polarity == 0 ? 0 : polarity > 0 ? 1 : 2));
}

}  // namespace

/// Input code of a matrix row, from the geometry's definition.
int Oracle::code(int position, int row) const {
  const auto& p = layer.layer().patch;
  const int channels = p.channels / p.groups;
  const int c = row % channels, pixel = row / channels;
  const int j = pixel % p.kernelWidth, i = pixel / p.kernelWidth % p.kernelHeight;
  const int group = pixel / p.kernelWidth / p.kernelHeight;
  const int y = position / p.outputWidth * p.strideY + i * p.dilationY - p.padTop;
  const int x = position % p.outputWidth * p.strideX + j * p.dilationX - p.padLeft;
  if (y < 0 || y >= p.height || x < 0 || x >= p.width) {
    return 0;
  }
  const int channel = group * channels + c;
  const float value = p.channelsLast ? layer.input[y * p.channels + channel]
                                     : layer.input[(channel * p.height + y) * p.width + x];
  const float scaled = value * static_cast<float>(1.0 / layer.inputScale);
  const auto& codes = layer.layer().input;
  return static_cast<int>(std::nearbyint(
      std::clamp(scaled, static_cast<float>(codes.least), static_cast<float>(codes.greatest))));
}

double Oracle::drive(int code, int phase) const {
  if (!layer.layer().input.isPerBit()) {
    return code;
  }
  const int bit = (std::abs(code) >> phase) % 2;
  return code < 0 ? -bit : bit;
}

double Oracle::conductance(int row, int column, int slice, int polarity, int replica) const {
  const devices::RandomStream stream(seed, devices::Purpose::programming, chip, devices::nodeHash("layer"),
                                     planeNumber(slice, polarity));
  return cells.at({stream.key(), static_cast<std::uint32_t>(row), static_cast<std::uint32_t>(column),
                   static_cast<std::uint32_t>(replica)});
}

double Oracle::noise(const mapping::ArrayPlan& array, int position, int column, int slice, int polarity,
                     int phase, double& tolerance) const {
  if (readSigma == 0.0) {
    return 0.0;
  }
  const int top = layer.plan.layers[0].levels.greatestDigit();
  const double sigma = readSigma / (range.greatest - range.least) * top;  // levels
  double squares = 0.0;
  for (int row = array.rowBegin; row < array.rowBegin + array.rows; ++row) {
    squares += std::pow(drive(code(position, row), phase), 2);
  }
  const devices::RandomStream stream(seed, devices::Purpose::readNoise, chip, devices::nodeHash("layer"),
                                     planeNumber(slice, polarity));
  const auto block =
      stream.block(image, position, column / 4,
                   static_cast<std::uint32_t>(phase) | (static_cast<std::uint32_t>(array.rowBlock) << 16U));
  const double cellsOfLine = polarity == 0 ? 2.0 : 1.0;
  const double value = sigma * std::sqrt(squares * cellsOfLine) * devices::standardNormal(block[column % 4]);
  tolerance += std::abs(value) * 1e-4;  // variances are stored in 1/32767 of the largest
  return value;
}

/// What one converter sees: the pair's difference (polarity 0) or one line.
Oracle::Signal Oracle::line(const mapping::ArrayPlan& array, int position, int column, int slice,
                            int polarity, int phase) const {
  const double step = (range.greatest - range.least) / layer.plan.layers[0].levels.greatestDigit();
  const int replica = position % layer.layer().replicas;
  Signal signal;
  double magnitude = 0.0;
  for (int row = array.rowBegin; row < array.rowBegin + array.rows; ++row) {
    const double q = drive(code(position, row), phase);
    const double g = polarity == 0 ? conductance(row, column, slice, 1, replica) -
                                         conductance(row, column, slice, -1, replica)
                                   : conductance(row, column, slice, polarity, replica);
    signal.value += q * g / step;
    magnitude += std::abs(q);
  }
  signal.tolerance =
      magnitude * 0.5000001 / static_cast<double>(1 << layer.plan.layers[0].levels.fractionBits);
  signal.value += noise(array, position, column, slice, polarity, phase, signal.tolerance);
  signal.tolerance += std::abs(signal.value) * 4e-7 + 1e-9;  // float keeps 24 bits
  return signal;
}

Oracle::Answer Oracle::convert(const Signal& signal, int slice) const {
  if (idealAdc) {
    return {signal.value,
            signal.tolerance + 1.0 / static_cast<double>(1 << layer.plan.layers[0].levels.fractionBits)};
  }
  const bool isSigned = layer.plan.layers[0].options.weights.subtraction == mapping::Subtraction::analog ||
                        layer.layer().input.isSigned();
  const double greatest = std::pow(2.0, isSigned ? adcBits - 1 : adcBits) - 1;
  const double x = signal.value / lsb[slice];
  const double code = std::clamp(std::nearbyint(x), isSigned ? -greatest : 0.0, greatest);
  const double toBoundary = std::abs(x - std::floor(x) - 0.5);
  const bool mayTip = toBoundary <= signal.tolerance / lsb[slice];
  return {code * lsb[slice], mayTip ? lsb[slice] : 0.0};
}

Oracle::Answer Oracle::output(int position, int column) const {
  const auto& plan = layer.plan;
  const bool analog = plan.layers[0].options.weights.subtraction == mapping::Subtraction::analog;
  const std::vector<int> polarities = analog ? std::vector<int>{0} : std::vector<int>{1, -1};
  Answer sum;
  for (const auto& array : layer.layer().arrays) {
    if (column < array.columnBegin || column >= array.columnBegin + array.columns) {
      continue;
    }
    for (int slice = 0; slice < plan.layers[0].levels.slices; ++slice) {
      for (int phase = 0; phase < layer.layer().input.phases(); ++phase) {
        const double weight = std::pow(
            2.0, slice * plan.layers[0].levels.sliceBits + (layer.layer().input.isPerBit() ? phase : 0));
        for (const int polarity : polarities) {
          const Answer code = convert(line(array, position, column, slice, polarity, phase), slice);
          sum.value += code.value * weight * (polarity < 0 ? -1 : 1);
          sum.tolerance += code.tolerance * weight;
        }
      }
    }
  }
  const auto& scales = layer.layer().weightScale;
  const double scale = scales[scales.size() == 1 ? 0 : column] * layer.inputScale;
  return {sum.value * scale + layer.layer().bias[column], sum.tolerance * scale};
}

}  // namespace ohmic::tests
