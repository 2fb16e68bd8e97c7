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
#include "devices/random/normal-inl.h"
#include "devices/random/philox-inl.h"
#include "devices/random/stream.h"
#include "sim/array/variance-inl.h"

HWY_BEFORE_NAMESPACE();
namespace ohmic::sim {
namespace HWY_NAMESPACE {
namespace {

namespace hn = hwy::HWY_NAMESPACE;

using Real = hn::ScalableTag<float>;
using Word = hn::RebindToUnsigned<Real>;
using Integer = hn::RebindToSigned<Real>;

/// The words of a position's columns, from the block of its first column on: four for each block.
void DrawWords(const BlockNoise& noise, std::uint32_t position, int blocks, std::uint32_t* words) {
#if HWY_TARGET == HWY_SCALAR
  const devices::RandomStream stream(noise.key);
  for (int b = 0; b < blocks; ++b) {
    const auto block = stream.block(noise.image, position, noise.column / 4 + static_cast<std::uint32_t>(b),
                                    noise.phaseAndRowBlock);
    std::copy(block.begin(), block.end(), words + 4 * b);
  }
#else
  const Word d;
  const int lanes = static_cast<int>(hn::Lanes(d));
  for (int b = 0; b < blocks; b += lanes) {
    hn::Vec<Word> words4[4] = {hn::Set(d, noise.image), hn::Set(d, position),
                               hn::Iota(d, noise.column / 4 + static_cast<std::uint32_t>(b)),
                               hn::Set(d, noise.phaseAndRowBlock)};
    devices::HWY_NAMESPACE::philox(d, noise.key, words4);
    hn::StoreInterleaved4(words4[0], words4[1], words4[2], words4[3], d, words + 4 * b);
  }
#endif
}

/// Codes of columns [column, column + lanes).
HWY_INLINE hn::Vec<Real> Code(const BlockConversion& conversion, const BlockNoise& noise,
                              hn::Vec<Real> signal, int column) {
  namespace law = devices::HWY_NAMESPACE;
  const Real df;
  const auto inverseLsb = hn::Set(df, conversion.inverseLsb);
  const auto least = hn::Set(df, conversion.least), greatest = hn::Set(df, conversion.greatest);
  if (noise.converters == nullptr) {
    return law::adcCode(df, signal, inverseLsb, hn::Set(df, 1.0F), hn::Zero(df), least, greatest);
  }
  const auto& own = *noise.converters;
  const auto real = law::adcReal(df, signal, inverseLsb, hn::LoadU(df, &own.gain[column]),
                                 hn::LoadU(df, &own.offset[column]), hn::LoadU(df, &own.bow[column]),
                                 hn::Set(df, static_cast<float>(1.0 / conversion.greatest)));
  return own.levels.empty()
             ? law::adcRound(df, real, least, greatest)
             : law::sarCode(df, real, &own.levels[column], static_cast<std::size_t>(own.stride),
                            noise.magnitudeBits, conversion.least < 0.0F);
}

std::int64_t ConvertBlock(const BlockConversion& conversion, const std::int32_t* sums, int positions,
                          int columns, int paddedColumns, std::int32_t* codeSums, std::ptrdiff_t codeStride) {
  const hn::ScalableTag<float> df;
  const hn::RebindToSigned<decltype(df)> di;
  const int lanes = static_cast<int>(hn::Lanes(df));
  const auto inverseLsb = hn::Set(df, conversion.inverseLsb);
  const auto one = hn::Set(df, 1.0F), zero = hn::Zero(df);
  const auto least = hn::Set(df, conversion.least), greatest = hn::Set(df, conversion.greatest);
  const auto lower = hn::Set(df, conversion.least < 0.0F ? conversion.least : -1.0F);
  const auto weight = hn::Set(di, conversion.weight);
  std::int64_t saturated = 0;
  for (int p = 0; p < positions; ++p) {
    const std::int32_t* in = sums + static_cast<std::ptrdiff_t>(p) * paddedColumns;
    std::int32_t* out = codeSums + p * codeStride;
    for (int c = 0; c < columns; c += lanes) {
      const auto signal = hn::ConvertTo(df, hn::LoadU(di, in + c));
      const auto code = devices::HWY_NAMESPACE::adcCode(df, signal, inverseLsb, one, zero, least, greatest);
      const auto atEnd = hn::Or(hn::Ge(code, greatest), hn::Le(code, lower));
      const auto used = hn::FirstN(df, static_cast<std::size_t>(std::max(0, columns - c)));
      saturated += static_cast<std::int64_t>(hn::CountTrue(df, hn::And(atEnd, used)));
      const auto shifted = hn::Mul(hn::ConvertTo(di, code), weight);
      hn::StoreU(conversion.adds ? hn::Add(hn::LoadU(di, out + c), shifted) : shifted, di, out + c);
    }
  }
  return saturated;
}

std::int64_t ConvertNoisyBlock(const BlockConversion& conversion, const BlockNoise& noise,
                               const std::int32_t* sums, int positions, int columns, int paddedColumns,
                               std::int32_t* codeSums, std::ptrdiff_t codeStride) {
  const Real df;
  const Integer di;
  const Word du;
  const int lanes = static_cast<int>(hn::Lanes(df));
  const int blocks = (static_cast<int>(noise.column % 4) + columns + 3) / 4;
  std::vector<std::uint32_t> words(static_cast<std::size_t>(blocks + 2 * lanes) * 4, 0);
  const auto lower = hn::Set(df, conversion.least < 0.0F ? conversion.least : -1.0F);
  const auto greatest = hn::Set(df, conversion.greatest);
  const bool isNoisy = noise.varianceUnit > 0.0F || noise.converterVariance > 0.0F;
  std::int64_t saturated = 0;
  for (int p = 0; p < positions; ++p) {
    const std::ptrdiff_t row = static_cast<std::ptrdiff_t>(p) * paddedColumns;
    if (isNoisy) {
      DrawWords(noise, noise.firstPosition + static_cast<std::uint32_t>(p) * noise.positionStep, blocks,
                words.data());
    }
    for (int c = 0; c < columns; c += lanes) {
      auto signal = hn::Add(hn::ConvertTo(df, hn::LoadU(di, sums + row + c)), hn::Set(df, noise.common[p]));
      if (isNoisy) {
        const auto counts =
            noise.varianceUnit > 0.0F ? narrowed(df, noise.variances + row + c) : hn::Zero(df);
        const auto variance =
            hn::Add(hn::Mul(counts, hn::Set(df, noise.varianceUnit)), hn::Set(df, noise.converterVariance));
        const auto sigma = hn::Sqrt(variance);
        const auto word = hn::LoadU(du, words.data() + noise.column % 4 + c);
        signal = hn::Add(signal, hn::Mul(sigma, devices::HWY_NAMESPACE::standardNormal(df, word)));
      }
      const auto used = hn::FirstN(df, static_cast<std::size_t>(columns - c));
      const auto code = hn::IfThenElseZero(used, Code(conversion, noise, signal, c));
      saturated += static_cast<std::int64_t>(
          hn::CountTrue(df, hn::And(used, hn::Or(hn::Ge(code, greatest), hn::Le(code, lower)))));
      std::int32_t* out = codeSums + p * codeStride + c;
      const auto shifted = hn::Mul(hn::ConvertTo(di, code), hn::Set(di, conversion.weight));
      hn::StoreU(conversion.adds ? hn::Add(hn::LoadU(di, out), shifted) : shifted, di, out);
    }
  }
  return saturated;
}

void AddCounts(const std::int32_t* counts, int count, double* totals) {
  HWY_NAMESPACE::addCounts(counts, count, totals);
}

}  // namespace
}  // namespace HWY_NAMESPACE
}  // namespace ohmic::sim
HWY_AFTER_NAMESPACE();

#if HWY_ONCE

namespace ohmic::sim {

HWY_EXPORT(ConvertBlock);
HWY_EXPORT(ConvertNoisyBlock);
HWY_EXPORT(AddCounts);

std::int64_t convertBlock(const BlockConversion& conversion, const std::int32_t* sums, int positions,
                          int columns, int paddedColumns, std::int32_t* codeSums, std::ptrdiff_t codeStride) {
  return HWY_DYNAMIC_DISPATCH(ConvertBlock)(conversion, sums, positions, columns, paddedColumns, codeSums,
                                            codeStride);
}

std::int64_t convertNoisyBlock(const BlockConversion& conversion, const BlockNoise& noise,
                               const std::int32_t* sums, int positions, int columns, int paddedColumns,
                               std::int32_t* codeSums, std::ptrdiff_t codeStride) {
  return HWY_DYNAMIC_DISPATCH(ConvertNoisyBlock)(conversion, noise, sums, positions, columns, paddedColumns,
                                                 codeSums, codeStride);
}

void addCounts(const std::int32_t* counts, int count, double* totals) {
  HWY_DYNAMIC_DISPATCH(AddCounts)(counts, count, totals);
}

}  // namespace ohmic::sim

#endif
