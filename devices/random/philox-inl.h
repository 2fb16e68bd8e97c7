// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0

// Philox4x32-10 on vectors: the same blocks as RandomStream::block(), one for each lane.

#if defined(OHMIC_DEVICES_RANDOM_PHILOX_INL_H) == defined(HWY_TARGET_TOGGLE)
#ifdef OHMIC_DEVICES_RANDOM_PHILOX_INL_H
#undef OHMIC_DEVICES_RANDOM_PHILOX_INL_H
#else
#define OHMIC_DEVICES_RANDOM_PHILOX_INL_H
#endif

#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();
namespace ohmic::devices {
namespace HWY_NAMESPACE {

/// High halves of a * b. @pre at least two lanes
template <class D, class V>
HWY_INLINE V multiplyHigh(D d, V a, V b) {
  namespace hn = hwy::HWY_NAMESPACE;
  const hn::RepartitionToWide<D> wide;
  const auto shifted = hn::BitCast(d, hn::ShiftRight<32>(hn::BitCast(wide, a)));
  const auto even = hn::BitCast(d, hn::ShiftRight<32>(hn::MulEven(a, b)));
  const auto odd = hn::BitCast(d, hn::MulEven(shifted, b));
  return hn::OddEven(odd, even);
}

/// The four words of each lane's block, in place of its counter.
///
/// Source  Salmon et al., SC 2011: constants and rounds.
template <class D, class V>
HWY_INLINE void philox(D d, std::uint64_t key, V& c0, V& c1, V& c2, V& c3) {
  namespace hn = hwy::HWY_NAMESPACE;
  const auto m0 = hn::Set(d, 0xD2511F53U), m1 = hn::Set(d, 0xCD9E8D57U);
  auto k0 = static_cast<std::uint32_t>(key), k1 = static_cast<std::uint32_t>(key >> 32U);
  for (int round = 0; round < 10; ++round) {
    const auto high0 = multiplyHigh(d, c0, m0), low0 = hn::Mul(c0, m0);
    const auto high1 = multiplyHigh(d, c2, m1), low1 = hn::Mul(c2, m1);
    c0 = hn::Xor(hn::Xor(high1, c1), hn::Set(d, k0));
    c1 = low1;
    c2 = hn::Xor(hn::Xor(high0, c3), hn::Set(d, k1));
    c3 = low0;
    k0 += 0x9E3779B9U;
    k1 += 0xBB67AE85U;
  }
}

}  // namespace HWY_NAMESPACE
}  // namespace ohmic::devices
HWY_AFTER_NAMESPACE();

#endif
