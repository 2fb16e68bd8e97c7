// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0

// A loop over cells, whose numbers are doubles.

#if defined(OHMIC_DEVICES_CELLS_FOR_CELLS_INL_H) == defined(HWY_TARGET_TOGGLE)
#ifdef OHMIC_DEVICES_CELLS_FOR_CELLS_INL_H
#undef OHMIC_DEVICES_CELLS_FOR_CELLS_INL_H
#else
#define OHMIC_DEVICES_CELLS_FOR_CELLS_INL_H
#endif

#include <hwy/highway.h>

#include <cstddef>

HWY_BEFORE_NAMESPACE();
namespace ohmic::devices {
namespace HWY_NAMESPACE {

/// Visit (tag, first cell) in whole vectors, then the rest one by one.
template <class Visit>
HWY_INLINE void forCells(std::size_t count, Visit visit) {
  namespace hn = hwy::HWY_NAMESPACE;
  const hn::ScalableTag<double> d;
  const std::size_t lanes = hn::Lanes(d);
  std::size_t i = 0;
  for (; i + lanes <= count; i += lanes) {
    visit(d, i);
  }
  for (; i < count; ++i) {
    visit(hn::CappedTag<double, 1>(), i);
  }
}

}  // namespace HWY_NAMESPACE
}  // namespace ohmic::devices
HWY_AFTER_NAMESPACE();

#endif
