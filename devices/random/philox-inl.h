// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0

// Philox4x32 on vectors: the same blocks as RandomStream::block() and shortBlock(), one for each lane.

#if defined(OHMIC_DEVICES_RANDOM_PHILOX_INL_H) == defined(HWY_TARGET_TOGGLE)
#ifdef OHMIC_DEVICES_RANDOM_PHILOX_INL_H
#undef OHMIC_DEVICES_RANDOM_PHILOX_INL_H
#else
#define OHMIC_DEVICES_RANDOM_PHILOX_INL_H
#endif

#include <hwy/highway.h>

#include <cassert>
#include <cstdint>

HWY_BEFORE_NAMESPACE();
namespace ohmic::devices {
namespace HWY_NAMESPACE {

inline constexpr std::uint32_t kPhiloxM0 = 0xD2511F53U, kPhiloxM1 = 0xCD9E8D57U;
alignas(64) inline constexpr std::uint32_t kFirstLanes[16] = {0, 1, 2,  3,  4,  5,  6,  7,
                                                              8, 9, 10, 11, 12, 13, 14, 15};
inline constexpr std::uint32_t kPhiloxW0 = 0x9E3779B9U, kPhiloxW1 = 0xBB67AE85U;

/// Even and odd lanes of kCount vectors of blocks, apart: each word in the low half of 64 bits, so that the
/// product of two gives both halves at once; what is left in the high halves is never read. @pre at least two
/// lanes
template <int kCount, class D>
struct PhiloxState {
  using Wide = hwy::HWY_NAMESPACE::Vec<hwy::HWY_NAMESPACE::RepartitionToWide<D>>;
  Wide words[2 * kCount][4];

  /// Rounds [round, rounds).
  HWY_INLINE void finish(D d, std::uint64_t key, int round, int rounds) {
    namespace hn = hwy::HWY_NAMESPACE;
    assert(hn::Lanes(d) >= 2);
    const hn::RepartitionToWide<D> wide;
    const auto m0 = hn::Set(d, kPhiloxM0), m1 = hn::Set(d, kPhiloxM1);
    for (; round < rounds; ++round) {
      const auto n = static_cast<std::uint32_t>(round);
      const auto key0 = hn::Set(wide, std::uint64_t{static_cast<std::uint32_t>(key) + n * kPhiloxW0});
      const auto key1 = hn::Set(wide, std::uint64_t{static_cast<std::uint32_t>(key >> 32U) + n * kPhiloxW1});
      for (auto& c : words) {
        const auto product0 = hn::MulEven(hn::BitCast(d, c[0]), m0);
        const auto product1 = hn::MulEven(hn::BitCast(d, c[2]), m1);
        c[0] = hn::Xor(hn::Xor(hn::ShiftRight<32>(product1), c[1]), key0);
        c[1] = product1;
        c[2] = hn::Xor(hn::Xor(hn::ShiftRight<32>(product0), c[3]), key1);
        c[3] = product0;
      }
    }
  }

