// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "sim/array/layer_arithmetic.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "configs/reader/error.h"

namespace ohmic::sim {
namespace {

/// Greatest magnitude of one line's sum, in levels times codes.
std::int64_t greatestSum(const mapping::LayerPlan& layer) {
  return static_cast<std::int64_t>(layer.rowsAtOnce()) * layer.levels.greatestDigit() *
         layer.input.greatestDrive();
}

/// Fraction bits of a drive with DAC errors: at most 4, and room for the greatest code and its deviation.
int driveFractionBits(const mapping::InputCodes& input, const devices::DacErrors& dac) {
  constexpr double kGreatestDrive = 32767.0;
  const double greatest = input.greatestDrive() + 4.0 * (dac.inl + dac.noise);
  int bits = dac.none() ? 0 : 4;
  while (bits > 0 && greatest * (1 << bits) > kGreatestDrive) {
    --bits;
  }
  return bits;
}

std::int32_t greatestDriven(const mapping::InputCodes& input, const devices::DacErrors& dac,
                            int fractionBits) {
  if (dac.none()) {
    return input.greatestDrive();
  }
  const double greatest = (input.greatestDrive() + 4.0 * (dac.inl + dac.noise)) * (1 << fractionBits);
  return static_cast<std::int32_t>(std::min(std::ceil(greatest), 32767.0));
}

/// A term's voltage function over the drives, in volt of one drive code. What lasts or repeats drives at the
/// full read voltage, so its function is that of the chord.
double bendOf(const devices::NonLinearity& iv, int term, const mapping::InputCodes& input, double drive) {
  if (drive == 0.0) {
    return 0.0;
  }
  if (isAmplitude(input.encoding)) {
    const double lsb = iv.readVoltage / input.greatestDrive();
    return iv.law->voltageFunction(term, drive * lsb) / lsb;
  }
  const double v = drive < 0.0 ? -iv.readVoltage : iv.readVoltage;
  return std::abs(drive) * iv.law->voltageFunction(term, v) / iv.readVoltage;
}

BendDrive bendDrive(const LayerArithmetic& a, const devices::NonLinearity& iv, int term) {
  const double codes = 1.0 / static_cast<double>(1 << a.dacFractionBits);
  BendDrive bend;
  bend.least = -a.greatestDriven;
  std::vector<double> values;
  double greatest = 0.0;
  for (std::int32_t drive = bend.least; drive <= a.greatestDriven; ++drive) {
    values.push_back(bendOf(iv, term, a.input, drive * codes));
    greatest = std::max(greatest, std::abs(values.back()));
  }
  bend.unit = greatest > 0.0 ? greatest / BendDrive::kGreatest : 1.0;
  for (const double value : values) {
    bend.byDrive.push_back(static_cast<std::int16_t>(std::nearbyint(value / bend.unit)));
  }
  return bend;
}

/// For each column, the offset of the inputs times the sum of its levels, in fixed-point units.
std::vector<std::int64_t> inputOffsets(const LayerArithmetic& a, const mapping::LayerPlan& layer) {
  std::vector<std::int64_t> offsets;
  if (a.input.offset() == 0) {
    return offsets;
  }
  std::vector<double> sums(static_cast<std::size_t>(layer.columns), 0.0);
  for (const auto& band : layer.bands) {
    for (std::size_t i = 0; i < band.levels.size(); ++i) {
      sums[static_cast<std::size_t>(band.columnBegin) + i % static_cast<std::size_t>(band.columns)] +=
          static_cast<double>(band.levels[i]);
    }
  }
  for (const double sum : sums) {
    offsets.push_back(static_cast<std::int64_t>(
        std::nearbyint(sum * a.input.offset() * static_cast<double>(std::int64_t{1} << a.fractionBits))));
  }
  return offsets;
}

int bitsFor(std::int64_t greatest, bool isSigned) {
  int bits = isSigned ? 2 : 1;
  while (devices::adcCodes(bits, isSigned).greatest < greatest) {
    ++bits;
  }
  return bits;
}

void setLossless(const mapping::LayerPlan& layer, const devices::AdcFormat& adc, const devices::Cell& cell,
                 LayerArithmetic& arithmetic) {
  if (!layer.levels.pairSubtracted && cell.range.least > 0.0) {
    throw configs::InputError(
        {"", "hardware.adc.range",
         "lossless needs sums of whole levels, but g_min's common current reaches the converter",
         "allowed with weights.subtraction: analog or a cell with g_min: 0 S", "try adc.bits: ideal"});
  }
  if (layer.input.parts > 1) {
    throw configs::InputError({"", "hardware.adc.range",
                               "lossless needs every bit of a sum, but lower parts are converted with less",
                               "allowed with input.parts: 1", "try input.parts: 1 or adc.bits: ideal"});
  }
  if (layer.levels.analog) {
    throw configs::InputError({"", "hardware.adc.range",
                               "lossless needs sums of whole levels, but cells are analog",
                               "allowed with weights.cell_bits: a number", "try adc.bits: ideal"});
  }
  if (!arithmetic.dacErrors.none() || !arithmetic.bends.empty()) {
    throw configs::InputError({"", "hardware.adc.range",
                               "lossless needs sums of whole levels, but the rows are not driven linearly",
                               "allowed without dac.inl, dac.noise and cell.iv", "try adc.bits: ideal"});
  }
  const bool hasHalves =
      layer.levels.encoding == mapping::Encoding::differentialTwoSided && !layer.levels.pairSubtracted;
  const std::int64_t greatest = greatestSum(layer) * (hasHalves ? 2 : 1);
  if (arithmetic.adcCodes.greatest < greatest) {
    throw configs::InputError(
        {"", "hardware.adc.range",
         fmt::format("lossless needs {} bits for layer '{}' (sums up to {} levels times codes)",
                     bitsFor(greatest, arithmetic.adcCodes.least < 0), layer.name, greatest),
         fmt::format("{} bits were given", adc.bits),
         "raise hardware.adc.bits, use input.encoding: bit_serial, fewer rows at once or range: calibrated"});
  }
  arithmetic.lsb.assign(static_cast<std::size_t>(layer.levels.slices),
                        std::int64_t{1} << (layer.levels.fractionBits - (hasHalves ? 1 : 0)));
}

/// Sum over slices and phases of what one unit of a code counts in the output.
double weightOfAll(const LayerArithmetic& arithmetic) {
  double phases = 0.0, slices = 0.0;
  for (int phase = 0; phase < arithmetic.phases; ++phase) {
    phases += std::abs(static_cast<double>(arithmetic.input.codeWeight(phase)));
  }
  for (int slice = 0; slice < arithmetic.slices; ++slice) {
    slices += static_cast<double>(std::int64_t{1} << (slice * arithmetic.sliceBits));
  }
  return phases * slices;
}

/// Whether a converted sum can be negative.
bool hasSignedCodes(const mapping::LayerPlan& layer) {
  return layer.levels.pairSubtracted || layer.input.drivesNegative();
}

/// Codes of each part of the bits: an LSB that is the same in the output leaves lower parts less bits.
std::vector<devices::AdcCodes> partCodes(const mapping::LayerPlan& layer, const devices::AdcFormat& adc) {
  std::vector<devices::AdcCodes> codes;
  if (adc.ideal || layer.input.parts == 1) {
    return codes;
  }
  const int least = hasSignedCodes(layer) ? 2 : 1;
  for (int phase = 0; phase < layer.input.phases(); ++phase) {
    const int bits = adcBitsOf(layer, adc, phase);
    if (bits < least) {
      throw configs::InputError(
          {"", "hardware.adc.bits",
           fmt::format("{} bits leave {} for the lowest of {} parts of layer '{}' ({} bits of its input are "
                       "above it)",
                       adc.bits, bits, layer.input.parts, layer.name, layer.input.bitsAbove(phase)),
           fmt::format("allowed: {} bits or more", layer.input.bitsAbove(phase) + least),
           "raise hardware.adc.bits, or use fewer input.parts"});
    }
    codes.push_back(devices::adcCodes(bits, hasSignedCodes(layer)));
  }
  return codes;
}

/// The greatest code is the current of so many cells at g_max under the greatest input.
void setGiven(const mapping::LayerPlan& layer, const devices::AdcFormat& adc, LayerArithmetic& arithmetic) {
  const double cell = static_cast<double>(layer.levels.greatestDigit()) * layer.input.greatestDrive() *
                      static_cast<double>(std::int64_t{1} << arithmetic.fractionBits);
  const double lsb = std::nearbyint(adc.fullScale * cell / arithmetic.adcCodes.greatest);
  const auto greatest = static_cast<double>(greatestLsb(layer, arithmetic));
  if (lsb > greatest) {
    throw configs::InputError(
        {"", "hardware.adc.full_scale",
         fmt::format("found {:g} cells, beyond what sums of layer '{}' can hold", adc.fullScale, layer.name),
         fmt::format("allowed: up to {:g} cells", greatest * arithmetic.adcCodes.greatest / cell),
         "write as many cells as an array has rows, or fewer"});
  }
  arithmetic.lsb.assign(static_cast<std::size_t>(layer.levels.slices),
                        std::max<std::int64_t>(1, static_cast<std::int64_t>(lsb)));
}

}  // namespace

devices::AdcCodes adcCodes(const mapping::LayerPlan& layer, const devices::AdcFormat& adc) {
  return devices::adcCodes(adc.bits, hasSignedCodes(layer));
}

int adcBitsOf(const mapping::LayerPlan& layer, const devices::AdcFormat& adc, int phase) {
  return adc.bits - layer.input.bitsAbove(phase);
}

std::int64_t greatestLsb(const mapping::LayerPlan& layer, const LayerArithmetic& arithmetic) {
  constexpr double kGreatestSum = 4611686018427387904.0;  // 2^62
  constexpr double kLines = 2.0;                          // of a pair
  const double units = weightOfAll(arithmetic) * kLines * layer.rowBlocks() *
                       static_cast<double>(std::max(arithmetic.adcCodes.greatest, 1));
  return std::max<std::int64_t>(1, static_cast<std::int64_t>(kGreatestSum / units));
}

double levelStep(const mapping::LevelFormat& levels, const devices::ConductanceRange& range) {
  return (range.greatest - range.least) / levels.greatestDigit();
}

std::int64_t LayerArithmetic::offsetOf(std::int64_t codeSum) const {
  return static_cast<std::int64_t>(std::nearbyint(offsetPerCode * static_cast<double>(codeSum)));
}

float LayerArithmetic::output(std::int64_t sum, std::int64_t offset, int column, double gain) const {
  const auto c = static_cast<std::size_t>(column);
  const std::int64_t known = offset + (inputOffset.empty() ? 0 : inputOffset[c]);
  const double corrected = static_cast<double>(sum) * gain - static_cast<double>(known);
  return static_cast<float>(corrected * factor[c] + static_cast<double>(bias[c]));
}

LayerArithmetic layerArithmetic(const mapping::LayerPlan& layer, double inputScale,
                                const devices::AdcFormat& adc, const devices::Cell& cell,
                                const devices::DacErrors& dac) {
  LayerArithmetic a;
  const auto& levels = layer.levels;
  a.inputScale = inputScale;
  a.dac = {static_cast<float>(1.0 / inputScale), layer.input.least, layer.input.greatest};
  a.input = layer.input;
  a.phases = layer.input.phases();
  a.slices = levels.slices;
  a.sliceBits = levels.sliceBits;
  a.dacErrors = dac;
  a.dacFractionBits = driveFractionBits(layer.input, dac);
  a.greatestDriven = greatestDriven(layer.input, dac, a.dacFractionBits);
  a.fractionBits = levels.fractionBits + a.dacFractionBits;
  a.pairSubtracted = levels.pairSubtracted;
  a.unitConverted = levels.hasUnitColumn() && !levels.pairSubtracted;
  a.isWide = greatestSum(layer) >= (std::int64_t{1} << 24);
  for (int term = 0; term < cell.iv.terms(); ++term) {
    a.bends.push_back(bendDrive(a, cell.iv, term));
  }
  const double unit = 1.0 / static_cast<double>(std::int64_t{1} << a.fractionBits);
  if (levels.encoding == mapping::Encoding::offset) {
    a.offsetPerCode =
        (levels.offset() + levels.sumOfSliceWeights() * (cell.range.least / levelStep(levels, cell.range))) /
        unit;
  }
  a.inputOffset = inputOffsets(a, layer);
  a.idealAdc = adc.ideal;
  a.adcCodes = adcCodes(layer, adc);
  a.partCodes = partCodes(layer, adc);
  a.adcNoise = adc.noise;
  if (!adc.ideal && adc.range == devices::AdcFormat::Range::lossless) {
    setLossless(layer, adc, cell, a);
  }
  if (!adc.ideal && adc.range == devices::AdcFormat::Range::given) {
    setGiven(layer, adc, a);
  }
  a.bias = layer.bias;
  a.factor.resize(static_cast<std::size_t>(layer.columns));
  for (std::size_t c = 0; c < a.factor.size(); ++c) {
    const double scale = layer.weightScale[layer.weightScale.size() == 1 ? 0 : c];
    a.factor[c] = scale * inputScale * unit;
  }
  return a;
}

}  // namespace ohmic::sim
