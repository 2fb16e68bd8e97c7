// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0

// The normal law, one template over the Highway tag: a single draw uses it at one lane, the draws of many
// cells at full width. Only + * and integer operations, so every target gives the same bits.

#if defined(OHMIC_DEVICES_RANDOM_NORMAL_INL_H) == defined(HWY_TARGET_TOGGLE)
#ifdef OHMIC_DEVICES_RANDOM_NORMAL_INL_H
#undef OHMIC_DEVICES_RANDOM_NORMAL_INL_H
#else
#define OHMIC_DEVICES_RANDOM_NORMAL_INL_H
#endif

#include <hwy/highway.h>

#include "devices/held-inl.h"
#include "devices/random/scaled_normal_table.h"

HWY_BEFORE_NAMESPACE();
namespace ohmic::devices {
namespace HWY_NAMESPACE {

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
    const auto share = hn::ConvertTo(df, hn::BitCast(di, hn::And(x, rest_)));
    return hn::BitCast(df, hn::Xor(hn::BitCast(du, cubic(hn::BitCast(di, x), share)), hn::And(word, sign_)));
  }

 private:
  /// @param x      bits of the argument.
  /// @param share  of its piece, in 2^-20.
  HWY_INLINE Real cubic(Integer x, Real share) const {
    namespace hn = hwy::HWY_NAMESPACE;
    const DF df;
#if HWY_TARGET == HWY_AVX3 || HWY_TARGET == HWY_AVX3_DL
    if constexpr (hn::MaxLanes(DF()) == 16) {
      if (HWY_LIKELY(hn::AllFalse(DI(), hn::Lt(x, beginOfLast_)))) {
        const auto bits = hn::ShiftRight<20>(x);
        const __mmask16 isHigh = _mm512_test_epi32_mask(bits.raw, bit5_.raw);
        const auto& table = kScaledNormalTable.last;
        Real z{ofLast(table[3], bits.raw, isHigh)};
        z = hn::Add(hn::Mul(z, share), Real{ofLast(table[2], bits.raw, isHigh)});
        z = hn::Add(hn::Mul(z, share), Real{ofLast(table[1], bits.raw, isHigh)});
        return hn::Add(hn::Mul(z, share), Real{ofLast(table[0], bits.raw, isHigh)});
      }
    }
#endif
    const float* const table = kScaledNormalTable.piece[0];
    const auto place = hn::And(hn::ShiftRight<18>(x), hn::Set(DI(), 4 * (ScaledNormalTable::kPlaces - 1)));
#if HWY_TARGET != HWY_SCALAR
    if constexpr (hn::MaxLanes(DF()) == 4 || hn::MaxLanes(DF()) == 8) {
      const Coefficients c = coefficientsAt(table, place);
      const auto upper = hn::Add(hn::Mul(c.third, share), c.second);
      return hn::Add(hn::Mul(hn::Add(hn::Mul(upper, share), c.first), share), c.none);
    }
#endif
    auto z = hn::GatherIndex(df, table + 3, place);
    z = hn::Add(hn::Mul(z, share), hn::GatherIndex(df, table + 2, place));
    z = hn::Add(hn::Mul(z, share), hn::GatherIndex(df, table + 1, place));
    return hn::Add(hn::Mul(z, share), hn::GatherIndex(df, table, place));
  }

#if HWY_TARGET != HWY_SCALAR
  /// A cubic's coefficients, by the power they belong to.
  struct Coefficients {
    Real none, first, second, third;
  };

  /// One load for each lane's row of the table, transposed: gathers would load each number by itself, and are
  /// slow on many processors.
  static HWY_INLINE Coefficients coefficientsAt(const float* table, Integer place) {
    namespace hn = hwy::HWY_NAMESPACE;
    const DF df;
    const hn::CappedTag<float, 4> row;
    HWY_ALIGN std::int32_t at[hn::MaxLanes(DF())];
    hn::Store(place, DI(), at);
    Real rows[4];
    for (int i = 0; i < 4; ++i) {
      if constexpr (hn::MaxLanes(DF()) == 8) {
        rows[i] = hn::Combine(df, hn::Load(row, table + at[i + 4]), hn::Load(row, table + at[i]));
      } else {
        rows[i] = hn::Load(df, table + at[i]);
      }
    }
    const auto low02 = hn::InterleaveLower(df, rows[0], rows[2]);
    const auto low13 = hn::InterleaveLower(df, rows[1], rows[3]);
    const auto high02 = hn::InterleaveUpper(df, rows[0], rows[2]);
    const auto high13 = hn::InterleaveUpper(df, rows[1], rows[3]);
    return {hn::InterleaveLower(df, low02, low13), hn::InterleaveUpper(df, low02, low13),
            hn::InterleaveLower(df, high02, high13), hn::InterleaveUpper(df, high02, high13)};
  }
#endif

#if HWY_TARGET == HWY_AVX3 || HWY_TARGET == HWY_AVX3_DL
  /// Numbers of the last pieces by permutation: three instructions instead of 16 loads.
  static HWY_INLINE __m512 ofLast(const float* table, __m512i bits, __mmask16 isHigh) {
    const __m512 low = _mm512_permutex2var_ps(_mm512_load_ps(table), bits, _mm512_load_ps(table + 16));
    const __m512 high = _mm512_permutex2var_ps(_mm512_load_ps(table + 32), bits, _mm512_load_ps(table + 48));
    return _mm512_mask_mov_ps(low, isHigh, high);
  }
#endif

  Word sign_ = held(hwy::HWY_NAMESPACE::Set(DU(), 0x80000000U));
  Word rest_ = held(hwy::HWY_NAMESPACE::Set(DU(), 0xFFFFFU));
  Real half_ = held(hwy::HWY_NAMESPACE::Set(DF(), 0.5F));
  Integer beginOfLast_ = held(hwy::HWY_NAMESPACE::Set(DI(), ScaledNormalTable::kLastBits << 20));
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
