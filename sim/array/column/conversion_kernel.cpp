// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "sim/array/column/conversion_kernel.h"

#include <algorithm>
#include <vector>

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "sim/array/column/conversion_kernel.cpp"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

#include "devices/converters/adc-inl.h"
#include "devices/random/philox-inl.h"
#include "devices/random/read_normal-inl.h"
#include "devices/random/read_normal.h"
#include "sim/array/variance-inl.h"

HWY_BEFORE_NAMESPACE();
namespace ohmic::sim {
namespace HWY_NAMESPACE {
namespace {

namespace hn = hwy::HWY_NAMESPACE;

using Real = hn::ScalableTag<float>;
using Word = hn::RebindToUnsigned<Real>;
using Integer = hn::RebindToSigned<Real>;

/// Normal numbers of a position's columns, from the block of its first column on.
/// @param words, normals  room for @p blocks blocks and a vector of blocks more.
void DrawNormals(const BlockNoise& noise, std::uint32_t position, int blocks, std::uint32_t* words,
                 float* normals) {
  constexpr int kColumns = devices::kReadBlockColumns;
  const devices::ReadCount count{noise.image, position, noise.phaseAndRowBlock};
  const std::uint32_t first = noise.column / kColumns;
#if HWY_TARGET == HWY_SCALAR
  static_cast<void>(words);
  devices::ReadNormals drawn(noise.stream, count);
  for (int i = 0; i < blocks * kColumns; ++i) {
    normals[i] = drawn.of(first * kColumns + static_cast<std::uint32_t>(i));
  }
#else
  const Word d;
  const int lanes = static_cast<int>(hn::Lanes(d));
  for (int b = 0; b < blocks; b += lanes) {
    hn::Vec<Word> drawn[4] = {hn::Set(d, noise.image), hn::Set(d, position),
                              hn::Iota(d, first + static_cast<std::uint32_t>(b)),
                              hn::Set(d, noise.phaseAndRowBlock)};
    devices::HWY_NAMESPACE::philox<devices::HWY_NAMESPACE::kShortRounds>(d, noise.stream.key(), drawn);
    hn::StoreInterleaved4(drawn[0], drawn[1], drawn[2], drawn[3], d, words + kColumns / 2 * b);
  }
  const devices::HWY_NAMESPACE::ReadNormalLaw<Real> law;
  for (int i = 0; i < blocks * kColumns / 2; i += lanes) {
    hn::Vec<Real> even, odd;
    const bool isAnyOfTail = law.ofHalves(hn::LoadU(d, words + i), even, odd);
    hn::StoreInterleaved2(even, odd, Real(), normals + 2 * i);
    for (int c = 2 * i; isAnyOfTail && c < 2 * (i + lanes); ++c) {
      normals[c] = devices::readNormal(noise.stream, count, first * kColumns + static_cast<std::uint32_t>(c),
                                       devices::halfOf(words[c / 2], static_cast<std::uint32_t>(c)));
    }
  }
#endif
}

/// Codes of columns [column, column + lanes) by converters with errors.
HWY_INLINE hn::Vec<Integer> CodeWithErrors(const BlockConversion& conversion, const BlockNoise& noise,
                                           hn::Vec<Real> signal, int column) {
  const Real df;
  const auto& own = *noise.converters;
  const devices::HWY_NAMESPACE::LaneErrors<Real> errors{
      hn::LoadU(df, &own.gain[column]),
      hn::LoadU(df, &own.offset[column]),
      hn::LoadU(df, &own.bow[column]),
      own.levels.empty() ? nullptr : &own.levels[column],
      own.thresholds.empty() ? nullptr : &own.thresholds[column],
      static_cast<std::size_t>(own.stride),
      noise.magnitudeBits};
  return hn::ConvertTo(
      Integer(), devices::HWY_NAMESPACE::adcCode(
                     df, signal, hn::Set(df, conversion.inverseLsb), errors, hn::Set(df, conversion.least),
                     hn::Set(df, conversion.greatest),
                     hn::Set(df, static_cast<float>(1.0 / conversion.greatest)), conversion.least < 0.0F));
}

/// What noise adds to a position's columns [column, column + lanes). @param normals  of these columns.
HWY_INLINE hn::Vec<Real> Drawn(const BlockNoise& noise, const double* variances, const float* normals) {
  const Real df;
  const auto counts = noise.varianceUnit > 0.0F ? narrowed(df, variances) : hn::Zero(df);
  const auto variance =
      hn::Add(hn::Mul(counts, hn::Set(df, noise.varianceUnit)), hn::Set(df, noise.converterVariance));
  return hn::Mul(hn::Sqrt(variance), hn::LoadU(df, normals));
}

/// counts[i] * unit, rounded in double and then to float.
HWY_INLINE hn::Vec<Real> Scaled(const std::int32_t* counts, double unit) {
  const Real df;
#if HWY_TARGET == HWY_SCALAR
  return hn::Set(df, static_cast<float>(*counts * unit));
#else
  const hn::Half<Real> half;
  const hn::Rebind<double, decltype(half)> wide;
  const hn::Rebind<std::int32_t, decltype(half)> whole;
  const auto part = [&](const std::int32_t* from) HWY_ATTR {
    return hn::DemoteTo(half, hn::Mul(hn::PromoteTo(wide, hn::LoadU(whole, from)), hn::Set(wide, unit)));
  };
  return hn::Combine(df, part(counts + hn::Lanes(half)), part(counts));
#endif
}

/// What is added to a position's columns [column, column + lanes): noise and bends, where there are any.
/// @param normals  of these columns.
HWY_INLINE hn::Vec<Real> WithRest(const BlockNoise& noise, bool isNoisy, hn::Vec<Real> signal,
                                  std::ptrdiff_t first, const float* normals) {
  const Real df;
  if (noise.bends == nullptr && noise.bendCounts == nullptr) {
    return isNoisy ? hn::Add(signal, Drawn(noise, noise.variances + first, normals)) : signal;
  }
  const auto bends = noise.bends != nullptr ? narrowed(df, noise.bends + first)
                                            : Scaled(noise.bendCounts + first, noise.bendUnit);
  return hn::Add(signal, isNoisy ? hn::Add(Drawn(noise, noise.variances + first, normals), bends) : bends);
}

/// Codes of a position's columns [column, column + lanes). @param first  their place in the block.
HWY_INLINE hn::Vec<Integer> CodesOf(const BlockConversion& conversion, const BlockNoise& noise, bool isNoisy,
                                    const devices::HWY_NAMESPACE::IdealAdc<Real>& adc,
                                    const std::int32_t* sums, hn::Vec<Real> common, std::ptrdiff_t first,
                                    int column, const float* normals) {
  const Real df;
  const auto signal = WithRest(
      noise, isNoisy, hn::Add(hn::ConvertTo(df, hn::LoadU(Integer(), sums + first)), common), first, normals);
  return noise.converters == nullptr ? adc.code(signal) : CodeWithErrors(conversion, noise, signal, column);
}

/// The unit column's code of a position, in every lane. @param row  the position's place in the block.
HWY_INLINE hn::Vec<Integer> UnitCode(const BlockConversion& conversion, const BlockNoise& noise, bool isNoisy,
                                     const devices::HWY_NAMESPACE::IdealAdc<Real>& adc,
                                     const std::int32_t* sums, hn::Vec<Real> common, std::ptrdiff_t row,
                                     int unit, std::uint32_t position) {
  const Integer di;
  const auto lanes = static_cast<int>(hn::Lanes(di));
  HWY_ALIGN float normals[hn::MaxLanes(Real())] = {};
  if (isNoisy) {
    devices::ReadNormals drawn(noise.stream, {noise.image, position, noise.phaseAndRowBlock});
    std::fill(normals, normals + lanes, drawn.of(noise.unitColumn));
  }
  const int first = unit / lanes * lanes;
  HWY_ALIGN std::int32_t codes[hn::MaxLanes(Integer())];
  hn::Store(CodesOf(conversion, noise, isNoisy, adc, sums, common, row + first, first, normals), di, codes);
  return hn::Set(di, codes[unit - first]);
}

std::int64_t ConvertBlock(const BlockConversion& conversion, const BlockNoise& noise,
                          const std::int32_t* sums, int positions, int columns, int paddedColumns,
                          std::int32_t* codeSums, std::ptrdiff_t codeStride) {
  const Real df;
  const Integer di;
  const int lanes = static_cast<int>(hn::Lanes(df));
  constexpr int kBlock = devices::kReadBlockColumns;
  const int before = static_cast<int>(noise.column % kBlock);
  const int blocks = (before + columns + kBlock - 1) / kBlock;
  const bool isNoisy = noise.varianceUnit > 0.0F || noise.converterVariance > 0.0F;
  const auto room = static_cast<std::size_t>(isNoisy ? (blocks + lanes) * kBlock : 0);
  std::vector<std::uint32_t> words(room / 2);
  std::vector<float> normals(room);
  const float* const own = isNoisy ? &normals[static_cast<std::size_t>(before)] : nullptr;
  const devices::HWY_NAMESPACE::IdealAdc<Real> adc(conversion.inverseLsb, conversion.least,
                                                   conversion.greatest);
  std::int64_t saturated = 0;
  for (int p = 0; p < positions; ++p) {
    const std::ptrdiff_t row = static_cast<std::ptrdiff_t>(p) * paddedColumns;
    const std::uint32_t position = noise.firstPosition + static_cast<std::uint32_t>(p) * noise.positionStep;
    if (isNoisy) {
      DrawNormals(noise, position, blocks, words.data(), normals.data());
    }
    const auto common = hn::Set(df, noise.common == nullptr ? 0.0F : noise.common[p]);
    auto unit = hn::Zero(di);
    if (noise.subtractsUnit) {
      unit = UnitCode(conversion, noise, isNoisy, adc, sums, common, row, columns, position);
      saturated += hn::AllTrue(di, adc.isAtEnd(unit)) ? 1 : 0;
    }
    for (int c = 0; c < columns; c += lanes) {
      const auto used = hn::FirstN(di, static_cast<std::size_t>(columns - c));
      const auto code =
          CodesOf(conversion, noise, isNoisy, adc, sums, common, row + c, c, isNoisy ? own + c : nullptr);
      saturated += static_cast<std::int64_t>(hn::CountTrue(di, hn::And(used, adc.isAtEnd(code))));
      std::int32_t* out = codeSums + p * codeStride + c;
      const auto shifted =
          hn::IfThenElseZero(used, hn::Mul(hn::Sub(code, unit), hn::Set(di, conversion.weight)));
      hn::StoreU(conversion.adds ? hn::Add(hn::LoadU(di, out), shifted) : shifted, di, out);
    }
  }
  return saturated;
}

void AddCounts(const std::int32_t* counts, int count, double* totals) {
  HWY_NAMESPACE::addCounts(counts, count, totals);
}

void AddScaled(const double* counts, double unit, int count, double* totals) {
  const hn::ScalableTag<double> d;
  const int lanes = static_cast<int>(hn::Lanes(d));
  int i = 0;
  for (; i + lanes <= count; i += lanes) {
    hn::StoreU(hn::Add(hn::LoadU(d, totals + i), hn::Mul(hn::LoadU(d, counts + i), hn::Set(d, unit))), d,
               totals + i);
  }
  for (; i < count; ++i) {
    totals[i] += counts[i] * unit;
  }
}

void AddScaledCounts(const std::int32_t* counts, double unit, int count, bool starts, double* totals) {
  const hn::ScalableTag<double> d;
  const hn::Rebind<std::int32_t, decltype(d)> di;
  const int lanes = static_cast<int>(hn::Lanes(d));
  int i = 0;
  for (; i + lanes <= count; i += lanes) {
    const auto total = starts ? hn::Zero(d) : hn::LoadU(d, totals + i);
    const auto scaled = hn::Mul(hn::PromoteTo(d, hn::LoadU(di, counts + i)), hn::Set(d, unit));
    hn::StoreU(hn::Add(total, scaled), d, totals + i);
  }
  for (; i < count; ++i) {
    totals[i] = (starts ? 0.0 : totals[i]) + counts[i] * unit;
  }
}

}  // namespace
}  // namespace HWY_NAMESPACE
}  // namespace ohmic::sim
HWY_AFTER_NAMESPACE();

#if HWY_ONCE

namespace ohmic::sim {

HWY_EXPORT(ConvertBlock);
HWY_EXPORT(AddCounts);
HWY_EXPORT(AddScaled);
HWY_EXPORT(AddScaledCounts);

std::int64_t convertBlock(const BlockConversion& conversion, const BlockNoise& noise,
                          const std::int32_t* sums, int positions, int columns, int paddedColumns,
                          std::int32_t* codeSums, std::ptrdiff_t codeStride) {
  return HWY_DYNAMIC_DISPATCH(ConvertBlock)(conversion, noise, sums, positions, columns, paddedColumns,
                                            codeSums, codeStride);
}

void addCounts(const std::int32_t* counts, int count, double* totals) {
  HWY_DYNAMIC_DISPATCH(AddCounts)(counts, count, totals);
}

void addScaled(const double* counts, double unit, int count, double* totals) {
  HWY_DYNAMIC_DISPATCH(AddScaled)(counts, unit, count, totals);
}

void addScaledCounts(const std::int32_t* counts, double unit, int count, bool starts, double* totals) {
  HWY_DYNAMIC_DISPATCH(AddScaledCounts)(counts, unit, count, starts, totals);
}

}  // namespace ohmic::sim

#endif
