// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "sim/array/position_kernel.h"

#include <algorithm>
#include <cstdlib>
#include <limits>

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "sim/array/position_kernel.cpp"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

#include "devices/converters/adc-inl.h"
#include "devices/random/normal-inl.h"
#include "devices/random/philox-inl.h"
#include "devices/random/stream.h"
#include "sim/array/dot-inl.h"
#include "sim/array/matrix_tiles.h"
#include "sim/array/stage_clock.h"
#include "sim/array/variance-inl.h"

HWY_BEFORE_NAMESPACE();
namespace ohmic::sim {
namespace HWY_NAMESPACE {
namespace {

namespace hn = hwy::HWY_NAMESPACE;

using Sum = hn::CappedTag<std::int32_t, kBlockPositions / 2>;
using Real = hn::RebindToFloat<Sum>;
using Word = hn::RebindToUnsigned<Sum>;
constexpr int kHalf = kBlockPositions / 2;
constexpr int kTile = 8;  // columns whose sums stay in registers
constexpr int kGroup = kGroupColumns;
constexpr int kPart = kGroup * kBlockPositions;
constexpr int kReads = 2;  // whose sums wait for conversion in the first-level cache
static_assert(kGroup % kTile == 0 && kGroup % PairedRows::kColumnStep == 0, "groups are whole");

/// Where the lanes of a block from position @p position on lie.
HWY_INLINE std::ptrdiff_t laneOffset(const PairDrives& drives, int position) {
  return position / kHalf * drives.half + position % kHalf;
}

#if HWY_TARGET == HWY_SCALAR

template <int kColumns>
void Multiply(const PairDrives& drives, int firstPair, int pairs, int positions, const PairedRows& levels,
              int column, std::int32_t* sums) {
  for (int c = 0; c < kColumns; ++c) {
    for (int p = 0; p < positions; ++p) {
      std::int32_t sum = 0;
      for (int pair = firstPair; pair < firstPair + pairs; ++pair) {
        std::int16_t two[2];
        hwy::CopyBytes<4>(drives.pairs[pair] + laneOffset(drives, p), two);
        const std::int16_t* level =
            levels.data() + 2 * (static_cast<std::ptrdiff_t>(pair) * levels.paddedColumns() + column + c);
        sum += two[0] * level[0] + two[1] * level[1];
      }
      sums[c * kBlockPositions + p] = sum;
    }
  }
}

#else

using Pair = hn::Repartition<std::int16_t, Sum>;

/// kVectors x kColumns sums in registers; one pass over the row pairs.
template <int kVectors, int kColumns>
HWY_INLINE void MultiplyTile(const PairDrives& drives, int firstPair, int pairs,
                             const std::ptrdiff_t* offsets, const std::int16_t* HWY_RESTRICT levels,
                             std::ptrdiff_t levelStride, std::int32_t* HWY_RESTRICT sums) {
  const Sum ds;
  const Pair dp;
  hn::Vec<Sum> low[kVectors][kColumns];
  hn::Vec<Sum> high[kVectors][kColumns];  // stays zero where the product does not split its sum
  for (int v = 0; v < kVectors; ++v) {
    for (int c = 0; c < kColumns; ++c) {
      low[v][c] = hn::Zero(ds);
      high[v][c] = hn::Zero(ds);
    }
  }
  for (int pair = firstPair; pair < firstPair + pairs; ++pair) {
    hn::Vec<Pair> drive[kVectors];
    for (int v = 0; v < kVectors; ++v) {
      drive[v] = hn::BitCast(dp, hn::LoadU(ds, drives.pairs[pair] + offsets[v]));
    }
    for (int c = 0; c < kColumns; ++c) {
      std::int32_t two;
      hwy::CopyBytes<4>(levels + 2 * c, &two);
      const auto level = hn::BitCast(dp, hn::Set(ds, two));
      for (int v = 0; v < kVectors; ++v) {
        low[v][c] = dot(ds, drive[v], level, low[v][c], high[v][c]);
      }
    }
    levels += levelStride;
  }
  const int lanes = static_cast<int>(hn::Lanes(ds));
  for (int c = 0; c < kColumns; ++c) {
    for (int v = 0; v < kVectors; ++v) {
      hn::StoreU(hn::RearrangeToOddPlusEven(low[v][c], high[v][c]), ds,
                 sums + c * kBlockPositions + v * lanes);
    }
  }
}

/// sums[c][p] over the row pairs [firstPair, firstPair + pairs) of columns [column, column + kColumns).
template <int kColumns>
HWY_INLINE void Multiply(const PairDrives& drives, int firstPair, int pairs, int positions,
                         const PairedRows& levels, int column, std::int32_t* sums) {
  constexpr int kAtOnce = HWY_CAP_GE512 ? kColumns : std::min(kColumns, 4);  // of 32 or 16 registers
  const int lanes = static_cast<int>(hn::Lanes(Sum()));
  const std::ptrdiff_t stride = static_cast<std::ptrdiff_t>(levels.paddedColumns()) * 2;
  for (int c = 0; c < kColumns; c += kAtOnce) {
    const std::int16_t* first = levels.data() + firstPair * stride + 2 * (column + c);
    std::int32_t* out = sums + c * kBlockPositions;
    int p = 0;
    for (; p + lanes < positions; p += 2 * lanes) {
      const std::ptrdiff_t offsets[2] = {laneOffset(drives, p), laneOffset(drives, p + lanes)};
      MultiplyTile<2, kAtOnce>(drives, firstPair, pairs, offsets, first, stride, out + p);
    }
    if (p < positions) {
      const std::ptrdiff_t offset = laneOffset(drives, p);
      MultiplyTile<1, kAtOnce>(drives, firstPair, pairs, &offset, first, stride, out + p);
    }
  }
}

#endif

/// Adds parts of sums up, modulo 2^32.
template <int kParts>
HWY_INLINE void Join(const std::int32_t* parts, int positions, std::int32_t* sums) {
  const Sum d;
  const int lanes = static_cast<int>(hn::Lanes(d));
  for (int c = 0; c < kPart; c += kBlockPositions) {
    for (int i = c; i < c + positions; i += lanes) {
      auto sum = hn::Add(hn::Load(d, parts + i), hn::ShiftLeft<8>(hn::Load(d, parts + kPart + i)));
      if constexpr (kParts == 3) {
        sum = hn::Add(sum, hn::ShiftLeft<16>(hn::Load(d, parts + 2 * kPart + i)));
      }
      hn::Store(sum, d, sums + i);
    }
  }
}

void MultiplyOnTiles(const PairDrives& drives, int firstPair, int pairs, int positions,
                     const PairedRows& levels, int column, std::int32_t* parts) {
  multiplyTiles(*drives.tiles, levels.tiles(), column / kGroup, firstPair, pairs, positions > kHalf, parts);
}

/// sums[c][p] over row pairs [firstPair, firstPair + pairs) of the group of columns from @p column on, modulo
/// 2^32; on matrix tiles where the drives are laid out for them.
HWY_INLINE void MultiplyGroup(const PairDrives& drives, int firstPair, int pairs, int positions,
                              const PairedRows& levels, int column, std::int32_t* sums) {
  if (drives.tiles == nullptr) {
    for (int c = 0; c < kGroup && column + c < levels.columns(); c += kTile) {
      Multiply<kTile>(drives, firstPair, pairs, positions, levels, column + c, sums + c * kBlockPositions);
    }
    return;
  }
  HWY_ALIGN std::int32_t parts[3 * kPart];
  MultiplyOnTiles(drives, firstPair, pairs, positions, levels, column, parts);
  if (drives.tiles->parts() == 2) {
    Join<2>(parts, positions, sums);
  } else {
    Join<3>(parts, positions, sums);
  }
}

/// What a row pair's drives are laid out as.
template <Laying kLaying>
HWY_INLINE hn::Vec<Word> Laid(hn::Vec<Word> drives) {
  const Word d;
  if constexpr (kLaying == Laying::shifted) {
    return hn::Xor(drives, hn::Set(d, 0x80008000U));
  }
  if constexpr (kLaying == Laying::squared) {
#if HWY_TARGET == HWY_SCALAR
    const std::uint32_t two = hn::GetLane(drives), low = two & 0xFFFFU, high = two >> 16U;
    return hn::Set(d, (low * low & 0xFFFFU) | high * high << 16U);
#else
    const hn::Repartition<std::int16_t, Word> numbers;
    const auto own = hn::BitCast(numbers, drives);
    return hn::BitCast(d, hn::Mul(own, own));
#endif
  }
  return drives;
}

template <Laying kLaying>
HWY_INLINE void LayAs(const PairDrives& drives, int pairs, int positions, TileRow* low, TileRow* high) {
  const Word d;
  const int lanes = static_cast<int>(hn::Lanes(d));
  const auto even = hn::Set(d, 0x00FF00FFU);
  for (int pair = 0; pair < pairs; pair += 2) {
    std::uint32_t* const lowLanes = low[pair].quads;
    std::uint32_t* const highLanes = high == nullptr ? nullptr : high[pair].quads;
    const bool isLast = pair + 1 == pairs;
    for (int p = 0; p < positions; p += lanes) {
      const std::ptrdiff_t offset = laneOffset(drives, p);
      const auto load = [&](int k) HWY_ATTR {
        return Laid<kLaying>(hn::BitCast(d, hn::LoadU(Sum(), drives.pairs[k] + offset)));
      };
      const auto first = load(pair), second = isLast ? hn::Zero(d) : load(pair + 1);
      hn::Store(hn::Or(hn::And(even, first), hn::AndNot(even, hn::ShiftLeft<8>(second))), d, lowLanes + p);
      if (highLanes != nullptr) {
        hn::Store(hn::Or(hn::And(even, hn::ShiftRight<8>(first)), hn::AndNot(even, second)), d,
                  highLanes + p);
      }
    }
  }
}

void LayDriveTiles(const PairDrives& drives, int pairs, int positions, Laying laying, TileRow* low,
                   TileRow* high) {
  switch (laying) {
    case Laying::plain:
      return LayAs<Laying::plain>(drives, pairs, positions, low, high);
    case Laying::shifted:
      return LayAs<Laying::shifted>(drives, pairs, positions, low, high);
    case Laying::squared:
      return LayAs<Laying::squared>(drives, pairs, positions, low, high);
  }
}

void LayBits(const TileRow* from, int count, int bit, TileRow* to) {
  const Word d;
  const int lanes = static_cast<int>(hn::Lanes(d));
  const auto ones = hn::Set(d, 0x01010101U);
  for (int row = 0; row < count; ++row) {
    for (int i = 0; i < kHalf; i += lanes) {
      const auto bits = hn::ShiftRightSame(hn::Load(d, from[row].quads + i), bit);
      hn::Store(hn::And(bits, ones), d, to[row].quads + i);
    }
  }
}

/// Rounds values within a converter's range half to even, as devices::roundHalfEven(); the code is the low
/// bits of the shifted number.
struct Nearest {
  HWY_INLINE Nearest() {}  // of this target, as an implicit one is not

