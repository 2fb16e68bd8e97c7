// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "sim/array/layer_arithmetic.h"

#include <fmt/format.h>

#include <algorithm>

#include "configs/reader/error.h"

namespace ohmic::sim {
namespace {

int greatestRows(const mapping::LayerPlan& layer) {
  int rows = 0;
  for (const auto& array : layer.arrays) {
    rows = std::max(rows, array.rows);
  }
  return rows;
}

/// Greatest magnitude of one line's sum, in levels times codes.
std::int64_t greatestSum(const mapping::Plan& plan, const mapping::LayerPlan& layer) {
  return static_cast<std::int64_t>(greatestRows(layer)) * plan.levels.greatestDigit() *
         layer.input.greatestDrive();
}

int bitsFor(std::int64_t greatest, bool isSigned) {
  int bits = isSigned ? 2 : 1;
  while (devices::adcCodes(bits, isSigned).greatest < greatest) {
    ++bits;
  }
  return bits;
}

void setLossless(const mapping::Plan& plan, const mapping::LayerPlan& layer, const devices::AdcFormat& adc,
                 bool commonTermRemains, LayerArithmetic& arithmetic) {
  if (commonTermRemains) {
    throw configs::InputError(
        {"", "hardware.adc.range",
         "lossless needs sums of whole levels, but g_min's common current reaches the converter",
         "allowed with weights.subtraction: analog or a cell with g_min: 0 S", "try adc.bits: ideal"});
  }
  if (plan.levels.analog) {
    throw configs::InputError({"", "hardware.adc.range",
                               "lossless needs sums of whole levels, but cells are analog",
                               "allowed with weights.cell_bits: a number", "try adc.bits: ideal"});
  }
  const std::int64_t greatest = greatestSum(plan, layer);
  if (arithmetic.adcCodes.greatest < greatest) {
    throw configs::InputError(
        {"", "hardware.adc.range",
         fmt::format("lossless needs {} bits for layer '{}' (sums up to {} levels times codes)",
                     bitsFor(greatest, arithmetic.adcCodes.least < 0), layer.name, greatest),
         fmt::format("{} bits were given", adc.bits),
         "raise hardware.adc.bits, use input.encoding: bit_serial, fewer rows or range: calibrated"});
  }
  arithmetic.lsb.assign(static_cast<std::size_t>(plan.levels.slices),
                        std::int64_t{1} << plan.levels.fractionBits);
}

}  // namespace

LayerArithmetic layerArithmetic(const mapping::Plan& plan, const mapping::LayerPlan& layer, double inputScale,
                                const devices::AdcFormat& adc, bool commonTermRemains) {
  LayerArithmetic a;
  a.inputScale = inputScale;
  a.dac = {static_cast<float>(1.0 / inputScale), layer.input.least, layer.input.greatest};
  a.isSigned = layer.input.isSigned();
  a.bitSerial = layer.input.bitSerial;
  a.phases = layer.input.phases();
  a.slices = plan.levels.slices;
  a.sliceBits = plan.levels.sliceBits;
  a.fractionBits = plan.levels.fractionBits;
  a.pairSubtracted = plan.options.weights.subtraction == mapping::Subtraction::analog;
  a.isWide = greatestSum(plan, layer) >= (std::int64_t{1} << 24);
  a.idealAdc = adc.ideal;
  a.adcCodes = devices::adcCodes(adc.bits, a.pairSubtracted || a.isSigned);
  if (!adc.ideal && adc.range == devices::AdcFormat::Range::lossless) {
    setLossless(plan, layer, adc, commonTermRemains, a);
  }
  a.bias = layer.bias;
  a.factor.resize(static_cast<std::size_t>(layer.columns));
  for (std::size_t c = 0; c < a.factor.size(); ++c) {
    const double scale = layer.weightScale[layer.weightScale.size() == 1 ? 0 : c];
    a.factor[c] = scale * inputScale * plan.levels.unit();
  }
  return a;
}

}  // namespace ohmic::sim
