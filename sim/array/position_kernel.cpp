// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "sim/array/position_kernel.h"

#include <algorithm>
#include <cstdlib>

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "sim/array/position_kernel.cpp"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

#include "devices/converters/adc-inl.h"
#include "devices/random/normal-inl.h"
#include "devices/random/philox-inl.h"
#include "devices/random/stream.h"
#include "sim/array/dot-inl.h"

HWY_BEFORE_NAMESPACE();
namespace ohmic::sim {
namespace HWY_NAMESPACE {
namespace {

namespace hn = hwy::HWY_NAMESPACE;

using Sum = hn::CappedTag<std::int32_t, kBlockPositions / 2>;
using Real = hn::RebindToFloat<Sum>;
using Word = hn::RebindToUnsigned<Sum>;
constexpr int kHalf = kBlockPositions / 2;
constexpr int kTile = 8;             // columns whose sums stay in registers

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
        const std::int16_t* level = levels.data() + 2 * (static_cast<std::ptrdiff_t>(pair) * levels.paddedColumns() + column + c);
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
HWY_INLINE void MultiplyTile(const PairDrives& drives, int firstPair, int pairs, const std::ptrdiff_t* offsets,
                             const std::int16_t* HWY_RESTRICT levels, std::ptrdiff_t levelStride,
                             std::int32_t* HWY_RESTRICT sums) {
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
      hn::StoreU(hn::RearrangeToOddPlusEven(low[v][c], high[v][c]), ds, sums + c * kBlockPositions + v * lanes);
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

alignas(64) constexpr std::uint32_t kLanes[kHalf] = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15};

/// Rounds values within a converter's range half to even, as devices::roundHalfEven(); the code is the low bits of
/// the shifted number.
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
  for (int v = 0; v < kVectors; ++v) {
    const std::uint32_t first = position + static_cast<std::uint32_t>(v * hn::Lanes(d));
#if HWY_TARGET == HWY_SCALAR
    const auto drawn = devices::RandomStream(noise.key).block(noise.image, first, block, noise.phaseAndRowBlock);
    for (int i = 0; i < 4; ++i) {
      words[v][i] = hn::Set(d, drawn[i]);
    }
  }
#else
    words[v][0] = hn::Set(d, noise.image);
    words[v][1] = hn::Add(hn::Load(d, kLanes), hn::Set(d, first));
    words[v][2] = hn::Set(d, block);
    words[v][3] = hn::Set(d, noise.phaseAndRowBlock);
  }
  devices::HWY_NAMESPACE::philox(d, noise.key, words);
#endif
}

/// Whole numbers in double, rounded to float once.
HWY_INLINE hn::Vec<Real> Narrowed(const double* values) {
#if HWY_TARGET == HWY_SCALAR
  return hn::Set(Real(), static_cast<float>(*values));
#else
  const hn::Half<Real> half;
  const hn::Rebind<double, decltype(half)> wide;
  return hn::Combine(Real(), hn::DemoteTo(half, hn::LoadU(wide, values + hn::Lanes(half))),
                     hn::DemoteTo(half, hn::LoadU(wide, values)));
#endif
}

/// What becomes of a code.
enum class Count { starts, adds, subtracts };

/// Conversion of some columns' sums. @tparam kCount  weights are powers of two, and a code that starts counts 1.
template <Count kCount>
class Converter {
 public:
  Converter(const BlockConversion& conversion, const PositionNoise& noise, int positions)
      : noise_(noise),
        positions_(positions),
        inverseLsb_(hn::Set(Real(), conversion.inverseLsb)),
        least_(hn::Set(Real(), conversion.least)),
        greatest_(hn::Set(Real(), conversion.greatest)),
        within_(hn::Set(Sum(), static_cast<std::int32_t>(conversion.greatest) - 1)),
        shift_(hn::Set(Sum(), static_cast<std::int32_t>(hwy::Num0BitsBelowLS1Bit_Nonzero32(
                                  static_cast<std::uint32_t>(std::abs(conversion.weight)))))) {}