  hn::Vec<Real> shift = devices::HWY_NAMESPACE::held(hn::Set(Real(), 12582912.0F));  // 1.5 * 2^23
  hn::Vec<Sum> bits = devices::HWY_NAMESPACE::held(hn::Set(Sum(), 0x4B400000));

  HWY_INLINE hn::Vec<Sum> of(hn::Vec<Real> value) const {
    return hn::Sub(hn::BitCast(Sum(), hn::Add(value, shift)), bits);
  }
};

/// The four words of a block of columns for kVectors vectors of positions.
template <int kVectors>
HWY_INLINE void DrawWords(const PositionNoise& noise, std::uint32_t position, std::uint32_t block,
                          hn::Vec<Word> (&words)[kVectors][4]) {
  const Word d;
#if HWY_TARGET == HWY_SCALAR
  for (int v = 0; v < kVectors; ++v) {
    const auto drawn = devices::RandomStream(noise.key).block(
        noise.image, position + static_cast<std::uint32_t>(v), block, noise.phaseAndRowBlock);
    for (int i = 0; i < 4; ++i) {
      words[v][i] = hn::Set(d, drawn[i]);
    }
  }
#else
  devices::HWY_NAMESPACE::philoxAlong(d, noise.key, noise.image, position, block, noise.phaseAndRowBlock,
                                      words);
#endif
}

/// first + offset, whole numbers, rounded to float once.
HWY_INLINE hn::Vec<Real> RoundedSum(hn::Vec<Sum> first, double offset) {
#if HWY_TARGET == HWY_SCALAR
  return hn::Set(Real(), static_cast<float>(static_cast<double>(hn::GetLane(first)) + offset));
#else
  const hn::Half<Sum> halfSum;
  const hn::Half<Real> half;
  const hn::Rebind<double, decltype(half)> wide;
  const auto part = [&](auto lanes) HWY_ATTR {
    return hn::DemoteTo(half, hn::Add(hn::PromoteTo(wide, lanes), hn::Set(wide, offset)));
  };
  return hn::Combine(Real(), part(hn::UpperHalf(halfSum, first)), part(hn::LowerHalf(halfSum, first)));
#endif
}

/// Whole numbers from 0 to 2^32 - 1, rounded to float once.
HWY_INLINE hn::Vec<Real> RoundedUnsigned(hn::Vec<Sum> number) {
#if HWY_CAP_GE512
  return hn::Vec<Real>{_mm512_cvtepu32_ps(number.raw)};
#else
  const auto high =
      hn::ConvertTo(Real(), hn::BitCast(Sum(), hn::ShiftRight<16>(hn::BitCast(Word(), number))));
  const auto low = hn::ConvertTo(Real(), hn::And(number, hn::Set(Sum(), 0xFFFF)));
  return hn::Add(hn::Mul(high, hn::Set(Real(), 65536.0F)), low);  // only the sum is rounded
#endif
}

/// Square roots as IEEE 754 rounds them, of zero or of numbers far from the ends of the exponent. The
/// processor's own 16 take longer than an estimate, one step of Newton's and Markstein's last correction,
/// whose fused products leave nothing to round twice: equal for every significand (unit test).
HWY_INLINE hn::Vec<Real> SquareRoot(hn::Vec<Real> a) {
#if HWY_CAP_GE512
  const Real d;
  const auto half = hn::Set(d, 0.5F);
  const auto estimate = hn::ApproximateReciprocalSqrt(a);
  auto root = hn::Mul(a, estimate);
  auto inverse = hn::Mul(half, estimate);
  const auto error = hn::NegMulAdd(inverse, root, half);
  root = hn::MulAdd(root, error, root);
  inverse = hn::MulAdd(inverse, error, inverse);
  root = hn::MulAdd(hn::NegMulAdd(root, root, a), inverse, root);
  return hn::IfThenElseZero(hn::Gt(a, hn::Zero(d)), root);
#else
  return hn::Sqrt(a);
#endif
}

void SquareRoots(const float* numbers, int count, float* roots) {
  const int lanes = static_cast<int>(hn::Lanes(Real()));
  for (int i = 0; i < count; i += lanes) {
    hn::StoreU(SquareRoot(hn::LoadU(Real(), numbers + i)), Real(), roots + i);
  }
}

/// A read's sums on their way to codes.
struct SumsOfRead {
  const std::int32_t* sums = nullptr;  ///< whole, or what counts 1 of them
  const float* common = nullptr;       ///< of each position; null: nothing
  const float* drawn = nullptr;        ///< what noise adds; null: nothing
  std::int32_t shift = 0;              ///< of the code in the code sums
  bool subtracts = false;
};

/// Conversion of a group of columns.
class Converter {
 public:
  Converter(const BlockConversion& conversion, int positions)
      : positions_(positions),
        inverseLsb_(hn::Set(Real(), conversion.inverseLsb)),
        least_(hn::Set(Real(), conversion.least)),
        greatest_(hn::Set(Real(), conversion.greatest)),
        within_(hn::Set(Sum(), static_cast<std::int32_t>(conversion.greatest) - 1)) {}

