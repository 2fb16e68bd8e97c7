// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "devices/converters/adc.h"

#include <algorithm>
#include <cmath>

#include "devices/converters/adc-inl.h"
#include "devices/random/normal.h"

namespace ohmic::devices {
namespace {

constexpr std::uint32_t kRamp = 0xFFFFFFFF;  ///< the array's ramp, which is no converter

template <class T>
std::int32_t convertAs(const AdcTransfer& adc, T signal) noexcept {
  namespace hn = hwy::HWY_NAMESPACE;
  const hn::CappedTag<T, 1> one;
  const auto set = [&](auto v) { return hn::Set(one, static_cast<T>(v)); };
  const auto& own = adc.deviation;
  const auto inverseLsb = set(1.0 / adc.lsb);
  if (own.bow == 0.0F && !own.levels) {
    return static_cast<std::int32_t>(
        hn::GetLane(HWY_NAMESPACE::adcCode(one, set(signal), inverseLsb, set(own.gain), set(own.offset),
                                           set(adc.codes.least), set(adc.codes.greatest))));
  }
  const auto real = HWY_NAMESPACE::adcReal(one, set(signal), inverseLsb, set(own.gain), set(own.offset),
                                           set(own.bow), set(1.0 / adc.codes.greatest));
  if (!own.levels) {
    return static_cast<std::int32_t>(
        hn::GetLane(HWY_NAMESPACE::adcRound(one, real, set(adc.codes.least), set(adc.codes.greatest))));
  }
  std::array<T, 16> levels{};
  std::copy(own.levels->begin(), own.levels->end(), levels.begin());
  return static_cast<std::int32_t>(hn::GetLane(
      HWY_NAMESPACE::sarCode(one, real, levels.data(), 1, magnitudeBits(adc.codes), adc.codes.least < 0)));
}

/// Standard normal number @p index of a converter.
float drawNormal(const RandomStream& random, const AdcPlace& place, std::uint32_t index) {
  return standardNormal(random.block(place.array, place.replica, place.converter, index / 4)[index % 4]);
}

SarLevels drawLevels(double sigma, int bits, const RandomStream& random, const AdcPlace& place) {
  constexpr std::uint32_t kFirst = 4;  // behind gain, offset and bow
  std::array<double, 16> capacitors{};
  double total = 1.0 + sigma * static_cast<double>(drawNormal(random, place, kFirst + 16));
  for (int b = 0; b < bits; ++b) {
    const double units = static_cast<double>(1 << b);
    const float normal = drawNormal(random, place, kFirst + static_cast<std::uint32_t>(b));
    capacitors[b] = units + sigma * std::sqrt(units) * static_cast<double>(normal);
    total += capacitors[b];
  }
  SarLevels levels{};
  for (int b = 0; b < bits; ++b) {
    levels[b] = static_cast<float>(capacitors[b] / total * static_cast<double>(1 << bits));
  }
  return levels;
}

}  // namespace

AdcCodes adcCodes(int bits, bool isSigned) noexcept {
  const std::int32_t greatest = (1 << (isSigned ? bits - 1 : bits)) - 1;
  return {isSigned ? -greatest : 0, greatest};
}

int magnitudeBits(const AdcCodes& codes) noexcept {
  int bits = 0;
  while ((codes.greatest >> bits) > 0) {
    ++bits;
  }
  return bits;
}

AdcDeviation drawConverter(const AdcFormat& format, int bits, const RandomStream& random,
                           const AdcPlace& place) {
  const auto& errors = format.errors;
  AdcPlace source = place;  // of gain and bow
  if (format.kind == AdcFormat::Kind::ramp) {
    source.converter = kRamp;
  }
  AdcDeviation own;
  own.gain = 1.0F + static_cast<float>(errors.gain) * drawNormal(random, source, 0);
  own.offset = static_cast<float>(errors.offset) * drawNormal(random, place, 1);
  own.bow = static_cast<float>(errors.inl) * drawNormal(random, source, 2);
  if (format.kind == AdcFormat::Kind::sar && errors.capacitor > 0.0) {
    own.levels = drawLevels(errors.capacitor, bits, random, place);
  }
  return own;
}

std::int32_t convert(const AdcTransfer& adc, float signal) noexcept { return convertAs(adc, signal); }

std::int32_t convert(const AdcTransfer& adc, double signal) noexcept { return convertAs(adc, signal); }

}  // namespace ohmic::devices
