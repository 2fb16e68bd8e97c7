// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "mapping/format.h"

#include <fmt/format.h>

#include <algorithm>

#include "configs/reader/error.h"

namespace ohmic::mapping {
namespace {

constexpr int kLeastFractionBits = 6;
constexpr double kHeadroom = 1.125;  // levels may exceed the range by an eighth before they saturate
constexpr double kGreatestStored = 32767.0;

int fractionBits(int greatestDigit) {
  int f = 0;
  while (greatestDigit * kHeadroom * static_cast<double>(2 << f) <= kGreatestStored) {
    ++f;
  }
  return f;
}

}  // namespace

LevelFormat levelFormat(const WeightFormat& weights) {
  LevelFormat format;
  format.magnitudeBits = weights.bits - 1;
  format.analog = !weights.cellBits;
  format.sliceBits = format.analog ? format.magnitudeBits : std::min(*weights.cellBits, format.magnitudeBits);
  format.slices = (format.magnitudeBits + format.sliceBits - 1) / format.sliceBits;
  format.fractionBits = fractionBits(format.greatestDigit());
  if (format.fractionBits < kLeastFractionBits) {
    throw configs::InputError(
        {"", "hardware.weights.cell_bits",
         fmt::format("{} bits in one cell leave {} fraction bits in 16", format.sliceBits,
                     format.fractionBits),
         fmt::format("at least {} are needed", kLeastFractionBits),
         fmt::format("use slices, e.g. cell_bits: {}", (format.magnitudeBits + 1) / 2)});
  }
  return format;
}

int InputCodes::phases() const {
  int bits = 0;
  while (bitSerial && (greatest >> bits) > 0) {
    ++bits;
  }
  return std::max(bits, 1);
}

InputCodes inputCodes(const InputFormat& input, bool nonNegative) {
  InputCodes codes;
  codes.bitSerial = input.encoding == InputEncoding::bitSerial;
  const int magnitudeBits = nonNegative ? input.bits : input.bits - 1;
  codes.greatest = (1 << magnitudeBits) - 1;
  codes.least = nonNegative ? 0 : -codes.greatest;
  return codes;
}

}  // namespace ohmic::mapping