  /// @param starts  the code sums hold nothing yet.
  /// @tparam kHasParts  what counts 2^8 of the sums stands behind the rest.
  template <bool kHasParts>
  HWY_INLINE void convert(const SumsOfRead* reads, int count, int columns, bool starts,
                          std::int32_t* codeSums) {
    int i = 0;
    for (; i + kReads <= count; i += kReads) {
      convertSome<kHasParts, kReads>(reads + i, columns, starts && i == 0, codeSums);
    }
    for (; i < count; ++i) {
      convertSome<kHasParts, 1>(reads + i, columns, starts && i == 0, codeSums);
    }
  }

  /// Codes at the end of the range so far.
  [[nodiscard]] std::int64_t saturated() const { return hn::GetLane(hn::SumOfLanes(Sum(), saturated_)); }

 private:
  template <bool kHasParts, int kCount>
  HWY_INLINE void convertSome(const SumsOfRead* reads, int columns, bool starts, std::int32_t* codeSums) {
    if (reads[0].common != nullptr) {
      convertAll<kHasParts, kCount, true, true>(reads, columns, starts, codeSums);
    } else if (reads[0].drawn != nullptr) {
      convertAll<kHasParts, kCount, false, true>(reads, columns, starts, codeSums);
    } else {
      convertAll<kHasParts, kCount, false, false>(reads, columns, starts, codeSums);
    }
  }

