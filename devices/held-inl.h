// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0

// Constants of the kernels.

#if defined(OHMIC_DEVICES_HELD_INL_H) == defined(HWY_TARGET_TOGGLE)
#ifdef OHMIC_DEVICES_HELD_INL_H
#undef OHMIC_DEVICES_HELD_INL_H
#else
#define OHMIC_DEVICES_HELD_INL_H
#endif

#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();
namespace ohmic::devices {
namespace HWY_NAMESPACE {

/// A constant that stays in a register through a loop: the compiler would build it anew each time.
template <class V>
HWY_INLINE V held(V v) {
#if HWY_CAP_GE512
  asm("" : "+v"(v.raw));
#endif
  return v;
}

}  // namespace HWY_NAMESPACE
}  // namespace ohmic::devices
HWY_AFTER_NAMESPACE();

#endif
