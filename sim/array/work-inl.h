// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0

// The work of codes, in lanes of 32 bits: mapping::InputCodes::work() of each.

#if defined(OHMIC_SIM_ARRAY_WORK_INL_H) == defined(HWY_TARGET_TOGGLE)
#ifdef OHMIC_SIM_ARRAY_WORK_INL_H
#undef OHMIC_SIM_ARRAY_WORK_INL_H
#else
#define OHMIC_SIM_ARRAY_WORK_INL_H
#endif

#include <hwy/highway.h>

#include <cstdint>

#include "mapping/format.h"

HWY_BEFORE_NAMESPACE();
namespace ohmic::sim {
namespace HWY_NAMESPACE {

/// @param codes  in whole lanes.
template <class D, class V>
HWY_INLINE V workOfCodes(D d, V codes, const mapping::InputCodes& input) {
  namespace hn = hwy::HWY_NAMESPACE;
  const hn::RebindToUnsigned<D> du;
  const auto value = hn::Add(codes, hn::Set(d, input.offset()));
  if (isAmplitude(input.encoding)) {
    return hn::Mul(value, value);
  }
  const auto magnitude = hn::Abs(value);
  return countOf(input.encoding) == mapping::CodeCount::duration
             ? magnitude
             : hn::BitCast(d, hn::PopulationCount(hn::BitCast(du, magnitude)));
}

}  // namespace HWY_NAMESPACE
}  // namespace ohmic::sim
HWY_AFTER_NAMESPACE();

#endif