  template <bool kHasParts, int kCount, bool kHasCommon, bool kMayBeDrawn>
  HWY_INLINE void convertAll(const SumsOfRead* all, int columns, bool starts, std::int32_t* codeSums) {
    const Sum d;
    SumsOfRead reads[kCount];  // of this function: nothing else changes them
    std::copy_n(all, kCount, reads);
    auto saturated = saturated_;
    for (int p = 0; p < positions_; p += lanes_) {
      const auto used = hn::FirstN(d, static_cast<std::size_t>(positions_ - p));
      for (int c = 0; c < columns; ++c) {
        const int place = c * kBlockPositions + p;
        auto sum = starts ? hn::Zero(d) : hn::LoadU(d, codeSums + place);
        for (const auto& read : reads) {
          auto signal = hn::ConvertTo(Real(), sumAt<kHasParts>(read.sums + place));
          if (kHasCommon) {
            signal = hn::Add(signal, hn::LoadU(Real(), read.common + p));
          }
          if (kMayBeDrawn && (!kHasCommon || read.drawn != nullptr)) {
            signal = hn::Add(signal, hn::Load(Real(), read.drawn + place));
          }
          const auto code = nearest_.of(hn::Min(hn::Max(hn::Mul(signal, inverseLsb_), least_), greatest_));
          const auto atEnd = hn::And(hn::Gt(hn::Abs(code), within_), used);
          saturated = hn::IfThenElse(atEnd, hn::Add(saturated, one_), saturated);
          const auto counted = hn::Shl(code, hn::Set(d, read.shift));
          sum = read.subtracts ? hn::Sub(sum, counted) : hn::Add(sum, counted);
        }
        hn::StoreU(sum, d, codeSums + place);
      }
    }
    saturated_ = saturated;
  }

  template <bool kHasParts>
  static HWY_INLINE hn::Vec<Sum> sumAt(const std::int32_t* sums) {
    const auto sum = hn::Load(Sum(), sums);
    return kHasParts ? hn::Add(sum, hn::ShiftLeft<8>(hn::Load(Sum(), sums + kPart))) : sum;
  }

  int positions_;
  int lanes_ = static_cast<int>(hn::Lanes(Sum()));
  hn::Vec<Real> inverseLsb_, least_, greatest_;
  hn::Vec<Sum> within_;
  hn::Vec<Sum> one_ = devices::HWY_NAMESPACE::held(hn::Set(Sum(), 1));
  Nearest nearest_;
  hn::Vec<Sum> saturated_ = hn::Zero(Sum());
};

/// Variance counts of some columns, panel by panel.
void Variances(const PositionNoise& noise, int positions, int column, int columns, double* variances) {
  constexpr double kSign = 2147483648.0;
  const int pairs = noise.variance->rowPairs();
  const int panels = (pairs + kVariancePanelPairs - 1) / kVariancePanelPairs;
  const bool isUnsigned = noise.weights.tiles != nullptr;
  HWY_ALIGN std::int32_t panel[kGroup * kBlockPositions];
  for (int c = 0; c < columns; ++c) {
    std::fill_n(variances + c * kBlockPositions, kBlockPositions,
                isUnsigned ? kSign * panels : noise.varianceOffset[column + c]);
  }
  for (int first = 0; first < pairs; first += kVariancePanelPairs) {
    MultiplyGroup(noise.weights, first, std::min(kVariancePanelPairs, pairs - first), positions,
                  *noise.variance, column, panel);
    for (int i = 0; isUnsigned && i < columns * kBlockPositions; ++i) {
      panel[i] ^= std::numeric_limits<std::int32_t>::min();  // less 2^31
    }
    addCounts(panel, columns * kBlockPositions, variances);
  }
}

/// Where the variance counts of cells come from: there are none; one panel of sums, or of sums that tiles
/// leave without a sign; several added up.
enum class Counts { none, panel, unsignedPanel, panels };

/// Noise of a plane's conversions.
class Noise {
 public:
  /// @param noise  of any read of the plane.
  Noise(const PositionNoise& noise, int positions)
      : positions_(positions), ownSigma_(hn::Sqrt(hn::Set(Real(), noise.converterVariance))) {}

