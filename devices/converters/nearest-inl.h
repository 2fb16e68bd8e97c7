// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0

// Rounding of converters: half to even.

#if defined(OHMIC_DEVICES_CONVERTERS_NEAREST_INL_H) == defined(HWY_TARGET_TOGGLE)
#ifdef OHMIC_DEVICES_CONVERTERS_NEAREST_INL_H
#undef OHMIC_DEVICES_CONVERTERS_NEAREST_INL_H
#else
#define OHMIC_DEVICES_CONVERTERS_NEAREST_INL_H
#endif

#include <hwy/highway.h>

#include <cstdint>

#include "devices/held-inl.h"

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

#if HWY_ARCH_X86 && HWY_TARGET != HWY_SCALAR

/// One instruction, which rounds as additions do. Highway's NearestInt() looks for overflow too.
#if HWY_CAP_GE512
HWY_INLINE auto convertNearest(hwy::HWY_NAMESPACE::Vec512<float> value) {
  return hwy::HWY_NAMESPACE::Vec512<std::int32_t>{_mm512_cvtps_epi32(value.raw)};
}
#endif
#if HWY_CAP_GE256
HWY_INLINE auto convertNearest(hwy::HWY_NAMESPACE::Vec256<float> value) {
  return hwy::HWY_NAMESPACE::Vec256<std::int32_t>{_mm256_cvtps_epi32(value.raw)};
}
#endif
template <std::size_t kLanes>
HWY_INLINE auto convertNearest(hwy::HWY_NAMESPACE::Vec128<float, kLanes> value) {
  return hwy::HWY_NAMESPACE::Vec128<std::int32_t, kLanes>{_mm_cvtps_epi32(value.raw)};
}

/// The same in float, as 32-bit integers.
template <class DF>
class NearestInteger {
  using DI = hwy::HWY_NAMESPACE::Rebind<std::int32_t, DF>;

 public:
  HWY_INLINE NearestInteger() {}  // of this target, as an implicit one is not

  HWY_INLINE hwy::HWY_NAMESPACE::Vec<DI> of(hwy::HWY_NAMESPACE::Vec<DF> value) const {
    return convertNearest(value);
  }
};

#else

/// The same in float, as 32-bit integers: the low bits of the shifted number.
template <class DF>
class NearestInteger {
  using DI = hwy::HWY_NAMESPACE::Rebind<std::int32_t, DF>;

 public:
  HWY_INLINE NearestInteger() {}  // of this target, as an implicit one is not

  HWY_INLINE hwy::HWY_NAMESPACE::Vec<DI> of(hwy::HWY_NAMESPACE::Vec<DF> value) const {
    namespace hn = hwy::HWY_NAMESPACE;
    return hn::Sub(hn::BitCast(DI(), hn::Add(value, shift_)), bits_);
  }

 private:
  hwy::HWY_NAMESPACE::Vec<DF> shift_ = held(hwy::HWY_NAMESPACE::Set(DF(), 12582912.0F));  // 1.5 * 2^23
  hwy::HWY_NAMESPACE::Vec<DI> bits_ = held(hwy::HWY_NAMESPACE::Set(DI(), 0x4B400000));    // and its bits
};

#endif

}  // namespace HWY_NAMESPACE
}  // namespace ohmic::devices
HWY_AFTER_NAMESPACE();

#endif
