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

/// The four words of each lane's block, in place of its counter, for kCount vectors of counters side by side. Even
/// and odd lanes go through the rounds apart, each word in the low half of 64 bits: the product of two gives both
/// halves at once, and what is left in the high halves is never read. @pre at least two lanes
///
/// Source  Salmon et al., SC 2011: constants and rounds.
template <int kCount, class D, class V>
HWY_INLINE void philox(D d, std::uint64_t key, V (&counters)[kCount][4]) {
  namespace hn = hwy::HWY_NAMESPACE;
  const hn::RepartitionToWide<D> wide;
  const auto m0 = hn::Set(d, 0xD2511F53U), m1 = hn::Set(d, 0xCD9E8D57U);
  hn::Vec<decltype(wide)> w[2 * kCount][4];
  for (int n = 0; n < kCount; ++n) {
    for (int i = 0; i < 4; ++i) {
      w[2 * n][i] = hn::BitCast(wide, counters[n][i]);
      w[2 * n + 1][i] = hn::ShiftRight<32>(w[2 * n][i]);
    }
  }
  auto k0 = static_cast<std::uint32_t>(key), k1 = static_cast<std::uint32_t>(key >> 32U);
  for (int round = 0; round < 10; ++round) {
    const auto key0 = hn::Set(wide, std::uint64_t{k0}), key1 = hn::Set(wide, std::uint64_t{k1});
    for (auto& c : w) {
      const auto product0 = hn::MulEven(hn::BitCast(d, c[0]), m0);
      const auto product1 = hn::MulEven(hn::BitCast(d, c[2]), m1);
      c[0] = hn::Xor(hn::Xor(hn::ShiftRight<32>(product1), c[1]), key0);
      c[1] = product1;
      c[2] = hn::Xor(hn::Xor(hn::ShiftRight<32>(product0), c[3]), key1);
      c[3] = product0;
    }
    k0 += 0x9E3779B9U;
    k1 += 0xBB67AE85U;
  }
  for (int n = 0; n < kCount; ++n) {
    for (int i = 0; i < 4; ++i) {
      counters[n][i] =
          hn::OddEven(hn::BitCast(d, hn::ShiftLeft<32>(w[2 * n + 1][i])), hn::BitCast(d, w[2 * n][i]));
    }
  }
}

}  // namespace HWY_NAMESPACE
}  // namespace ohmic::devices
HWY_AFTER_NAMESPACE();

#endif