  /// drawn[c][p], in fixed-point units.
  HWY_INLINE void draw(const PositionNoise& noise, int column, int columns, float* drawn) {
    if (noise.varianceUnit == 0.0F) {
      drawColumns<Counts::none>(noise, column, columns, drawn);
    } else if (noise.variance->rowPairs() <= kVariancePanelPairs) {
      MultiplyGroup(noise.weights, 0, noise.variance->rowPairs(), positions_, *noise.variance, column,
                    panel_);
      if (noise.weights.tiles != nullptr) {
        drawColumns<Counts::unsignedPanel>(noise, column, columns, drawn);
      } else {
        drawColumns<Counts::panel>(noise, column, columns, drawn);
      }
    } else {
      Variances(noise, positions_, column, columns, variances_);
      drawColumns<Counts::panels>(noise, column, columns, drawn);
    }
  }

 private:
  template <Counts kCounts>
  HWY_INLINE void drawColumns(const PositionNoise& noise, int column, int columns, float* drawn) {
    const int lanes = static_cast<int>(hn::Lanes(Sum()));
    const int begin =
        static_cast<int>(noise.column) + column;  // in the layer's matrix, whose blocks hold four
    for (int first = -(begin % 4); first < columns; first += 4) {
      const auto block = static_cast<std::uint32_t>((begin + first) / 4);
      if (first % 8 < 4) {
        keepTilesAwake();
      }
      int p = 0;
      for (; p + lanes < positions_; p += 2 * lanes) {
        drawQuad<kCounts, 2>(noise, p, block, column, first, drawn);
      }
      if (p < positions_) {
        drawQuad<kCounts, 1>(noise, p, block, column, first, drawn);
      }
    }
  }

  /// A block of columns, the first of them column @p first, for kVectors vectors of positions. Columns behind
  /// the last are padding.
  template <Counts kCounts, int kVectors>
  HWY_INLINE void drawQuad(const PositionNoise& noise, int p, std::uint32_t block, int column, int first,
                           float* drawn) {
    const Real df;
    const int lanes = static_cast<int>(hn::Lanes(df));
    const auto unit = hn::Set(df, noise.varianceUnit), own = hn::Set(df, noise.converterVariance);
    hn::Vec<Word> words[kVectors][4];
    DrawWords(noise, noise.firstPosition + static_cast<std::uint32_t>(p), block, words);
    for (int v = 0; v < kVectors; ++v) {
      for (int i = 0; i < 4; ++i) {
        if (first + i < 0 || first + i >= kGroup) {
          continue;
        }
        const int place = (first + i) * kBlockPositions + p + v * lanes;
        auto sigma = ownSigma_;
        if constexpr (kCounts != Counts::none) {
          const auto count = countAt<kCounts>(noise, place, column + first + i);
          sigma = SquareRoot(hn::Add(hn::Mul(count, unit), own));
        }
        hn::Store(hn::Mul(sigma, normal_.of(words[v][i])), df, drawn + place);
      }
    }
  }

  template <Counts kCounts>
  HWY_INLINE hn::Vec<Real> countAt(const PositionNoise& noise, int place, int column) const {
    if constexpr (kCounts == Counts::panels) {
      return narrowed(Real(), variances_ + place);
    } else if constexpr (kCounts == Counts::unsignedPanel) {
      return RoundedUnsigned(hn::Load(Sum(), panel_ + place));
    } else {
      return RoundedSum(hn::Load(Sum(), panel_ + place), noise.varianceOffset[column]);
    }
  }

