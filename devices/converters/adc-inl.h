// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0

// The converter's transfer, one template over the Highway tag: the plain form uses it at one lane, the array
// kernel at full width. Only + - * min max and comparisons, so every target gives the same bits.

#if defined(OHMIC_DEVICES_CONVERTERS_ADC_INL_H) == defined(HWY_TARGET_TOGGLE)
#ifdef OHMIC_DEVICES_CONVERTERS_ADC_INL_H
#undef OHMIC_DEVICES_CONVERTERS_ADC_INL_H
#else
#define OHMIC_DEVICES_CONVERTERS_ADC_INL_H
#endif

#include <hwy/highway.h>

#include <cstddef>

#include "devices/converters/nearest-inl.h"

HWY_BEFORE_NAMESPACE();
namespace ohmic::devices {
namespace HWY_NAMESPACE {

/// Clamp to the codes there are and round half to even. Clamping first is the same as clamping last, because
/// the limits are integers.
template <class D, class V>
HWY_INLINE V adcRound(D d, V real, V least, V greatest) {
  namespace hn = hwy::HWY_NAMESPACE;
  return roundHalfEven(d, hn::Min(hn::Max(real, least), greatest));
}

/// The ADC's code for a signal: gain and offset (in LSB), then adcRound().
///
/// @param signal      in the array's fixed-point units.
/// @param inverseLsb  1 / LSB.
template <class D, class V>
HWY_INLINE V adcCode(D d, V signal, V inverseLsb, V gain, V offset, V least, V greatest) {
  namespace hn = hwy::HWY_NAMESPACE;
  const auto ideal = hn::Mul(signal, inverseLsb);
  return adcRound(d, hn::Add(hn::Mul(ideal, gain), offset), least, greatest);
}

/// What a converter with errors sees of a signal, in LSB: gain, offset, and a bow that is zero at the ends,
///
///     real + sign(real) 4 height x (1 - x)            x = min(|real| / greatest, 1)
///
/// @param height           of the bow, LSB.
/// @param inverseGreatest  1 / the greatest code.
template <class D, class V>
HWY_INLINE V adcReal(D d, V signal, V inverseLsb, V gain, V offset, V height, V inverseGreatest) {
  namespace hn = hwy::HWY_NAMESPACE;
  const auto real = hn::Add(hn::Mul(hn::Mul(signal, inverseLsb), gain), offset);
  const auto one = hn::Set(d, static_cast<hn::TFromD<D>>(1.0));
  const auto four = hn::Set(d, static_cast<hn::TFromD<D>>(4.0));
  const auto x = hn::Min(hn::Mul(hn::Abs(real), inverseGreatest), one);
  const auto bow = hn::Mul(hn::Mul(hn::Mul(four, x), hn::Sub(one, x)), height);
  return hn::Add(real, hn::IfThenElse(hn::Lt(real, hn::Zero(d)), hn::Sub(hn::Zero(d), bow), bow));
}

/// The code that successive approximation finds: for signed codes the sign first, then the magnitude's bits
/// from the highest down, each kept if the signal lies above the levels kept so far and half an LSB less than
/// its own. Levels without errors give the nearest code, halves towards zero.
///
/// @param levels  of bit b for this lane at levels[b * stride], LSB.
/// @param bits    of the magnitude.
template <class D, class V>
HWY_INLINE V sarCode(D d, V real, const hwy::HWY_NAMESPACE::TFromD<D>* levels, std::size_t stride, int bits,
                     bool isSigned) {
  namespace hn = hwy::HWY_NAMESPACE;
  using T = hn::TFromD<D>;
  const auto zero = hn::Zero(d);
  const auto magnitude = isSigned ? hn::Abs(real) : real;
  auto kept = hn::Set(d, static_cast<T>(-0.5));
  auto code = zero;
  for (int b = bits - 1; b >= 0; --b) {
    const auto tried = hn::Add(kept, hn::LoadU(d, levels + static_cast<std::size_t>(b) * stride));
    const auto isAbove = hn::Gt(magnitude, tried);
    kept = hn::IfThenElse(isAbove, tried, kept);
    code = hn::Add(code, hn::IfThenElseZero(isAbove, hn::Set(d, static_cast<T>(1 << b))));
  }
  return isSigned ? hn::IfThenElse(hn::Lt(real, zero), hn::Sub(zero, code), code) : code;
}

}  // namespace HWY_NAMESPACE
}  // namespace ohmic::devices
HWY_AFTER_NAMESPACE();

#endif
