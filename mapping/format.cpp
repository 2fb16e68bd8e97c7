// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "mapping/format.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>

#include "configs/reader/error.h"

namespace ohmic::mapping {
namespace {

constexpr int kLeastFractionBits = 6;
constexpr double kHeadroom = 0.125;  // levels may exceed the range by an eighth before they saturate
constexpr double kGreatestStored = 32767.0;

/// The largest f with which numbers up to @p greatest, exceeded by an eighth of the digits' range, fit.
int fractionBits(double greatest, int greatestDigit) {
  int f = 0;
  while ((greatest + greatestDigit * kHeadroom) * static_cast<double>(2 << f) <= kGreatestStored) {
    ++f;
  }
  return f;
}

/// Greatest magnitude that is stored without noise.
double greatestStoredLevel(const LevelFormat& format) {
  if (format.hasUnitColumn() && format.pairSubtracted && format.slices == 1) {
    return format.offset();  // digits minus the unit column's digit
  }
  return std::max(format.middleDigit(), format.greatestDigit() - format.middleDigit());
}

void checkSubtraction(const WeightFormat& weights) {
  if (weights.encoding == Encoding::offset && weights.subtraction == Subtraction::analog) {
    throw configs::InputError({"", "hardware.weights.subtraction",
                               "analog: encoding: offset has no line to subtract before the converter",
                               "digital with encoding: offset", "try encoding: offset_unit_column"});
  }
}

std::uint32_t magnitudeOf(std::int32_t drive) { return static_cast<std::uint32_t>(std::abs(drive)); }

}  // namespace

double LevelFormat::sumOfSliceWeights() const {
  double sum = 0.0;
  for (int s = 0; s < slices; ++s) {
    sum += static_cast<double>(std::int64_t{1} << (s * sliceBits));
  }
  return sum;
}

LevelFormat levelFormat(const WeightFormat& weights) {
  checkSubtraction(weights);
  LevelFormat format;
  format.encoding = weights.encoding;
  format.weightBits = weights.bits;
  format.slicedBits = format.isOffset() ? weights.bits : weights.bits - 1;
  format.analog = !weights.cellBits;
  format.sliceBits = format.analog ? format.slicedBits : std::min(*weights.cellBits, format.slicedBits);
  format.slices = (format.slicedBits + format.sliceBits - 1) / format.sliceBits;
  format.pairSubtracted = weights.subtraction == Subtraction::analog;
  format.devices = weights.devices;
  format.fill = weights.fill;
  format.fractionBits = fractionBits(greatestStoredLevel(format), format.greatestDigit());
  if (format.fractionBits < kLeastFractionBits) {
    throw configs::InputError({"", "hardware.weights.cell_bits",
                               fmt::format("{} bits in one cell leave {} fraction bits in 16",
                                           format.sliceBits, format.fractionBits),
                               fmt::format("at least {} are needed", kLeastFractionBits),
                               fmt::format("use slices, e.g. cell_bits: {}", (format.slicedBits + 1) / 2)});
  }
  return format;
}

int InputCodes::bits() const {
  constexpr int kWordBits = 32;
  return kWordBits - __builtin_clz(static_cast<unsigned>(std::max(greatestMagnitude(), 1)));
}

BitRange InputCodes::bitsOf(int phase) const {
  if (isPerBit()) {
    return {phase % bits(), 1};
  }
  const int all = bits(), count = std::min(parts, all);
  const int index = phase % count, shorter = count - all % count;
  const int longer = std::max(0, index - shorter);
  return {index * (all / count) + longer, all / count + (index >= shorter ? 1 : 0)};
}

std::int32_t InputCodes::greatestDrive() const {
  if (isPerBit()) {
    return 1;
  }
  return parts == 1 ? greatestMagnitude() : (1 << bitsOf(phases() - 1).count) - 1;
}

std::int16_t InputCodes::drive(std::int16_t code, int phase) const {
  std::int32_t value = isSigned() ? code : static_cast<std::uint16_t>(code);
  if (isTwoPhase()) {
    value = std::max(isNegative(phase) ? -value : value, 0);
  }
  value += offset();
  if (isPerBit() || parts > 1) {
    const BitRange range = bitsOf(phase);
    const auto driven =
        static_cast<std::int32_t>((magnitudeOf(value) >> range.begin) & ((1U << range.count) - 1U));
    value = value < 0 ? -driven : driven;
  }
  return static_cast<std::int16_t>(value);
}

std::int64_t InputCodes::noiseWeight(std::int32_t drive) const {
  if (countOf(encoding) == CodeCount::duration) {
    return magnitudeOf(drive);
  }
  if (!isAccumulated()) {
    return static_cast<std::int64_t>(drive) * drive;
  }
  std::int64_t sum = 0;
  for (int bit = 0; (magnitudeOf(drive) >> bit) > 0; ++bit) {
    sum += static_cast<std::int64_t>((magnitudeOf(drive) >> bit) & 1U) << (2 * bit);
  }
  return sum;
}

std::int64_t InputCodes::work(std::int16_t code) const {
  const std::int32_t value = (isSigned() ? code : static_cast<std::uint16_t>(code)) + offset();
  switch (countOf(encoding)) {
    case CodeCount::square:
      return static_cast<std::int64_t>(value) * value;
    case CodeCount::duration:
      return magnitudeOf(value);
    case CodeCount::ones:
      break;
  }
  return __builtin_popcount(magnitudeOf(value));
}

std::int64_t InputCodes::greatestWork() const {
  const std::int64_t most = greatestMagnitude();
  switch (countOf(encoding)) {
    case CodeCount::square:
      return most * most;
    case CodeCount::duration:
      return most;
    case CodeCount::ones:
      break;
  }
  return bits();
}

double InputCodes::workUnit() const {
  const double greatestDriven = greatestMagnitude();
  switch (countOf(encoding)) {
    case CodeCount::square:
      return 1.0 / (greatestDriven * greatestDriven);
    case CodeCount::duration:
      return 1.0 / greatestDriven;
    case CodeCount::ones:
      break;
  }
  return 1.0;
}

InputCodes inputCodes(const InputFormat& input, bool nonNegative) {
  InputCodes codes;
  codes.encoding = input.encoding;
  codes.accumulation = input.accumulation;
  codes.signedDrive = input.signedDrive;
  codes.parts = input.parts;
  const int magnitudeBits = nonNegative ? input.bits : input.bits - 1;
  codes.greatest = (1 << magnitudeBits) - 1;
  codes.least = nonNegative ? 0 : -codes.greatest;
  return codes;
}

}  // namespace ohmic::mapping