  int positions_;
  hn::Vec<Real> ownSigma_;
  devices::HWY_NAMESPACE::NormalLaw<Real> normal_;
  HWY_ALIGN std::int32_t panel_[kGroup * kBlockPositions];
  HWY_ALIGN double variances_[kGroup * kBlockPositions];
};

/// The product of a group of columns, in two parts if the drives have one byte. @param sums  2 * kPart
HWY_INLINE SumsOfRead Product(const PositionRead& read, int positions, const PairedRows& levels, int column,
                              std::int32_t* sums) {
  if (read.drives.tiles != nullptr && read.drives.tiles->parts() == 2) {
    MultiplyOnTiles(read.drives, 0, levels.rowPairs(), positions, levels, column, sums);
  } else {
    MultiplyGroup(read.drives, 0, levels.rowPairs(), positions, levels, column, sums);
  }
  const std::int32_t weight = read.conversion.weight;
  return {sums, read.noise.common, nullptr,
          static_cast<std::int32_t>(
              hwy::Num0BitsBelowLS1Bit_Nonzero32(static_cast<std::uint32_t>(std::abs(weight)))),
          weight < 0};
}

std::int64_t ReadPositions(const PositionRead* reads, int count, int positions, const PairedRows& levels,
                           std::int32_t* codeSums) {
  HWY_ALIGN std::int32_t sums[2 * kReads * kPart];
  HWY_ALIGN float drawn[kReads * kPart];
  SumsOfRead read[kReads];
  const auto& any = reads[0];
  const bool isNoisy = any.noise.varianceUnit > 0.0F || any.noise.converterVariance > 0.0F;
  const bool hasParts = any.drives.tiles != nullptr && any.drives.tiles->parts() == 2;
  Converter converter(any.conversion, positions);
  Noise noise(any.noise, positions);
  for (int column = 0; column < levels.columns(); column += kGroup) {
    const int columns = std::min(kGroup, levels.columns() - column);
    std::int32_t* const codes = codeSums + column * kBlockPositions;
    for (int first = 0; first < count; first += kReads) {
      const int some = std::min(kReads, count - first);
      {
        const StageScope scope(Stage::product);
        for (int i = 0; i < some; ++i) {
          read[i] = Product(reads[first + i], positions, levels, column, sums + 2 * i * kPart);
        }
      }
      if (isNoisy) {
        const StageScope scope(Stage::noise);
        for (int i = 0; i < some; ++i) {
          read[i].drawn = drawn + i * kPart;
          noise.draw(reads[first + i].noise, column, columns, drawn + i * kPart);
        }
      }
      const bool starts = !reads[first].conversion.adds;
      if (hasParts) {
        converter.convert<true>(read, some, columns, starts, codes);
      } else {
        converter.convert<false>(read, some, columns, starts, codes);
      }
    }
  }
  return converter.saturated();
}

void SumPositions(const PairDrives& drives, int positions, const PairedRows& levels, int column,
                  std::int32_t* sums) {
  HWY_ALIGN std::int32_t group[kPart];
  MultiplyGroup(drives, 0, levels.rowPairs(), positions, levels, column, group);
  std::copy_n(group, kPart, sums);
}

void SumDrives(const PairDrives& drives, int positions, const PairedRows& ones, std::int32_t* sums) {
  Multiply<1>(drives, 0, ones.rowPairs(), positions, ones, 0, sums);
}

HWY_INLINE hn::Vec<Sum> Codes(const float* values, const devices::Dac& dac) {
  const Real d;
  const auto scaled = hn::Mul(hn::LoadU(d, values), hn::Set(d, dac.inverseScale));
  return Nearest().of(hn::Min(hn::Max(scaled, hn::Set(d, static_cast<float>(dac.least))),
                              hn::Set(d, static_cast<float>(dac.greatest))));
}

/// Codes of two channels' values in one number each.
HWY_INLINE hn::Vec<Sum> CodePair(const float* low, const float* high, const devices::Dac& dac) {
  const Sum d;
  const auto one = hn::And(Codes(low, dac), hn::Set(d, 0xFFFF));
  return high == nullptr ? one : hn::Or(one, hn::ShiftLeft<16>(Codes(high, dac)));
}

/// Full vectors, then a part of one, and one pixel at a time where a vector would read beyond the plane.
void QuantisePair(const float* first, const float* second, const PlaneLines& plane, const devices::Dac& dac,
                  std::int32_t* codes) {
  const Sum d;
  const int lanes = static_cast<int>(hn::Lanes(d));
  const std::ptrdiff_t size = static_cast<std::ptrdiff_t>(plane.lines) * plane.width;
  for (std::ptrdiff_t from = 0; from < size; from += plane.width) {
    const float* low = first + from;
    const float* high = second == nullptr ? nullptr : second + from;
    int i = 0;
    for (; i + lanes <= plane.width; i += lanes) {
      hn::StoreU(CodePair(low + i, high == nullptr ? nullptr : high + i, dac), d, codes + i);
    }
    if (i < plane.width && from + i + lanes <= size) {
      const auto used = hn::FirstN(d, static_cast<std::size_t>(plane.width - i));
      hn::BlendedStore(CodePair(low + i, high == nullptr ? nullptr : high + i, dac), used, d, codes + i);
      i = plane.width;
    }
    for (; i < plane.width; ++i) {
      const std::int16_t two[2] = {dac.code(low[i]), high == nullptr ? std::int16_t{0} : dac.code(high[i])};
      hwy::CopyBytes<4>(two, codes + i);
    }
    codes += plane.stride;
  }
}

/// Work of codes in whole lanes.
HWY_INLINE hn::Vec<Sum> WorkOf(hn::Vec<Sum> codes, const mapping::InputCodes& input) {
  const Sum d;
  const Word du;
  const auto value = hn::Add(codes, hn::Set(d, input.offset()));
  if (input.encoding == mapping::InputEncoding::parallel) {
    return hn::Mul(value, value);
  }
  const auto magnitude = hn::Abs(value);
  return input.encoding == mapping::InputEncoding::pulseWidth
             ? magnitude
             : hn::BitCast(d, hn::PopulationCount(hn::BitCast(du, magnitude)));
}

/// Sums of the work of the codes in both halves of some numbers; a product may leave a part of its sum apart.
struct WorkSums {
  HWY_INLINE WorkSums() {}  // of this target, as an implicit one is not

  hn::Vec<Sum> low = hn::Zero(Sum()), lowRest = hn::Zero(Sum());
  hn::Vec<Sum> high = hn::Zero(Sum()), highRest = hn::Zero(Sum());
};

struct AnyWork {
  const mapping::InputCodes& input;

  HWY_INLINE void add(hn::Vec<Sum> both, WorkSums& sums) const {
    sums.low = hn::Add(sums.low, WorkOf(whole(hn::ShiftLeft<16>(both)), input));
    sums.high = hn::Add(sums.high, WorkOf(whole(both), input));
  }