  /// @param column     of the plane, a multiple of 4. @param variances  counts, read if the cells are noisy.
  HWY_INLINE void convert(int column, int columns, const std::int32_t* sums, const double* variances,
                          std::int32_t* codeSums) {
    if (noise_.varianceUnit > 0.0F) {
      convertNoisy<true>(column, columns, sums, variances, codeSums);
    } else if (noise_.converterVariance > 0.0F) {
      convertNoisy<false>(column, columns, sums, variances, codeSums);
    } else {
      for (int p = 0; p < positions_; p += lanes_) {
        const auto used = hn::FirstN(Sum(), static_cast<std::size_t>(positions_ - p));
        for (int c = 0; c < columns; ++c) {
          convertOne(signal(sums, p, c), used, codeSums + c * kBlockPositions + p);
        }
      }
    }
  }

  /// Codes at the end of the range so far.
  [[nodiscard]] std::int64_t saturated() const { return hn::GetLane(hn::SumOfLanes(Sum(), saturated_)); }

 private:
  template <bool kHasCells>
  HWY_INLINE void convertNoisy(int column, int columns, const std::int32_t* sums, const double* variances,
                               std::int32_t* codeSums) {
    for (int first = 0; first < columns; first += 4) {
      const std::uint32_t block = (noise_.column + static_cast<std::uint32_t>(column + first)) / 4;
      int p = 0;
      for (; p + lanes_ < positions_; p += 2 * lanes_) {
        convertQuad<kHasCells, 2>(p, block, first, columns, sums, variances, codeSums);
      }
      if (p < positions_) {
        convertQuad<kHasCells, 1>(p, block, first, columns, sums, variances, codeSums);
      }
    }
  }

  /// Four columns of kVectors vectors of positions.
  template <bool kHasCells, int kVectors>
  HWY_INLINE void convertQuad(int p, std::uint32_t block, int first, int columns, const std::int32_t* sums,
                              const double* variances, std::int32_t* codeSums) {
    const Real df;
    const auto unit = hn::Set(df, noise_.varianceUnit), own = hn::Set(df, noise_.converterVariance);
    hn::Vec<Word> words[kVectors][4];
    DrawWords(noise_, noise_.firstPosition + static_cast<std::uint32_t>(p), block, words);
    for (int v = 0; v < kVectors; ++v, p += lanes_) {
      const auto used = hn::FirstN(Sum(), static_cast<std::size_t>(positions_ - p));
      for (int i = 0; i < 4; ++i) {  // columns behind the last are padding
        const int c = first + i;
        const auto sigma =
            kHasCells ? hn::Sqrt(hn::Add(hn::Mul(Narrowed(variances + c * kBlockPositions + p), unit), own))
                      : ownSigma_;
        const auto drawn = hn::Mul(sigma, normal_.of(words[v][i]));
        if (c < columns) {
          convertOne(hn::Add(signal(sums, p, c), drawn), used, codeSums + c * kBlockPositions + p);
        }
      }
    }
  }

  [[nodiscard]] HWY_INLINE hn::Vec<Real> signal(const std::int32_t* sums, int p, int c) const {
    const Real df;
    const auto sum = hn::ConvertTo(df, hn::LoadU(Sum(), sums + c * kBlockPositions + p));
    return noise_.common == nullptr ? sum : hn::Add(sum, hn::LoadU(df, noise_.common + p));
  }

  HWY_INLINE void convertOne(hn::Vec<Real> signal, hn::Mask<Sum> used, std::int32_t* out) {
    const Sum d;
    const auto code = nearest_.of(hn::Min(hn::Max(hn::Mul(signal, inverseLsb_), least_), greatest_));
    const auto atEnd = hn::And(hn::Gt(hn::Abs(code), within_), used);
    saturated_ = hn::IfThenElse(atEnd, hn::Add(saturated_, one_), saturated_);
    if constexpr (kCount == Count::starts) {
      hn::StoreU(code, d, out);
    } else {
      const auto counted = hn::Shl(code, shift_);
      const auto before = hn::LoadU(d, out);
      hn::StoreU(kCount == Count::adds ? hn::Add(before, counted) : hn::Sub(before, counted), d, out);
    }
  }

