// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0

// The product of the arrays: sums of two neighbouring 16-bit products in 32 bits.

#if defined(OHMIC_SIM_ARRAY_DOT_INL_H) == defined(HWY_TARGET_TOGGLE)
#ifdef OHMIC_SIM_ARRAY_DOT_INL_H
#undef OHMIC_SIM_ARRAY_DOT_INL_H
#else
#define OHMIC_SIM_ARRAY_DOT_INL_H
#endif

#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();
namespace ohmic::sim {
namespace HWY_NAMESPACE {

#if HWY_TARGET != HWY_SCALAR

/// sum + a[2i] * b[2i] + a[2i + 1] * b[2i + 1] for each lane i; some targets leave a part in @p rest, so that
/// RearrangeToOddPlusEven(sum, rest) is the whole.
template <class D, class V, class W>
HWY_INLINE W dot(D d, V a, V b, W sum, W& rest) {
#if HWY_TARGET == HWY_AVX3_DL
  // Highway 1.0.3 multiplies and adds in two instructions where this processor has one
  (void)d, (void)rest;
  asm("vpdpwssd %2, %1, %0" : "+v"(sum.raw) : "v"(a.raw), "v"(b.raw));
  return sum;
#elif HWY_TARGET == HWY_AVX2
  // left to itself, GCC 12 multiplies ahead and then moves every sum to another register
  static_assert(sizeof(sum.raw) == 32, "whole vectors");
  (void)d, (void)rest;
  asm("vpaddd %1, %0, %0" : "+x"(sum.raw) : "x"(_mm256_madd_epi16(a.raw, b.raw)));
  return sum;
#else
  return hwy::HWY_NAMESPACE::ReorderWidenMulAccumulate(d, a, b, sum, rest);
#endif
}

#endif

}  // namespace HWY_NAMESPACE
}  // namespace ohmic::sim
HWY_AFTER_NAMESPACE();

#endif
