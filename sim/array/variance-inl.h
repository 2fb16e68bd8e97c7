// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0

// Variance counts in double, which both block forms add up panel by panel and round to float once.

#if defined(OHMIC_SIM_ARRAY_VARIANCE_INL_H) == defined(HWY_TARGET_TOGGLE)
#ifdef OHMIC_SIM_ARRAY_VARIANCE_INL_H
#undef OHMIC_SIM_ARRAY_VARIANCE_INL_H
#else
#define OHMIC_SIM_ARRAY_VARIANCE_INL_H
#endif

#include <hwy/highway.h>

#include <cstdint>

HWY_BEFORE_NAMESPACE();
namespace ohmic::sim {
namespace HWY_NAMESPACE {

/// Whole numbers in double, rounded to float once.
template <class D>
HWY_INLINE hwy::HWY_NAMESPACE::Vec<D> narrowed(D d, const double* values) {
  namespace hn = hwy::HWY_NAMESPACE;
#if HWY_TARGET == HWY_SCALAR
  return hn::Set(d, static_cast<float>(*values));
#else
  const hn::Half<D> half;
  const hn::Rebind<double, decltype(half)> wide;
  return hn::Combine(d, hn::DemoteTo(half, hn::LoadU(wide, values + hn::Lanes(half))),
                     hn::DemoteTo(half, hn::LoadU(wide, values)));
#endif
}

/// totals[i] += counts[i].
HWY_INLINE void addCounts(const std::int32_t* counts, int count, double* totals) {
  namespace hn = hwy::HWY_NAMESPACE;
  const hn::ScalableTag<double> d;
  const hn::Rebind<std::int32_t, decltype(d)> di;
  const int lanes = static_cast<int>(hn::Lanes(d));
  int i = 0;
  for (; i + lanes <= count; i += lanes) {
    hn::StoreU(hn::Add(hn::LoadU(d, totals + i), hn::PromoteTo(d, hn::LoadU(di, counts + i))), d, totals + i);
  }
  for (; i < count; ++i) {
    totals[i] += counts[i];
  }
}

}  // namespace HWY_NAMESPACE
}  // namespace ohmic::sim
HWY_AFTER_NAMESPACE();

#endif
