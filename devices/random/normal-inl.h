// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0

// The normal law, one template over the Highway tag: the plain form uses it at one lane, the array
// kernel at full width. Only + * and integer operations, so every target gives the same bits.

#if defined(OHMIC_DEVICES_RANDOM_NORMAL_INL_H) == defined(HWY_TARGET_TOGGLE)
#ifdef OHMIC_DEVICES_RANDOM_NORMAL_INL_H
#undef OHMIC_DEVICES_RANDOM_NORMAL_INL_H
#else
#define OHMIC_DEVICES_RANDOM_NORMAL_INL_H
#endif

#include <hwy/highway.h>

#include "devices/random/normal_table.h"

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

/// Standard normal numbers from uniform 32-bit words: the inverse distribution function.
///
/// Bit 31 is the sign, the other 31 bits v give the probability (v + 0.5) / 2^32 of the tail.
/// |z| <= 6.34; the error of the table's cubics is below 1e-6 (unit test).
template <class DF>
class NormalLaw {
  using DU = hwy::HWY_NAMESPACE::Rebind<std::uint32_t, DF>;
  using DI = hwy::HWY_NAMESPACE::Rebind<std::int32_t, DF>;
  using Real = hwy::HWY_NAMESPACE::Vec<DF>;
  using Word = hwy::HWY_NAMESPACE::Vec<DU>;
  using Integer = hwy::HWY_NAMESPACE::Vec<DI>;

 public:
  HWY_INLINE NormalLaw() {}  // of this target, as an implicit one is not

  HWY_INLINE Real of(Word word) const {
    namespace hn = hwy::HWY_NAMESPACE;
    const DF df;
    const DU du;
    const DI di;
    const auto tail = hn::BitCast(di, hn::AndNot(sign_, word));
    const auto x = hn::BitCast(du, hn::Add(hn::ConvertTo(df, tail), half_));
    const auto last = hn::Add(hn::BitCast(di, hn::ShiftRight<20>(x)), toLast_);
    const auto share = hn::Mul(hn::ConvertTo(df, hn::BitCast(di, hn::And(x, rest_))), eighth_);
    return hn::BitCast(df, hn::Xor(hn::BitCast(du, cubic(last, share)), hn::And(word, sign_)));
  }

 private:
  static constexpr int kLast = 64;  ///< pieces at the table's end: probabilities above 2^-9

  /// @param last  piece of the table, counted from its last ones.
  HWY_INLINE Real cubic(Integer last, Real share) const {
    namespace hn = hwy::HWY_NAMESPACE;
    const DF df;
#if HWY_TARGET == HWY_AVX3 || HWY_TARGET == HWY_AVX3_DL
    if constexpr (hn::MaxLanes(DF()) == 16) {
      if (HWY_LIKELY(hn::AllFalse(DI(), hn::Lt(last, hn::Zero(DI()))))) {
        const __mmask16 isHigh = _mm512_test_epi32_mask(last.raw, bit5_.raw);
        Real z{ofLast(kNormalTable[3], last.raw, isHigh)};
        z = hn::Add(hn::Mul(z, share), Real{ofLast(kNormalTable[2], last.raw, isHigh)});
        z = hn::Add(hn::Mul(z, share), Real{ofLast(kNormalTable[1], last.raw, isHigh)});
        return hn::Add(hn::Mul(z, share), Real{ofLast(kNormalTable[0], last.raw, isHigh)});
      }
    }
#endif
    constexpr int kFirst = kNormalPieces - kLast;
    auto z = hn::GatherIndex(df, kNormalTable[3] + kFirst, last);
    z = hn::Add(hn::Mul(z, share), hn::GatherIndex(df, kNormalTable[2] + kFirst, last));
    z = hn::Add(hn::Mul(z, share), hn::GatherIndex(df, kNormalTable[1] + kFirst, last));
    return hn::Add(hn::Mul(z, share), hn::GatherIndex(df, kNormalTable[0] + kFirst, last));
  }

#if HWY_TARGET == HWY_AVX3 || HWY_TARGET == HWY_AVX3_DL
  /// Numbers of the last pieces by permutation: three instructions instead of 16 loads.
  static HWY_INLINE __m512 ofLast(const float* table, __m512i last, __mmask16 isHigh) {
    const float* first = table + kNormalPieces - kLast;
    const __m512 low = _mm512_permutex2var_ps(_mm512_loadu_ps(first), last, _mm512_loadu_ps(first + 16));
    const __m512 high =
        _mm512_permutex2var_ps(_mm512_loadu_ps(first + 32), last, _mm512_loadu_ps(first + 48));
    return _mm512_mask_mov_ps(low, isHigh, high);
  }
#endif

  Word sign_ = held(hwy::HWY_NAMESPACE::Set(DU(), 0x80000000U));
  Word rest_ = held(hwy::HWY_NAMESPACE::Set(DU(), 0xFFFFFU));
  Real half_ = held(hwy::HWY_NAMESPACE::Set(DF(), 0.5F));
  Real eighth_ = held(hwy::HWY_NAMESPACE::Set(DF(), 1.0F / 1048576.0F));
  Integer toLast_ = held(hwy::HWY_NAMESPACE::Set(DI(), -(126 << 3) - (kNormalPieces - kLast)));
  Integer bit5_ = held(hwy::HWY_NAMESPACE::Set(DI(), 32));
};

template <class DF, class VU>
HWY_INLINE hwy::HWY_NAMESPACE::Vec<DF> standardNormal(DF, VU word) {
  return NormalLaw<DF>().of(word);
}

}  // namespace HWY_NAMESPACE
}  // namespace ohmic::devices
HWY_AFTER_NAMESPACE();

#endif