  const PositionNoise& noise_;
  int positions_;
  int lanes_ = static_cast<int>(hn::Lanes(Sum()));
  hn::Vec<Real> inverseLsb_, least_, greatest_;
  hn::Vec<Real> ownSigma_ = hn::Sqrt(hn::Set(Real(), noise_.converterVariance));
  hn::Vec<Sum> within_, shift_;
  hn::Vec<Sum> one_ = devices::HWY_NAMESPACE::held(hn::Set(Sum(), 1));
  Nearest nearest_;
  devices::HWY_NAMESPACE::NormalLaw<Real> normal_;
  hn::Vec<Sum> saturated_ = hn::Zero(Sum());
};

/// Variance counts of some columns, panel by panel.
void Variances(const PositionNoise& noise, int positions, int column, int columns, double* variances) {
  const hn::CappedTag<double, kHalf / 2> d;
  const hn::Rebind<std::int32_t, decltype(d)> di;
  const int lanes = static_cast<int>(hn::Lanes(d));
  const int pairs = noise.variance->rowPairs();
  HWY_ALIGN std::int32_t panel[kTile * kBlockPositions];
  for (int c = 0; c < columns; ++c) {
    std::fill_n(variances + c * kBlockPositions, kBlockPositions, noise.varianceOffset[column + c]);
  }
  for (int first = 0; first < pairs; first += kVariancePanelPairs) {
    Multiply<kTile>(noise.weights, first, std::min(kVariancePanelPairs, pairs - first), positions, *noise.variance, column,
                    panel);
    for (int i = 0; i < columns * kBlockPositions; i += lanes) {
      hn::StoreU(hn::Add(hn::LoadU(d, variances + i), hn::PromoteTo(d, hn::LoadU(di, panel + i))), d, variances + i);
    }
  }
}

template <Count kCount>
std::int64_t ReadCounted(const PairDrives& drives, int positions, const PairedRows& levels,
                         const BlockConversion& conversion, const PositionNoise& noise, std::int32_t* codeSums) {
  HWY_ALIGN std::int32_t sums[kTile * kBlockPositions];
  HWY_ALIGN double variances[kTile * kBlockPositions];  // used if the cells are noisy
  Converter<kCount> converter(conversion, noise, positions);
  for (int column = 0; column < levels.columns(); column += kTile) {
    const int columns = std::min(kTile, levels.columns() - column);
    Multiply<kTile>(drives, 0, levels.rowPairs(), positions, levels, column, sums);
    if (noise.varianceUnit > 0.0F) {
      Variances(noise, positions, column, columns, variances);
    }
    converter.convert(column, columns, sums, variances, codeSums + column * kBlockPositions);
  }
  return converter.saturated();
}

std::int64_t ReadPositions(const PairDrives& drives, int positions, const PairedRows& levels,
                           const BlockConversion& conversion, const PositionNoise& noise, std::int32_t* codeSums) {
  if (!conversion.adds) {
    return ReadCounted<Count::starts>(drives, positions, levels, conversion, noise, codeSums);
  }
  if (conversion.weight > 0) {
    return ReadCounted<Count::adds>(drives, positions, levels, conversion, noise, codeSums);
  }
  return ReadCounted<Count::subtracts>(drives, positions, levels, conversion, noise, codeSums);
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

/// Full vectors, then one pixel at a time.
void QuantisePair(const float* first, const float* second, const PlaneLines& plane, const devices::Dac& dac,
                  std::int32_t* codes) {
  const Sum d;
  const int lanes = static_cast<int>(hn::Lanes(d));
  for (int y = 0; y < plane.lines; ++y) {
    const float* low = first + static_cast<std::ptrdiff_t>(y) * plane.width;
    const float* high = second == nullptr ? nullptr : second + static_cast<std::ptrdiff_t>(y) * plane.width;
    std::int32_t* out = codes + y * plane.stride;
    int i = 0;
    for (; i + lanes <= plane.width; i += lanes) {
      const auto one = hn::And(Codes(low + i, dac), hn::Set(d, 0xFFFF));
      const auto other = high == nullptr ? hn::Zero(d) : hn::ShiftLeft<16>(Codes(high + i, dac));
      hn::StoreU(hn::Or(one, other), d, out + i);
    }
    for (; i < plane.width; ++i) {
      const std::int16_t two[2] = {dac.code(low[i]), high == nullptr ? std::int16_t{0} : dac.code(high[i])};
      hwy::CopyBytes<4>(two, out + i);
    }
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

/// Adds the work of both codes of some numbers to their sums.
struct AnyWork {
  const mapping::InputCodes& input;

  HWY_INLINE void add(hn::Vec<Sum> both, hn::Vec<Sum>& low, hn::Vec<Sum>& high) const {
    low = hn::Add(low, WorkOf(whole(hn::ShiftLeft<16>(both)), input));
    high = hn::Add(high, WorkOf(whole(both), input));
  }

 private:
  HWY_INLINE hn::Vec<Sum> whole(hn::Vec<Sum> above) const {
    return input.isSigned() ? hn::ShiftRight<16>(above)
                            : hn::BitCast(Sum(), hn::ShiftRight<16>(hn::BitCast(Word(), above)));
  }
};

#if HWY_TARGET != HWY_SCALAR
/// The same for squares of codes below 2^15: one product each.
struct Squares {
  HWY_INLINE void add(hn::Vec<Sum> both, hn::Vec<Sum>& low, hn::Vec<Sum>& high) const {
    const Sum d;
    const Pair dp;
    const auto isLow = hn::Set(d, 0xFFFF);
    const auto lower = hn::BitCast(dp, hn::And(both, isLow)), upper = hn::BitCast(dp, hn::AndNot(isLow, both));
    auto lowRest = hn::Zero(d), highRest = hn::Zero(d);
    const auto lowSquare = dot(d, lower, lower, hn::Zero(d), lowRest);
    const auto highSquare = dot(d, upper, upper, hn::Zero(d), highRest);
    low = hn::Add(low, hn::RearrangeToOddPlusEven(lowSquare, lowRest));
    high = hn::Add(high, hn::RearrangeToOddPlusEven(highSquare, highRest));
  }
};
#endif

template <class Work>
void SumWorkOf(const Work& work, const std::int32_t* codes, const PlaneLines& plane, std::int64_t* sums) {
  constexpr int kExact = 64;  // codes of 12 bits in parallel: 64 squares stay within int32
  const Sum d;
  const int lanes = static_cast<int>(hn::Lanes(d));
  std::fill_n(sums, 2 * plane.width, 0);
  HWY_ALIGN std::int32_t low[kHalf], high[kHalf];
  for (int x = 0; x < plane.width; x += lanes) {
    for (int begin = 0; begin < plane.lines; begin += kExact) {
      auto lowSum = hn::Zero(d), highSum = hn::Zero(d);
      for (int y = begin; y < std::min(begin + kExact, plane.lines); ++y) {
        work.add(hn::LoadU(d, codes + y * plane.stride + x), lowSum, highSum);
      }
      hn::Store(lowSum, d, low);
      hn::Store(highSum, d, high);
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

HWY_INLINE void PackRun(const std::int32_t* numbers, const RowPair& pair, int step, int count, std::int32_t* out) {
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

void PackPairs(const std::int32_t* numbers, const RowPair* pairs, int count, const PositionRun* runs, int runCount,
               int step, std::ptrdiff_t pairStride, std::int32_t* panel) {
  for (int k = 0; k < count; ++k) {
    for (int r = 0; r < runCount; ++r) {
      PackRun(numbers + runs[r].offset, pairs[k], step, runs[r].count, panel + k * pairStride + runs[r].lane);
    }
  }
}

void StorePositions(const PositionOutput& sums, int positions, int columns, float* output, std::ptrdiff_t stride) {
  const hn::CappedTag<double, kHalf / 2> d;
  const hn::Rebind<std::int32_t, decltype(d)> di;
  const hn::Rebind<float, decltype(d)> df;
  const int lanes = static_cast<int>(hn::Lanes(d));
  for (int c = 0; c < columns; ++c) {
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
HWY_EXPORT(SumDrives);
HWY_EXPORT(QuantisePair);
HWY_EXPORT(PackPairs);
HWY_EXPORT(SumWork);
HWY_EXPORT(StorePositions);

std::int64_t readPositions(const PairDrives& drives, int positions, const PairedRows& levels,
                           const BlockConversion& conversion, const PositionNoise& noise,
                           std::int32_t* codeSums) {
  return HWY_DYNAMIC_DISPATCH(ReadPositions)(drives, positions, levels, conversion, noise, codeSums);
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

void packPairs(const std::int32_t* numbers, const RowPair* pairs, int count, const PositionRun* runs, int runCount,
               int step, std::ptrdiff_t pairStride, std::int32_t* panel) {
  HWY_DYNAMIC_DISPATCH(PackPairs)(numbers, pairs, count, runs, runCount, step, pairStride, panel);
}

void storePositions(const PositionOutput& sums, int positions, int columns, float* output, std::ptrdiff_t stride) {
  HWY_DYNAMIC_DISPATCH(StorePositions)(sums, positions, columns, output, stride);
}

}  // namespace ohmic::sim

#endif
