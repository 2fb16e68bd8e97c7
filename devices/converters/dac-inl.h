// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0

// The input quantisation of dac.h, in vectors.

#if defined(OHMIC_DEVICES_CONVERTERS_DAC_INL_H) == defined(HWY_TARGET_TOGGLE)
#ifdef OHMIC_DEVICES_CONVERTERS_DAC_INL_H
#undef OHMIC_DEVICES_CONVERTERS_DAC_INL_H
#else
#define OHMIC_DEVICES_CONVERTERS_DAC_INL_H
#endif

#include <hwy/highway.h>

#include "devices/converters/dac.h"
#include "devices/converters/nearest-inl.h"

HWY_BEFORE_NAMESPACE();
namespace ohmic::devices {
namespace HWY_NAMESPACE {

/// Dac::code() of each value, as 32-bit integers. @param d  of float.
template <class D>
HWY_INLINE auto dacCodes(D d, hwy::HWY_NAMESPACE::Vec<D> values, const Dac& dac) {
  namespace hn = hwy::HWY_NAMESPACE;
  return NearestInteger<D>().of(hn::Min(
      hn::Max(hn::Mul(values, hn::Set(d, dac.inverseScale)), hn::Set(d, static_cast<float>(dac.least))),
      hn::Set(d, static_cast<float>(dac.greatest))));
}

}  // namespace HWY_NAMESPACE
}  // namespace ohmic::devices
HWY_AFTER_NAMESPACE();

#endif
