// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "sim/array/position/conversion_kernel.h"

#include <algorithm>
#include <cstdlib>
#include <limits>

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "sim/array/position/conversion_kernel.cpp"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

#include "devices/converters/adc-inl.h"
#include "devices/random/philox-inl.h"
#include "devices/random/read_normal-inl.h"
#include "devices/random/read_normal.h"
#include "sim/array/position/product_kernel.h"
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
constexpr int kGroup = kGroupColumns;
constexpr int kPart = kGroup * kBlockPositions;
constexpr int kReads = 2;  // whose sums wait for conversion in the first-level cache

/// The words of a block of columns for kVectors vectors of positions.
template <int kVectors>
HWY_INLINE void DrawWords(const PositionNoise& noise, std::uint32_t position, std::uint32_t block,
                          hn::Vec<Word> (&words)[kVectors][4]) {
  const Word d;
#if HWY_TARGET == HWY_SCALAR
  for (int v = 0; v < kVectors; ++v) {
    const auto drawn = devices::readBlock(
        noise.stream, {noise.image, position + static_cast<std::uint32_t>(v), noise.phaseAndRowBlock}, block);
    for (int i = 0; i < 4; ++i) {
      words[v][i] = hn::Set(d, drawn[i]);
    }
  }
#else
  using devices::HWY_NAMESPACE::kShortRounds;
  devices::HWY_NAMESPACE::philoxAlong<kShortRounds>(d, noise.stream.key(), noise.image, position, block,
                                                    noise.phaseAndRowBlock, words);
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
      : positions_(positions), adc_(conversion.inverseLsb, conversion.least, conversion.greatest) {}

  /// @param starts  the code sums hold nothing yet.
  /// @tparam kHasParts  what counts 2^8 of the sums comes after the rest.
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
      convertAll<kHasParts, kCount, true, true, true>(reads, columns, starts, codeSums);
    } else if (reads[0].drawn != nullptr) {
      convertAll<kHasParts, kCount, false, true, true>(reads, columns, starts, codeSums);
    } else if (kCount > 1 || reads[0].shift != 0) {
      convertAll<kHasParts, kCount, false, false, true>(reads, columns, starts, codeSums);
    } else {
      convertAll<kHasParts, kCount, false, false, false>(reads, columns, starts, codeSums);
    }
  }

  template <bool kHasParts, int kCount, bool kHasCommon, bool kMayBeDrawn, bool kMayShift>
  HWY_INLINE void convertAll(const SumsOfRead* all, int columns, bool starts, std::int32_t* codeSums) {
    const Sum d;
    SumsOfRead reads[kCount];  // of this function: nothing else changes them
    std::copy_n(all, kCount, reads);
    auto saturated = saturated_;
    for (int p = 0; p < positions_; p += lanes_) {
      const auto used = hn::FirstN(d, static_cast<std::size_t>(positions_ - p));
      const auto within =
          hn::IfThenElse(used, adc_.within(), hn::Set(d, std::numeric_limits<std::int32_t>::max()));
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
          const auto code = adc_.code(signal);
          const auto atEnd = adc_.isAbove(code, within);
#if HWY_CAP_GE512
          saturated = hn::IfThenElse(atEnd, hn::Add(saturated, one_), saturated);
#else
          saturated = hn::Sub(saturated, hn::VecFromMask(d, atEnd));  // all bits: -1
#endif
          const auto counted = kMayShift ? hn::Shl(code, hn::Set(d, read.shift)) : code;
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
  devices::HWY_NAMESPACE::IdealAdc<Real> adc_;
  hn::Vec<Sum> one_ = devices::HWY_NAMESPACE::held(hn::Set(Sum(), 1));
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
    sumPositions(noise.weights, first, std::min(kVariancePanelPairs, pairs - first), positions,
                 *noise.variance, column, panel);
    for (int i = 0; isUnsigned && i < columns * kBlockPositions; ++i) {
      panel[i] ^= std::numeric_limits<std::int32_t>::min();  // less 2^31
    }
    addCounts(panel, columns * kBlockPositions, variances);
  }
}

