// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "sim/array/kernel.h"

#include <algorithm>

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "sim/array/kernel.cpp"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

#include "devices/converters/adc-inl.h"

HWY_BEFORE_NAMESPACE();
namespace ohmic::sim {
namespace HWY_NAMESPACE {
namespace {

namespace hn = hwy::HWY_NAMESPACE;

#if HWY_TARGET == HWY_SCALAR

void MultiplySegments(const std::int16_t* const* starts, int positions, const std::int16_t* levels,
                      int paddedColumns, const DriveSegment* segments, int segmentCount, std::int32_t* sums) {
  for (int p = 0; p < positions; ++p) {
    std::int32_t* out = sums + static_cast<std::ptrdiff_t>(p) * paddedColumns;
    std::fill(out, out + paddedColumns, 0);
    const std::int16_t* row = levels;
    for (int segment = 0; segment < segmentCount; ++segment) {
      const std::int16_t* drive = starts[p] + segments[segment].offset;
      for (int pair = 0; pair < segments[segment].pairs; ++pair) {
        const std::int32_t a = drive[2 * pair], b = drive[2 * pair + 1];
        for (int c = 0; c < paddedColumns; ++c) {
          out[c] += a * row[2 * c] + b * row[2 * c + 1];
        }
        row += static_cast<std::ptrdiff_t>(paddedColumns) * 2;
      }
    }
  }
}

#else

using Sum = hn::ScalableTag<std::int32_t>;
using Level = hn::Repartition<std::int16_t, Sum>;

/// kPositions x kVectors accumulators in registers; one pass over the row pairs.
template <int kPositions, int kVectors>
HWY_INLINE void MultiplyTile(const std::int16_t* const* starts, const std::int16_t* HWY_RESTRICT levels,
                             int paddedColumns, const DriveSegment* segments, int segmentCount,
                             std::int32_t* HWY_RESTRICT sums) {
  const Sum ds;
  const Level dl;
  const int lanes = static_cast<int>(hn::Lanes(ds));
  hn::Vec<Sum> low[kPositions][kVectors];
  hn::Vec<Sum> high[kPositions][kVectors];  // some targets split the sum over two; others leave this at zero
  for (int p = 0; p < kPositions; ++p) {
    for (int v = 0; v < kVectors; ++v) {
      low[p][v] = hn::Zero(ds);
      high[p][v] = hn::Zero(ds);
    }
  }
  const std::int16_t* HWY_RESTRICT line = levels;
  for (int segment = 0; segment < segmentCount; ++segment) {
    const std::int16_t* drive[kPositions];
    for (int p = 0; p < kPositions; ++p) {
      drive[p] = starts[p] + segments[segment].offset;
    }
    for (int pair = 0; pair < segments[segment].pairs; ++pair) {
      hn::Vec<Level> row[kVectors];
      for (int v = 0; v < kVectors; ++v) {
        row[v] = hn::LoadU(dl, line + static_cast<std::ptrdiff_t>(v) * lanes * 2);
      }
      for (int p = 0; p < kPositions; ++p) {
        std::int32_t two;
        hwy::CopyBytes<4>(drive[p] + 2 * pair, &two);
        const auto both = hn::BitCast(dl, hn::Set(ds, two));
        for (int v = 0; v < kVectors; ++v) {
          low[p][v] = hn::ReorderWidenMulAccumulate(ds, both, row[v], low[p][v], high[p][v]);
        }
      }
      line += static_cast<std::ptrdiff_t>(paddedColumns) * 2;
    }
  }
  for (int p = 0; p < kPositions; ++p) {
    for (int v = 0; v < kVectors; ++v) {
      hn::StoreU(hn::RearrangeToOddPlusEven(low[p][v], high[p][v]), ds,
                 sums + static_cast<std::ptrdiff_t>(p) * paddedColumns + v * lanes);
    }
  }
}

template <int kVectors>
HWY_INLINE void MultiplyColumns(const std::int16_t* const* starts, int positions, const std::int16_t* levels,
                                int paddedColumns, const DriveSegment* segments, int segmentCount,
                                std::int32_t* sums) {
  constexpr int kPositions = kVectors == 1 ? 8 : kVectors == 2 ? 5 : 3;
  int p = 0;
  for (; p + kPositions <= positions; p += kPositions) {
    MultiplyTile<kPositions, kVectors>(starts + p, levels, paddedColumns, segments, segmentCount,
                                       sums + static_cast<std::ptrdiff_t>(p) * paddedColumns);
  }
  for (; p < positions; ++p) {
    MultiplyTile<1, kVectors>(starts + p, levels, paddedColumns, segments, segmentCount,
                              sums + static_cast<std::ptrdiff_t>(p) * paddedColumns);
  }
}

void MultiplySegments(const std::int16_t* const* starts, int positions, const std::int16_t* levels,
                      int paddedColumns, const DriveSegment* segments, int segmentCount, std::int32_t* sums) {
  const int lanes = static_cast<int>(hn::Lanes(Sum()));
  int c = 0;
  for (; c + 4 * lanes <= paddedColumns; c += 4 * lanes) {
    MultiplyColumns<4>(starts, positions, levels + c * 2, paddedColumns, segments, segmentCount, sums + c);
  }
  for (; c + 2 * lanes <= paddedColumns; c += 2 * lanes) {
    MultiplyColumns<2>(starts, positions, levels + c * 2, paddedColumns, segments, segmentCount, sums + c);
  }
  for (; c < paddedColumns; c += lanes) {
    MultiplyColumns<1>(starts, positions, levels + c * 2, paddedColumns, segments, segmentCount, sums + c);
  }
}

#endif

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

}  // namespace
}  // namespace HWY_NAMESPACE
}  // namespace ohmic::sim
HWY_AFTER_NAMESPACE();

