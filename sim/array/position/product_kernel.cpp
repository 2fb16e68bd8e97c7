// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "sim/array/position/product_kernel.h"

#include <algorithm>

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "sim/array/position/product_kernel.cpp"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

#include "sim/array/dot-inl.h"

HWY_BEFORE_NAMESPACE();
namespace ohmic::sim {
namespace HWY_NAMESPACE {
namespace {

namespace hn = hwy::HWY_NAMESPACE;

using Sum = hn::CappedTag<std::int32_t, kBlockPositions / 2>;
constexpr int kTile = 8;  // columns whose sums stay in registers
constexpr int kGroup = kGroupColumns;
constexpr int kPart = kGroup * kBlockPositions;
static_assert(kGroup % kTile == 0 && kGroup % PairedRows::kColumnStep == 0, "groups are whole");

#if HWY_TARGET == HWY_SCALAR

template <int kColumns>
void Multiply(const PairDrives& drives, int firstPair, int pairs, int positions, const PairedRows& levels,
              int column, std::int32_t* sums) {
  for (int c = 0; c < kColumns; ++c) {
    for (int p = 0; p < positions; ++p) {
      std::int32_t sum = 0;
      for (int pair = firstPair; pair < firstPair + pairs; ++pair) {
        std::int16_t two[2];
        hwy::CopyBytes<4>(drives.pairs[pair] + drives.laneOffset(p), two);
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
      const std::ptrdiff_t offsets[2] = {drives.laneOffset(p), drives.laneOffset(p + lanes)};
      MultiplyTile<2, kAtOnce>(drives, firstPair, pairs, offsets, first, stride, out + p);
    }
    if (p < positions) {
      const std::ptrdiff_t offset = drives.laneOffset(p);
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
      hn::StoreU(sum, d, sums + i);
    }
  }
}

void SumPositions(const PairDrives& drives, int firstPair, int pairs, int positions, const PairedRows& levels,
                  int column, std::int32_t* sums) {
  if (drives.tiles == nullptr) {
    for (int c = 0; c < kGroup && column + c < levels.columns(); c += kTile) {
      Multiply<kTile>(drives, firstPair, pairs, positions, levels, column + c, sums + c * kBlockPositions);
    }
    return;
  }
  HWY_ALIGN std::int32_t parts[3 * kPart];
  multiplyTiles(*drives.tiles, levels.tiles(), column / kGroup, firstPair, pairs,
                positions > kBlockPositions / 2, parts);
  if (drives.tiles->parts() == 2) {
    Join<2>(parts, positions, sums);
  } else {
    Join<3>(parts, positions, sums);
  }
}

void SumDrives(const PairDrives& drives, int positions, const PairedRows& ones, std::int32_t* sums) {
  Multiply<1>(drives, 0, ones.rowPairs(), positions, ones, 0, sums);
}

}  // namespace
}  // namespace HWY_NAMESPACE
}  // namespace ohmic::sim
HWY_AFTER_NAMESPACE();

#if HWY_ONCE

namespace ohmic::sim {

HWY_EXPORT(SumPositions);
HWY_EXPORT(SumDrives);

void sumPositions(const PairDrives& drives, int firstPair, int pairs, int positions, const PairedRows& levels,
                  int column, std::int32_t* sums) {
  HWY_DYNAMIC_DISPATCH(SumPositions)(drives, firstPair, pairs, positions, levels, column, sums);
}

void sumDrives(const PairDrives& drives, int positions, const PairedRows& ones, std::int32_t* sums) {
  HWY_DYNAMIC_DISPATCH(SumDrives)(drives, positions, ones, sums);
}

}  // namespace ohmic::sim

#endif
