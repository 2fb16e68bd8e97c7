// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "sim/array/column/product_kernel.h"

#include <algorithm>

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "sim/array/column/product_kernel.cpp"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

#include "sim/array/dot-inl.h"

HWY_BEFORE_NAMESPACE();
namespace ohmic::sim {
namespace HWY_NAMESPACE {
namespace {

namespace hn = hwy::HWY_NAMESPACE;

#if HWY_TARGET == HWY_SCALAR

void MultiplyRows(const std::int16_t* drive, std::ptrdiff_t driveStride, int positions,
                  const std::int16_t* levels, int paddedColumns, int pairs, std::int32_t* sums) {
  for (int p = 0; p < positions; ++p) {
    std::int32_t* out = sums + static_cast<std::ptrdiff_t>(p) * paddedColumns;
    const std::int16_t* codes = drive + p * driveStride;
    std::fill(out, out + paddedColumns, 0);
    for (int pair = 0; pair < pairs; ++pair) {
      const std::int16_t* row = levels + static_cast<std::ptrdiff_t>(pair) * paddedColumns * 2;
      const std::int32_t a = codes[2 * pair], b = codes[2 * pair + 1];
      for (int c = 0; c < paddedColumns; ++c) {
        out[c] += a * row[2 * c] + b * row[2 * c + 1];
      }
    }
  }
}

#else

using Sum = hn::ScalableTag<std::int32_t>;
using Level = hn::Repartition<std::int16_t, Sum>;

/// kPositions x kVectors accumulators in registers; one pass over the row pairs.
template <int kPositions, int kVectors>
HWY_INLINE void MultiplyTile(const std::int16_t* HWY_RESTRICT drive, std::ptrdiff_t driveStride,
                             const std::int16_t* HWY_RESTRICT levels, int paddedColumns, int pairs,
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
  for (int pair = 0; pair < pairs; ++pair) {
    hn::Vec<Level> row[kVectors];
    for (int v = 0; v < kVectors; ++v) {
      row[v] = hn::LoadU(dl, levels + static_cast<std::ptrdiff_t>(v) * lanes * 2);
    }
    for (int p = 0; p < kPositions; ++p) {
      std::int32_t two;
      hwy::CopyBytes<4>(drive + p * driveStride + 2 * pair, &two);
      const auto both = hn::BitCast(dl, hn::Set(ds, two));
      for (int v = 0; v < kVectors; ++v) {
        low[p][v] = dot(ds, both, row[v], low[p][v], high[p][v]);
      }
    }
    levels += static_cast<std::ptrdiff_t>(paddedColumns) * 2;
  }
  for (int p = 0; p < kPositions; ++p) {
    for (int v = 0; v < kVectors; ++v) {
      hn::StoreU(hn::RearrangeToOddPlusEven(low[p][v], high[p][v]), ds,
                 sums + static_cast<std::ptrdiff_t>(p) * paddedColumns + v * lanes);
    }
  }
}

template <int kVectors>
HWY_INLINE void MultiplyColumns(const std::int16_t* drive, std::ptrdiff_t driveStride, int positions,
                                const std::int16_t* levels, int paddedColumns, int pairs,
                                std::int32_t* sums) {
  constexpr int kPositions = HWY_CAP_GE512   ? 16 / kVectors  // a block's 32 without remainder
                             : kVectors == 1 ? 8
                             : kVectors == 2 ? 5
                                             : 3;
  int p = 0;
  for (; p + kPositions <= positions; p += kPositions) {
    MultiplyTile<kPositions, kVectors>(drive + p * driveStride, driveStride, levels, paddedColumns, pairs,
                                       sums + static_cast<std::ptrdiff_t>(p) * paddedColumns);
  }
  for (; p < positions; ++p) {
    MultiplyTile<1, kVectors>(drive + p * driveStride, driveStride, levels, paddedColumns, pairs,
                              sums + static_cast<std::ptrdiff_t>(p) * paddedColumns);
  }
}

void MultiplyRows(const std::int16_t* drive, std::ptrdiff_t driveStride, int positions,
                  const std::int16_t* levels, int paddedColumns, int pairs, std::int32_t* sums) {
  const int lanes = static_cast<int>(hn::Lanes(Sum()));
  int c = 0;
  for (; c + 4 * lanes <= paddedColumns; c += 4 * lanes) {
    MultiplyColumns<4>(drive, driveStride, positions, levels + c * 2, paddedColumns, pairs, sums + c);
  }
  for (; c + 2 * lanes <= paddedColumns; c += 2 * lanes) {
    MultiplyColumns<2>(drive, driveStride, positions, levels + c * 2, paddedColumns, pairs, sums + c);
  }
  for (; c < paddedColumns; c += lanes) {
    MultiplyColumns<1>(drive, driveStride, positions, levels + c * 2, paddedColumns, pairs, sums + c);
  }
}

#endif

}  // namespace
}  // namespace HWY_NAMESPACE
}  // namespace ohmic::sim
HWY_AFTER_NAMESPACE();

#if HWY_ONCE

namespace ohmic::sim {

HWY_EXPORT(MultiplyRows);

void multiplyRows(const std::int16_t* drive, std::ptrdiff_t driveStride, int positions,
                  const PairedRows& levels, int firstPair, int pairs, std::int32_t* sums) {
  const auto* first = levels.data() + static_cast<std::ptrdiff_t>(firstPair) * levels.paddedColumns() * 2;
  HWY_DYNAMIC_DISPATCH(MultiplyRows)
  (drive, driveStride, positions, first, levels.paddedColumns(), pairs, sums);
}

}  // namespace ohmic::sim

#endif
