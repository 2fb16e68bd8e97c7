// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "sim/array/position/tile_layout_kernel.h"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "sim/array/position/tile_layout_kernel.cpp"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();
namespace ohmic::sim {
namespace HWY_NAMESPACE {
namespace {

namespace hn = hwy::HWY_NAMESPACE;

using Sum = hn::CappedTag<std::int32_t, kBlockPositions / 2>;
using Word = hn::RebindToUnsigned<Sum>;

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
HWY_INLINE void LayAs(const PairDrives& drives, int pairs, int positions, int rowsOfQuad, TileRow* low,
                      TileRow* high) {
  const Word d;
  const int lanes = static_cast<int>(hn::Lanes(d));
  const auto even = hn::Set(d, 0x00FF00FFU);
  for (int pair = 0; pair < pairs; pair += 2) {
    const int row = pair / 2 * rowsOfQuad;
    std::uint32_t* const lowLanes = low[row].quads;
    std::uint32_t* const highLanes = high == nullptr ? nullptr : high[row].quads;
    const bool isLast = pair + 1 == pairs;
    for (int p = 0; p < positions; p += lanes) {
      const std::ptrdiff_t offset = drives.laneOffset(p);
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

void LayDriveTiles(const PairDrives& drives, int pairs, int positions, Laying laying, int rowsOfQuad,
                   TileRow* low, TileRow* high) {
  switch (laying) {
    case Laying::plain:
      return LayAs<Laying::plain>(drives, pairs, positions, rowsOfQuad, low, high);
    case Laying::shifted:
      return LayAs<Laying::shifted>(drives, pairs, positions, rowsOfQuad, low, high);
    case Laying::squared:
      return LayAs<Laying::squared>(drives, pairs, positions, rowsOfQuad, low, high);
  }
}

void LayBits(const TileRow* from, int count, int bit, TileRow* to) {
  const Word d;
  const int lanes = static_cast<int>(hn::Lanes(d));
  const auto ones = hn::Set(d, 0x01010101U);
  for (int row = 0; row < count; ++row) {
    for (int i = 0; i < kBlockPositions / 2; i += lanes) {
      const auto bits = hn::ShiftRightSame(hn::Load(d, from[row].quads + i), bit);
      hn::Store(hn::And(bits, ones), d, to[row].quads + i);
    }
  }
}

}  // namespace
}  // namespace HWY_NAMESPACE
}  // namespace ohmic::sim
HWY_AFTER_NAMESPACE();

#if HWY_ONCE

namespace ohmic::sim {

HWY_EXPORT(LayDriveTiles);
HWY_EXPORT(LayBits);

void layDriveTiles(const PairDrives& drives, int pairs, int positions, Laying laying, int rowsOfQuad,
                   TileRow* low, TileRow* high) {
  HWY_DYNAMIC_DISPATCH(LayDriveTiles)(drives, pairs, positions, laying, rowsOfQuad, low, high);
}

void layBits(const TileRow* from, int count, int bit, TileRow* to) {
  HWY_DYNAMIC_DISPATCH(LayBits)(from, count, bit, to);
}

}  // namespace ohmic::sim

#endif