 private:
  HWY_INLINE hn::Vec<Sum> whole(hn::Vec<Sum> above) const {
    return input.isSigned() ? hn::ShiftRight<16>(above)
                            : hn::BitCast(Sum(), hn::ShiftRight<16>(hn::BitCast(Word(), above)));
  }
};

#if HWY_TARGET != HWY_SCALAR
/// The same for squares of codes below 2^15: products of both with one of them.
struct Squares {
  HWY_INLINE void add(hn::Vec<Sum> both, WorkSums& sums) const {
    const Sum d;
    const Pair dp;
    const auto isLow = hn::Set(d, 0xFFFF);
    const auto codes = hn::BitCast(dp, both);
    sums.low = dot(d, hn::BitCast(dp, hn::And(both, isLow)), codes, sums.low, sums.lowRest);
    sums.high = dot(d, hn::BitCast(dp, hn::AndNot(isLow, both)), codes, sums.high, sums.highRest);
  }
};
#endif

/// Both parts of a sum.
HWY_INLINE hn::Vec<Sum> WholeSum(hn::Vec<Sum> sum, hn::Vec<Sum> rest) {
#if HWY_TARGET == HWY_SCALAR
  (void)rest;
  return sum;
#else
  return hn::RearrangeToOddPlusEven(sum, rest);
#endif
}

template <class Work>
void SumWorkOf(const Work& work, const std::int32_t* codes, const PlaneLines& plane, std::int64_t* sums) {
  constexpr int kExact = 64;  // codes of 12 bits in parallel: 64 squares stay within int32
  const Sum d;
  const int lanes = static_cast<int>(hn::Lanes(d));
  std::fill_n(sums, 2 * plane.width, 0);
  HWY_ALIGN std::int32_t low[kHalf], high[kHalf];
  for (int x = 0; x < plane.width; x += lanes) {
    for (int begin = 0; begin < plane.lines; begin += kExact) {
      WorkSums some;
      for (int y = begin; y < std::min(begin + kExact, plane.lines); ++y) {
        work.add(hn::LoadU(d, codes + y * plane.stride + x), some);
      }
      hn::Store(WholeSum(some.low, some.lowRest), d, low);
      hn::Store(WholeSum(some.high, some.highRest), d, high);
      for (int lane = 0; lane < std::min(lanes, plane.width - x); ++lane) {
        sums[2 * (x + lane)] += low[lane];
        sums[2 * (x + lane) + 1] += high[lane];
      }
    }
  }
}

void SumWork(const std::int32_t* codes, const PlaneLines& plane, const mapping::InputCodes& input,
             std::int64_t* sums) {
#if HWY_TARGET != HWY_SCALAR
  if (input.encoding == mapping::InputEncoding::parallel && input.offset() == 0 && input.greatest < 32768) {
    SumWorkOf(Squares(), codes, plane, sums);
    return;
  }
#endif
  SumWorkOf(AnyWork{input}, codes, plane, sums);
}

/// Numbers from i * step on.
HWY_INLINE hn::Vec<Sum> Strided(const std::int32_t* numbers, int step) {
  const Sum d;
  if (step == 1) {
    return hn::LoadU(d, numbers);
  }
#if HWY_TARGET != HWY_SCALAR
  if (step == 2) {
    return hn::ConcatEven(d, hn::LoadU(d, numbers + hn::Lanes(d)), hn::LoadU(d, numbers));
  }
#endif
  HWY_ALIGN std::int32_t lanes[kHalf];
  for (int lane = 0; lane < static_cast<int>(hn::Lanes(d)); ++lane) {
    lanes[lane] = numbers[static_cast<std::ptrdiff_t>(lane) * step];
  }
  return hn::Load(d, lanes);
}

void CopyLines(const std::int32_t* from, const PlaneLines& plane, int step, std::int32_t* to) {
  const Sum d;
  const int lanes = static_cast<int>(hn::Lanes(d));
  for (int y = 0; y < plane.lines; ++y) {
    for (int i = 0; i < plane.width; i += lanes) {
      hn::StoreU(Strided(from + static_cast<std::ptrdiff_t>(i) * step, step), d, to + i);
    }
    from += plane.stride;
    to += plane.width;
  }
}

HWY_INLINE void PackRun(const std::int32_t* numbers, const RowPair& pair, int step, int count,
                        std::int32_t* out) {
  const Sum d;
  const Word du;
  const int lanes = static_cast<int>(hn::Lanes(d));
  const auto upper = hn::Set(d, static_cast<std::int32_t>(0xFFFF0000U));
  for (int i = 0; i < count; i += lanes) {
    const std::ptrdiff_t from = static_cast<std::ptrdiff_t>(i) * step;
    const auto first = Strided(numbers + pair.first + from, step);
    if (pair.isWhole()) {
      hn::StoreU(first, d, out + i);
      continue;
    }
    const auto second = Strided(numbers + pair.second + from, step);
    const auto low = pair.isFirstHigh ? hn::BitCast(d, hn::ShiftRight<16>(hn::BitCast(du, first)))
                                      : hn::AndNot(upper, first);
    const auto high = pair.isSecondHigh ? hn::And(upper, second) : hn::ShiftLeft<16>(second);
    hn::StoreU(hn::Or(low, high), d, out + i);
  }
}

void PackPairs(const std::int32_t* numbers, const RowPair* pairs, int count, const PositionRun* runs,
               int runCount, int step, std::ptrdiff_t pairStride, std::int32_t* panel) {
  for (int k = 0; k < count; ++k) {
    for (int r = 0; r < runCount; ++r) {
      PackRun(numbers + runs[r].offset, pairs[k], step, runs[r].count, panel + k * pairStride + runs[r].lane);
    }
  }
}

void StorePositions(const PositionOutput& sums, int positions, int columns, float* output,
                    std::ptrdiff_t stride) {
  const hn::CappedTag<double, kHalf / 2> d;
  const hn::Rebind<std::int32_t, decltype(d)> di;
  const hn::Rebind<float, decltype(d)> df;
  const int lanes = static_cast<int>(hn::Lanes(d));
  for (int c = 0; c < columns; ++c) {
    if (c % kGroup == 0) {
      keepTilesAwake();
    }
    const auto known = hn::Set(d, sums.known[c]), gain = hn::Set(d, sums.gain[c]);
    const auto factor = hn::Set(d, sums.factor[c]), bias = hn::Set(d, sums.bias[c]);
    for (int p = 0; p < positions; p += lanes) {
      const std::int32_t* codes = sums.codeSums + c * kBlockPositions + p;
      auto sum = hn::Mul(hn::PromoteTo(d, hn::LoadU(di, codes)), hn::Set(d, sums.weight[0]));
      for (int slice = 1; slice < sums.slices; ++slice) {
        const auto code = hn::PromoteTo(d, hn::LoadU(di, codes + slice * sums.sliceStride));
        sum = hn::Add(sum, hn::Mul(code, hn::Set(d, sums.weight[slice])));
      }
      const auto corrected = hn::Sub(hn::Mul(sum, gain), known);
      auto value = hn::DemoteTo(df, hn::Add(hn::Mul(corrected, factor), bias));
      if (sums.storing == Storing::rectified) {
        value = hn::IfThenZeroElse(hn::Lt(value, hn::Zero(df)), value);
      }
      float* out = output + c * stride + p;
      if (p + lanes <= positions) {
        hn::StoreU(value, df, out);
      } else {
        HWY_ALIGN float rest[kHalf];
        hn::Store(value, df, rest);
        std::copy_n(rest, positions - p, out);
      }
    }
  }
}

}  // namespace
}  // namespace HWY_NAMESPACE
}  // namespace ohmic::sim
HWY_AFTER_NAMESPACE();

