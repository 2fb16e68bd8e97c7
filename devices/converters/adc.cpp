// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "devices/converters/adc.h"

#include "devices/converters/adc-inl.h"

namespace ohmic::devices {
namespace {

template <class T>
std::int32_t convertAs(const AdcTransfer& adc, T signal) noexcept {
  namespace hn = hwy::HWY_NAMESPACE;
  const hn::CappedTag<T, 1> one;
  const auto set = [&](double v) { return hn::Set(one, static_cast<T>(v)); };
  return static_cast<std::int32_t>(
      hn::GetLane(HWY_NAMESPACE::adcCode(one, hn::Set(one, signal), set(1.0 / adc.lsb), set(adc.gain),
                                         set(adc.offset), set(adc.codes.least), set(adc.codes.greatest))));
}

}  // namespace

AdcCodes adcCodes(int bits, bool isSigned) noexcept {
  const std::int32_t greatest = (1 << (isSigned ? bits - 1 : bits)) - 1;
  return {isSigned ? -greatest : 0, greatest};
}

std::int32_t convert(const AdcTransfer& adc, float signal) noexcept { return convertAs(adc, signal); }

std::int32_t convert(const AdcTransfer& adc, double signal) noexcept { return convertAs(adc, signal); }

}  // namespace ohmic::devices
