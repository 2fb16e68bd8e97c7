// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0

// exponential() of elementary.h on vectors: the same operations in the same order, so the same bits.

#if defined(OHMIC_CONFIGS_MATHEMATICS_ELEMENTARY_INL_H) == defined(HWY_TARGET_TOGGLE)
#ifdef OHMIC_CONFIGS_MATHEMATICS_ELEMENTARY_INL_H
#undef OHMIC_CONFIGS_MATHEMATICS_ELEMENTARY_INL_H
#else
#define OHMIC_CONFIGS_MATHEMATICS_ELEMENTARY_INL_H
#endif

#include <hwy/highway.h>

#include <cstdint>
#include <limits>

#include "configs/mathematics/elementary_constants.h"

HWY_BEFORE_NAMESPACE();
namespace ohmic::configs {
namespace HWY_NAMESPACE {

/// e^x of each lane.
template <class D, class V = hwy::HWY_NAMESPACE::Vec<D>>
HWY_INLINE V exponential(D d, V x) {
  namespace hn = hwy::HWY_NAMESPACE;
  const hn::Rebind<std::int32_t, D> di;
  const hn::Rebind<std::int64_t, D> dl;
  const auto powerOfTwo = [&](auto power) HWY_ATTR {
    return hn::BitCast(d, hn::ShiftLeft<52>(hn::Add(hn::PromoteTo(dl, power), hn::Set(dl, 1023))));
  };
  // beyond the limits, and for NaN, the result is chosen below
  const auto within = hn::Min(hn::Max(x, hn::Set(d, kLeastExponent)), hn::Set(d, kGreatestExponent));
  const auto isNegative = hn::Lt(within, hn::Zero(d));
  const auto half = hn::IfThenElse(isNegative, hn::Set(d, -0.5), hn::Set(d, 0.5));
  const auto octaves = hn::DemoteTo(di, hn::Add(hn::Mul(within, hn::Set(d, kPerLog2)), half));
  const auto k = hn::PromoteTo(d, octaves);
  const auto r =
      hn::Sub(hn::Sub(within, hn::Mul(k, hn::Set(d, kLog2High))), hn::Mul(k, hn::Set(d, kLog2Low)));
  auto sum = hn::Set(d, kInverseFactorials.back());
  for (std::size_t term = kInverseFactorials.size() - 1; term-- > 0;) {
    sum = hn::Add(hn::Mul(sum, r), hn::Set(d, kInverseFactorials[term]));
  }
  // half of the octaves, towards zero
  const auto sign =
      hn::BitCast(di, hn::ShiftRight<31>(hn::BitCast(hn::RebindToUnsigned<decltype(di)>(), octaves)));
  const auto first = hn::ShiftRight<1>(hn::Add(octaves, sign));
  auto result = hn::Mul(hn::Mul(sum, powerOfTwo(first)), powerOfTwo(hn::Sub(octaves, first)));
  const auto infinity = hn::Set(d, std::numeric_limits<double>::infinity());
  result = hn::IfThenElse(hn::Gt(x, hn::Set(d, kGreatestExponent)), infinity, result);
  result = hn::IfThenElse(hn::Lt(x, hn::Set(d, kLeastExponent)), hn::Zero(d), result);
  return hn::IfThenElse(hn::IsNaN(x), x, result);
}

}  // namespace HWY_NAMESPACE
}  // namespace ohmic::configs
HWY_AFTER_NAMESPACE();

#endif