#if HWY_ONCE

namespace ohmic::sim {

HWY_EXPORT(ReadPositions);
HWY_EXPORT(LayDriveTiles);
HWY_EXPORT(LayBits);
HWY_EXPORT(SumPositions);
HWY_EXPORT(SumDrives);
HWY_EXPORT(QuantisePair);
HWY_EXPORT(CopyLines);
HWY_EXPORT(PackPairs);
HWY_EXPORT(SquareRoots);
HWY_EXPORT(SumWork);
HWY_EXPORT(StorePositions);

std::int64_t readPositions(const PositionRead* reads, int count, int positions, const PairedRows& levels,
                           std::int32_t* codeSums) {
  return HWY_DYNAMIC_DISPATCH(ReadPositions)(reads, count, positions, levels, codeSums);
}

void layDriveTiles(const PairDrives& drives, int pairs, int positions, Laying laying, TileRow* low,
                   TileRow* high) {
  HWY_DYNAMIC_DISPATCH(LayDriveTiles)(drives, pairs, positions, laying, low, high);
}

void layBits(const TileRow* from, int count, int bit, TileRow* to) {
  HWY_DYNAMIC_DISPATCH(LayBits)(from, count, bit, to);
}

void sumPositions(const PairDrives& drives, int positions, const PairedRows& levels, int column,
                  std::int32_t* sums) {
  HWY_DYNAMIC_DISPATCH(SumPositions)(drives, positions, levels, column, sums);
}

void sumDrives(const PairDrives& drives, int positions, const PairedRows& ones, std::int32_t* sums) {
  HWY_DYNAMIC_DISPATCH(SumDrives)(drives, positions, ones, sums);
}

void quantisePair(const float* first, const float* second, const PlaneLines& plane, const devices::Dac& dac,
                  std::int32_t* codes) {
  HWY_DYNAMIC_DISPATCH(QuantisePair)(first, second, plane, dac, codes);
}

void sumWork(const std::int32_t* codes, const PlaneLines& plane, const mapping::InputCodes& input,
             std::int64_t* sums) {
  HWY_DYNAMIC_DISPATCH(SumWork)(codes, plane, input, sums);
}

void squareRoots(const float* numbers, int count, float* roots) {
  HWY_DYNAMIC_DISPATCH(SquareRoots)(numbers, count, roots);
}

void copyLines(const std::int32_t* from, const PlaneLines& plane, int step, std::int32_t* to) {
  HWY_DYNAMIC_DISPATCH(CopyLines)(from, plane, step, to);
}

void packPairs(const std::int32_t* numbers, const RowPair* pairs, int count, const PositionRun* runs,
               int runCount, int step, std::ptrdiff_t pairStride, std::int32_t* panel) {
  HWY_DYNAMIC_DISPATCH(PackPairs)(numbers, pairs, count, runs, runCount, step, pairStride, panel);
}

void storePositions(const PositionOutput& sums, int positions, int columns, float* output,
                    std::ptrdiff_t stride) {
  HWY_DYNAMIC_DISPATCH(StorePositions)(sums, positions, columns, output, stride);
}

}  // namespace ohmic::sim

#endif
