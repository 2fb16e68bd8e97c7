// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0

// The transfer of successive approximation.

#if defined(OHMIC_DEVICES_CONVERTERS_SAR_SAR_INL_H) == defined(HWY_TARGET_TOGGLE)
#ifdef OHMIC_DEVICES_CONVERTERS_SAR_SAR_INL_H
#undef OHMIC_DEVICES_CONVERTERS_SAR_SAR_INL_H
#else
#define OHMIC_DEVICES_CONVERTERS_SAR_SAR_INL_H
#endif

#include <hwy/highway.h>

#include <cstddef>

HWY_BEFORE_NAMESPACE();
namespace ohmic::devices {
namespace HWY_NAMESPACE {

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