/// A column's numbers, those of the tail among them; lanes are positions.
HWY_NOINLINE hn::Vec<Real> WithTails(const PositionNoise& noise, std::uint32_t position, std::uint32_t column,
                                     hn::Vec<Word> halves, hn::Vec<Real> normals) {
  const Sum d;
  std::uint8_t bits[8] = {};
  hn::StoreMaskBits(d, devices::HWY_NAMESPACE::ReadNormalLaw<Real>().isOfTail(halves), bits);
  HWY_ALIGN std::uint32_t half[hn::MaxLanes(Word())];
  hn::Store(halves, Word(), half);
  for (std::uint32_t left = bits[0] | static_cast<std::uint32_t>(bits[1]) << 8U; left != 0;
       left &= left - 1) {
    const auto lane = static_cast<std::uint32_t>(hwy::Num0BitsBelowLS1Bit_Nonzero32(left));
    const float number = devices::readNormal(
        noise.stream, {noise.image, position + lane, noise.phaseAndRowBlock}, column, half[lane]);
    const auto isLane = hn::Eq(hn::Iota(d, 0), hn::Set(d, static_cast<std::int32_t>(lane)));
    normals = hn::IfThenElse(hn::RebindMask(Real(), isLane), hn::Set(Real(), number), normals);
  }
  return normals;
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
      sumPositions(noise.weights, 0, noise.variance->rowPairs(), positions_, *noise.variance, column, panel_);
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
        static_cast<int>(noise.column) + column;  // in the layer's matrix, whose blocks hold eight
    constexpr int kColumns = devices::kReadBlockColumns;
    keepTilesAwake();
    for (int first = -(begin % kColumns); first < columns; first += kColumns) {
      const auto block = static_cast<std::uint32_t>((begin + first) / kColumns);
      int p = 0;
      for (; p + lanes < positions_; p += 2 * lanes) {
        drawBlock<kCounts, 2>(noise, p, block, column, first, columns, drawn);
      }
      if (p < positions_) {
        drawBlock<kCounts, 1>(noise, p, block, column, first, columns, drawn);
      }
    }
  }

  /// Of a block of columns, the first of them column @p first, those in [0, columns), for kVectors vectors of
  /// positions.
  template <Counts kCounts, int kVectors>
  HWY_INLINE void drawBlock(const PositionNoise& noise, int p, std::uint32_t block, int column, int first,
                            int columns, float* drawn) {
    const int lanes = static_cast<int>(hn::Lanes(Real()));
    hn::Vec<Word> words[kVectors][4];
    DrawWords(noise, noise.firstPosition + static_cast<std::uint32_t>(p), block, words);
    for (int v = 0; v < kVectors; ++v) {
      for (int i = 0; i < 4; ++i) {
        hn::Vec<Real> even, odd;  // columns
        const bool isAnyOfTail = normal_.ofHalves(words[v][i], even, odd);
        if (HWY_UNLIKELY(isAnyOfTail)) {
          const auto position = noise.firstPosition + static_cast<std::uint32_t>(p + v * lanes);
          const auto evenColumn = block * devices::kReadBlockColumns + static_cast<std::uint32_t>(2 * i);
          even = WithTails(noise, position, evenColumn, hn::And(words[v][i], hn::Set(Word(), 0xFFFFU)), even);
          odd = WithTails(noise, position, evenColumn + 1, hn::ShiftRight<16>(words[v][i]), odd);
        }
        storeColumn<kCounts>(noise, even, column, first + 2 * i, columns, p + v * lanes, drawn);
        storeColumn<kCounts>(noise, odd, column, first + 2 * i + 1, columns, p + v * lanes, drawn);
      }
    }
  }

  template <Counts kCounts>
  HWY_INLINE void storeColumn(const PositionNoise& noise, hn::Vec<Real> normals, int column, int c,
                              int columns, int p, float* drawn) {
    const Real df;
    if (c < 0 || c >= columns) {
      return;
    }
    const int place = c * kBlockPositions + p;
    auto sigma = ownSigma_;
    if constexpr (kCounts != Counts::none) {
      const auto count = countAt<kCounts>(noise, place, column + c);
      sigma = SquareRoot(
          hn::Add(hn::Mul(count, hn::Set(df, noise.varianceUnit)), hn::Set(df, noise.converterVariance)));
    }
    hn::Store(hn::Mul(sigma, normals), df, drawn + place);
  }

  template <Counts kCounts>
  HWY_INLINE hn::Vec<Real> countAt(const PositionNoise& noise, int place, int column) const {
    if constexpr (kCounts == Counts::panels) {
      return narrowed(Real(), variances_ + place);
    } else if constexpr (kCounts == Counts::unsignedPanel) {
      return RoundedUnsigned(hn::Load(Sum(), panel_ + place));
    } else {
      const auto offset = hn::Set(Word(), static_cast<std::uint32_t>(noise.varianceOffset[column]));
      const auto sum = hn::BitCast(Word(), hn::Load(Sum(), panel_ + place));
      return RoundedUnsigned(hn::BitCast(Sum(), hn::Add(sum, offset)));  // modulo 2^32
    }
  }

  int positions_;
  hn::Vec<Real> ownSigma_;
  devices::HWY_NAMESPACE::ReadNormalLaw<Real> normal_;
  HWY_ALIGN std::int32_t panel_[kGroup * kBlockPositions];
  HWY_ALIGN double variances_[kGroup * kBlockPositions];
};

/// The sums of a group of columns, in two parts if the drives are tiles of one byte.
/// @param room  of a product: 2 * kPart
HWY_INLINE SumsOfRead Product(const PositionRead& read, int positions, const PairedRows& levels, int column,
                              std::int32_t* room) {
  const std::int32_t* sums = room;
  if (read.sums != nullptr) {
    sums = read.sums + column * kBlockPositions;
  } else if (read.drives.tiles != nullptr && read.drives.tiles->parts() == 2) {
    multiplyTiles(*read.drives.tiles, levels.tiles(), column / kGroup, 0, levels.rowPairs(),
                  positions > kBlockPositions / 2, room);
  } else {
    sumPositions(read.drives, 0, levels.rowPairs(), positions, levels, column, room);
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

}  // namespace
}  // namespace HWY_NAMESPACE
}  // namespace ohmic::sim
HWY_AFTER_NAMESPACE();

#if HWY_ONCE

namespace ohmic::sim {

HWY_EXPORT(ReadPositions);
HWY_EXPORT(SquareRoots);

std::int64_t readPositions(const PositionRead* reads, int count, int positions, const PairedRows& levels,
                           std::int32_t* codeSums) {
  return HWY_DYNAMIC_DISPATCH(ReadPositions)(reads, count, positions, levels, codeSums);
}

void squareRoots(const float* numbers, int count, float* roots) {
  HWY_DYNAMIC_DISPATCH(SquareRoots)(numbers, count, roots);
}

}  // namespace ohmic::sim

#endif
