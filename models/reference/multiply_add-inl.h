// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0

// a * b + c rounded once on every instruction set.

#if defined(OHMIC_MODELS_REFERENCE_MULTIPLY_ADD_INL_H) == defined(HWY_TARGET_TOGGLE)
#ifdef OHMIC_MODELS_REFERENCE_MULTIPLY_ADD_INL_H
#undef OHMIC_MODELS_REFERENCE_MULTIPLY_ADD_INL_H
#else
#define OHMIC_MODELS_REFERENCE_MULTIPLY_ADD_INL_H
#endif

#include <hwy/highway.h>

#include "models/reference/multiply_add.h"

HWY_BEFORE_NAMESPACE();
namespace ohmic::models {
namespace HWY_NAMESPACE {

/// Highway's MulAdd() rounds twice where the instruction set has no fused one: there lane by lane.
template <class D, class V = hwy::HWY_NAMESPACE::Vec<D>>
HWY_INLINE V multiplyAdd(D d, V a, V b, V c) {
  namespace hn = hwy::HWY_NAMESPACE;
#if HWY_NATIVE_FMA
  static_cast<void>(d);
  return hn::MulAdd(a, b, c);
#else
  constexpr std::size_t kLanes = hn::MaxLanes(D());
  HWY_ALIGN float lanes[3][kLanes];
  hn::Store(a, d, lanes[0]);
  hn::Store(b, d, lanes[1]);
  hn::Store(c, d, lanes[2]);
  for (std::size_t i = 0; i < kLanes; ++i) {
    lanes[2][i] = models::multiplyAdd(lanes[0][i], lanes[1][i], lanes[2][i]);
  }
  return hn::Load(d, lanes[2]);
#endif
}

}  // namespace HWY_NAMESPACE
}  // namespace ohmic::models
HWY_AFTER_NAMESPACE();

#endif  // include guard