  /// Word i of vector n's blocks.
  HWY_INLINE hwy::HWY_NAMESPACE::Vec<D> word(D d, int n, int i) const {
    namespace hn = hwy::HWY_NAMESPACE;
#if HWY_CAP_GE512
    if constexpr (hn::MaxLanes(D()) == 16) {
      return hn::Vec<D>{
          _mm512_mask_shuffle_epi32(words[2 * n][i].raw, 0xAAAA, words[2 * n + 1][i].raw, _MM_PERM_CCAA)};
    }
#endif
    return hn::OddEven(hn::BitCast(d, hn::ShiftLeft<32>(words[2 * n + 1][i])),
                       hn::BitCast(d, words[2 * n][i]));
  }
};

inline constexpr int kRounds = 10, kShortRounds = 7;  ///< of block() and shortBlock()

/// The four words of each lane's block, in place of its counter.
template <int kRoundsOf, class D, class V>
HWY_INLINE void philox(D d, std::uint64_t key, V (&counters)[4]) {
  namespace hn = hwy::HWY_NAMESPACE;
  const hn::RepartitionToWide<D> wide;
  PhiloxState<1, D> state;
  for (int i = 0; i < 4; ++i) {
    state.words[0][i] = hn::BitCast(wide, counters[i]);
    state.words[1][i] = hn::ShiftRight<32>(state.words[0][i]);
  }
  state.finish(d, key, 0, kRoundsOf);
  for (int i = 0; i < 4; ++i) {
    counters[i] = state.word(d, 0, i);
  }
}

/// The four words of blocks that differ in their second counter alone: what they share goes through the first
/// rounds once. Equal to block (c0, c1 + i, c2, c3) of a RandomStream for lane i, counted through all
/// vectors.
/// @pre vectors of at most 16 lanes
///
/// Source  Salmon et al., SC 2011: constants and rounds.
template <int kRoundsOf, int kCount, class D, class V>
HWY_INLINE void philoxAlong(D d, std::uint64_t key, std::uint32_t c0, std::uint32_t c1, std::uint32_t c2,
                            std::uint32_t c3, V (&drawn)[kCount][4]) {
  namespace hn = hwy::HWY_NAMESPACE;
  assert(hn::Lanes(d) <= 16);
  const hn::RepartitionToWide<D> wide;
  const auto high = [](std::uint64_t product) { return static_cast<std::uint32_t>(product >> 32U); };
  const auto low = [](std::uint64_t product) { return static_cast<std::uint32_t>(product); };
  const auto all = [&](std::uint32_t word) HWY_ATTR { return hn::Set(wide, std::uint64_t{word}); };
  const auto k0 = static_cast<std::uint32_t>(key), k1 = static_cast<std::uint32_t>(key >> 32U);
  // the first round, whose first word alone differs from lane to lane
  const std::uint64_t first0 = std::uint64_t{c0} * kPhiloxM0, first1 = std::uint64_t{c2} * kPhiloxM1;
  const std::uint32_t shared2 = high(first0) ^ c3 ^ k1;
  // the second, whose third and fourth words differ
  const std::uint64_t second1 = std::uint64_t{shared2} * kPhiloxM1;
  const std::uint32_t shared0 = high(second1) ^ low(first1) ^ (k0 + kPhiloxW0);
  // the third, whose last word is shared
  const std::uint64_t third0 = std::uint64_t{shared0} * kPhiloxM0;
  const auto m0 = hn::Set(d, kPhiloxM0), m1 = hn::Set(d, kPhiloxM1);
  const auto lane = hn::Load(d, kFirstLanes);
  PhiloxState<kCount, D> state;
  for (int half = 0; half < 2 * kCount; ++half) {
    const auto first = c1 + static_cast<std::uint32_t>(half / 2 * static_cast<int>(hn::Lanes(d)));
    const auto lanes = hn::BitCast(wide, hn::Add(lane, hn::Set(d, first)));
    auto& w = state.words[half];
    w[0] = hn::Xor(half % 2 == 0 ? lanes : hn::ShiftRight<32>(lanes), all(high(first1) ^ k0));
    const auto product0 = hn::MulEven(hn::BitCast(d, w[0]), m0);
    w[2] = hn::Xor(hn::ShiftRight<32>(product0), all(low(first0) ^ (k1 + kPhiloxW1)));
    const auto product1 = hn::MulEven(hn::BitCast(d, w[2]), m1);
    w[0] = hn::Xor(hn::ShiftRight<32>(product1), all(low(second1) ^ (k0 + 2 * kPhiloxW0)));
    w[1] = product1;
    w[2] = hn::Xor(product0, all(high(third0) ^ (k1 + 2 * kPhiloxW1)));
    w[3] = all(low(third0));
  }
  state.finish(d, key, 3, kRoundsOf);
  for (int n = 0; n < kCount; ++n) {
    for (int i = 0; i < 4; ++i) {
      drawn[n][i] = state.word(d, n, i);
    }
  }
}

}  // namespace HWY_NAMESPACE
}  // namespace ohmic::devices
HWY_AFTER_NAMESPACE();

#endif