#if HWY_ONCE

namespace ohmic::sim {

HWY_EXPORT(MultiplySegments);
HWY_EXPORT(ConvertBlock);

void multiplyRows(const std::int16_t* drive, std::ptrdiff_t driveStride, int positions,
                  const PairedRows& levels, int firstPair, int pairs, std::int32_t* sums) {
  constexpr int kAtOnce = 32;
  const auto* first = levels.data() + static_cast<std::ptrdiff_t>(firstPair) * levels.paddedColumns() * 2;
  const DriveSegment all{0, pairs};
  const std::int16_t* starts[kAtOnce];
  for (int begin = 0; begin < positions; begin += kAtOnce) {
    const int count = std::min(kAtOnce, positions - begin);
    for (int p = 0; p < count; ++p) {
      starts[p] = drive + (begin + p) * driveStride;
    }
    HWY_DYNAMIC_DISPATCH(MultiplySegments)
    (starts, count, first, levels.paddedColumns(), &all, 1,
     sums + static_cast<std::ptrdiff_t>(begin) * levels.paddedColumns());
  }
}

void multiplySegments(const std::int16_t* const* starts, int positions, const PairedRows& levels,
                      const DriveSegment* segments, int segmentCount, std::int32_t* sums) {
  HWY_DYNAMIC_DISPATCH(MultiplySegments)
  (starts, positions, levels.data(), levels.paddedColumns(), segments, segmentCount, sums);
}

std::int64_t convertBlock(const BlockConversion& conversion, const std::int32_t* sums, int positions,
                          int columns, int paddedColumns, std::int32_t* codeSums, std::ptrdiff_t codeStride) {
  return HWY_DYNAMIC_DISPATCH(ConvertBlock)(conversion, sums, positions, columns, paddedColumns, codeSums,
                                            codeStride);
}

std::string kernelTarget() { return hwy::TargetName(hwy::SupportedTargets() & -hwy::SupportedTargets()); }

std::vector<std::int64_t> kernelTargets() { return hwy::SupportedAndGeneratedTargets(); }

void useKernelTarget(std::int64_t target) {
  hwy::SetSupportedTargetsForTest(target);
  hwy::GetChosenTarget().Update(hwy::SupportedTargets());
}

}  // namespace ohmic::sim

#endif
