// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0

// The converter's transfer, one template over the Highway tag: the plain form uses it at one lane, the array
// kernel at full width. Only + * min max, so every target gives the same bits.

#if defined(OHMIC_DEVICES_CONVERTERS_ADC_INL_H) == defined(HWY_TARGET_TOGGLE)
#ifdef OHMIC_DEVICES_CONVERTERS_ADC_INL_H
#undef OHMIC_DEVICES_CONVERTERS_ADC_INL_H
#else
#define OHMIC_DEVICES_CONVERTERS_ADC_INL_H
#endif

#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();
namespace ohmic::devices {
namespace HWY_NAMESPACE {

/// Round half to even for |v| < 2^22 (float) or 2^51 (double): adding 1.5 * 2^(mantissa bits) leaves no
/// fraction.
template <class D, class V>
HWY_INLINE V roundHalfEven(D d, V v) {
  namespace hn = hwy::HWY_NAMESPACE;
  const auto shift =
      hn::Set(d, static_cast<hn::TFromD<D>>(sizeof(hn::TFromD<D>) == 4 ? 12582912.0 : 6755399441055744.0));
  return hn::Sub(hn::Add(v, shift), shift);
}

/// The ADC's code for a signal: gain and offset (in LSB), clamp to the codes there are, round half to even.
/// Clamping first is the same as clamping last, because the limits are integers.
///
/// @param signal      in the array's fixed-point units.
/// @param inverseLsb  1 / LSB.
template <class D, class V>
HWY_INLINE V adcCode(D d, V signal, V inverseLsb, V gain, V offset, V least, V greatest) {
  namespace hn = hwy::HWY_NAMESPACE;
  const auto ideal = hn::Mul(signal, inverseLsb);
  const auto real = hn::Add(hn::Mul(ideal, gain), offset);
  return roundHalfEven(d, hn::Min(hn::Max(real, least), greatest));
}

}  // namespace HWY_NAMESPACE
}  // namespace ohmic::devices
HWY_AFTER_NAMESPACE();

#endif
