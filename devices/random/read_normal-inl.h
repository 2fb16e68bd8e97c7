// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0

// The normal numbers of reads (read_normal.h) on vectors. Only + * and integer operations, so every target
// gives the same bits.

#if defined(OHMIC_DEVICES_RANDOM_READ_NORMAL_INL_H) == defined(HWY_TARGET_TOGGLE)
#ifdef OHMIC_DEVICES_RANDOM_READ_NORMAL_INL_H
#undef OHMIC_DEVICES_RANDOM_READ_NORMAL_INL_H
#else
#define OHMIC_DEVICES_RANDOM_READ_NORMAL_INL_H
#endif

#include <hwy/highway.h>

#include "devices/held-inl.h"
#include "devices/random/read_normal_table.h"

HWY_BEFORE_NAMESPACE();
namespace ohmic::devices {
namespace HWY_NAMESPACE {

/// Normal numbers of halves of words, those of the tail apart.
template <class DF>
class ReadNormalLaw {
  using DU = hwy::HWY_NAMESPACE::Rebind<std::uint32_t, DF>;
  using DI = hwy::HWY_NAMESPACE::Rebind<std::int32_t, DF>;
  using Real = hwy::HWY_NAMESPACE::Vec<DF>;
  using Word = hwy::HWY_NAMESPACE::Vec<DU>;

 public:
  HWY_INLINE ReadNormalLaw() {}  // of this target, as an implicit one is not

  /// Numbers of the lower halves.
  HWY_INLINE Real ofLowHalf(Word word) const {
    namespace hn = hwy::HWY_NAMESPACE;
    return signedBy(hn::ShiftLeft<31>(word), magnitude(lowTail(word)));
  }

  /// Of both halves.
  /// @returns whether any half lies in the tail: its number is then another (readNormal()).
  HWY_INLINE bool ofHalves(Word word, Real& low, Real& high) const {
    namespace hn = hwy::HWY_NAMESPACE;
    const auto v = hn::ShiftRight<17>(word);
    low = ofLowHalf(word);
    high = signedBy(hn::And(hn::ShiftLeft<15>(word), sign_), magnitude(v));
    return !hn::AllFalse(DI(), isBelowFirst(hn::Min(lowTail(word), v)));
  }

  /// Lanes whose lower half lies in the tail.
  HWY_INLINE hwy::HWY_NAMESPACE::Mask<DI> isOfTail(Word word) const { return isBelowFirst(lowTail(word)); }

 private:
  HWY_INLINE Word lowTail(Word word) const {
    namespace hn = hwy::HWY_NAMESPACE;
    return hn::And(hn::ShiftRight<1>(word), tail_);
  }

  HWY_INLINE hwy::HWY_NAMESPACE::Mask<DI> isBelowFirst(Word v) const {
    namespace hn = hwy::HWY_NAMESPACE;
    return hn::Lt(hn::BitCast(DI(), v), first_);
  }

  static HWY_INLINE Real signedBy(Word sign, Real magnitude) {
    namespace hn = hwy::HWY_NAMESPACE;
    return hn::BitCast(DF(), hn::Xor(hn::BitCast(DU(), magnitude), sign));
  }

  HWY_INLINE Real magnitude(Word v) const {
    namespace hn = hwy::HWY_NAMESPACE;
    const DF df;
    const auto y = hn::Add(hn::ConvertTo(df, hn::BitCast(DI(), v)), shift_);
    const auto exponent = hn::ShiftRight<23>(hn::BitCast(DI(), y));
    auto z = coefficient(kReadNormalDegree, exponent);
    for (int power = kReadNormalDegree - 1; power >= 0; --power) {
      z = hn::Add(hn::Mul(z, y), coefficient(power, exponent));
    }
    return z;
  }

  /// @param exponent  whose three lowest bits count.
  HWY_INLINE Real coefficient(int power, hwy::HWY_NAMESPACE::Vec<DI> exponent) const {
    namespace hn = hwy::HWY_NAMESPACE;
    const DF df;
    const float* const table = kReadNormalTable[power];
#if HWY_TARGET == HWY_SCALAR
    return hn::Set(df, table[hn::GetLane(exponent) % kReadNormalPieces]);
#else
    if constexpr (hn::MaxLanes(DF()) == 1) {
      return hn::Set(df, table[hn::GetLane(exponent) % kReadNormalPieces]);
    }
#if HWY_TARGET <= HWY_AVX2 && HWY_ARCH_X86
    if constexpr (hn::MaxLanes(DF()) == 8) {
      return Real{_mm256_permutevar8x32_ps(_mm256_load_ps(table), exponent.raw)};
    }
#endif
#if HWY_CAP_GE512
    if constexpr (hn::MaxLanes(DF()) == 16) {
      return Real{_mm512_permutexvar_ps(exponent.raw, _mm512_load_ps(table))};
    }
#endif
    if constexpr (hn::MaxLanes(DF()) == 4) {
      const auto place = hn::IndicesFromVec(df, hn::And(exponent, hn::Set(DI(), 3)));
      const auto isHigh = hn::TestBit(exponent, hn::Set(DI(), 4));
      return hn::IfThenElse(hn::RebindMask(df, isHigh), hn::TableLookupLanes(hn::Load(df, table + 4), place),
                            hn::TableLookupLanes(hn::Load(df, table), place));
    }
#endif
  }

  Word tail_ = held(hwy::HWY_NAMESPACE::Set(DU(), 0x7FFFU));
  Word sign_ = held(hwy::HWY_NAMESPACE::Set(DU(), 0x80000000U));
  hwy::HWY_NAMESPACE::Vec<DI> first_ = held(hwy::HWY_NAMESPACE::Set(DI(), kReadNormalFirst));
  Real shift_ = held(hwy::HWY_NAMESPACE::Set(DF(), kReadNormalShift));
};

}  // namespace HWY_NAMESPACE
}  // namespace ohmic::devices
HWY_AFTER_NAMESPACE();

#endif
