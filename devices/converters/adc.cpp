// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "devices/converters/adc.h"

#include <algorithm>
#include <type_traits>
#include <vector>

#include "devices/converters/adc-inl.h"
#include "devices/converters/adc_kind.h"
#include "devices/converters/ideal_codes.h"

namespace ohmic::devices {
namespace {

template <class T>
std::int32_t convertAs(const AdcTransfer& adc, T signal) noexcept {
  namespace hn = hwy::HWY_NAMESPACE;
  const hn::CappedTag<T, 1> one;
  const auto set = [&](auto v) { return hn::Set(one, static_cast<T>(v)); };
  const auto& own = adc.deviation;
  std::array<T, 16> levels{};
  if (own.levels) {
    std::copy(own.levels->begin(), own.levels->end(), levels.begin());
  }
  const std::vector<T> thresholds(own.thresholds.begin(), own.thresholds.end());
  const HWY_NAMESPACE::LaneErrors<std::decay_t<decltype(one)>> errors{
      set(own.gain),
      set(own.offset),
      set(own.bow),
      own.levels ? levels.data() : nullptr,
      thresholds.empty() ? nullptr : thresholds.data(),
      1,
      own.levels || !thresholds.empty() ? magnitudeBits(adc.codes) : 0};
  return static_cast<std::int32_t>(hn::GetLane(
      HWY_NAMESPACE::adcCode(one, set(signal), set(1.0 / adc.lsb), errors, set(adc.codes.least),
                             set(adc.codes.greatest), set(1.0 / adc.codes.greatest), adc.codes.least < 0)));
}

template <class T>
void idealCodesAs(const AdcTransfer& adc, const T* signals, int count, std::int64_t* codes) noexcept {
  namespace hn = hwy::HWY_NAMESPACE;
  const hn::CappedTag<T, 1> one;
  const auto inverseLsb = hn::Set(one, static_cast<T>(1.0 / adc.lsb));
  const auto least = hn::Set(one, static_cast<T>(adc.codes.least));
  const auto greatest = hn::Set(one, static_cast<T>(adc.codes.greatest));
  for (int i = 0; i < count; ++i) {
    const auto real = hn::Mul(hn::Set(one, signals[i]), inverseLsb);
    codes[i] = static_cast<std::int32_t>(hn::GetLane(HWY_NAMESPACE::adcRound(one, real, least, greatest)));
  }
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

AdcDeviation AdcDeviation::shortened(int bitsLess) const {
  AdcDeviation own = *this;
  for (std::size_t b = 0; levels && bitsLess > 0 && b < levels->size(); ++b) {
    const std::size_t from = b + static_cast<std::size_t>(bitsLess);
    (*own.levels)[b] =
        from < levels->size() ? (*levels)[from] / static_cast<float>(std::int64_t{1} << bitsLess) : 0.0F;
  }
  return own;
}

AdcDeviation drawConverter(const AdcFormat& format, int bits, const RandomStream& random,
                           const AdcPlace& place) {
  return format.kind->draw(format.errors, bits, random, place);
}

void idealCodes(const AdcTransfer& adc, const float* signals, int count, std::int64_t* codes) noexcept {
  idealCodesAs(adc, signals, count, codes);
}

void idealCodes(const AdcTransfer& adc, const double* signals, int count, std::int64_t* codes) noexcept {
  idealCodesAs(adc, signals, count, codes);
}

std::int32_t convert(const AdcTransfer& adc, float signal) noexcept { return convertAs(adc, signal); }

std::int32_t convert(const AdcTransfer& adc, double signal) noexcept { return convertAs(adc, signal); }

}  // namespace ohmic::devices
