// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "devices/random/normal.h"

#include <algorithm>

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "devices/random/normal.cpp"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

#include "devices/random/normal-inl.h"
#include "devices/random/philox-inl.h"

HWY_BEFORE_NAMESPACE();
namespace ohmic::devices {
namespace HWY_NAMESPACE {
namespace {

namespace hn = hwy::HWY_NAMESPACE;

constexpr std::uint32_t kMostLanes = 16;
constexpr std::uint32_t kMostWords = 4 * kMostLanes;  // of a vector of blocks

/// Words of whole blocks from one on: as many as there are lanes.
std::uint32_t DrawBlocks(const RandomStream& stream, const CellRow& cells, std::uint32_t block,
                         std::uint32_t* words) {
#if HWY_TARGET == HWY_SCALAR
  const auto drawn = stream.block(cells.row, block, cells.replica, cells.device);
  std::copy(drawn.begin(), drawn.end(), words);
  return 4;
#else
  const hn::CappedTag<std::uint32_t, kMostLanes> d;
  hn::Vec<decltype(d)> drawn[1][4];
  philoxAlong(d, stream.key(), cells.row, block, cells.replica, cells.device, drawn);
  hn::StoreInterleaved4(drawn[0][0], drawn[0][1], drawn[0][2], drawn[0][3], d, words);
  return 4 * static_cast<std::uint32_t>(hn::Lanes(d));
#endif
}

/// Visit (first cell, words, count) of the row, vector by vector.
template <class Visit>
HWY_INLINE void ForWords(const RandomStream& stream, const CellRow& cells, Visit visit) {
  alignas(64) std::uint32_t words[kMostWords + 4];  // vectors from any word of a block on
  const std::uint32_t end = cells.column + cells.count;
  for (std::uint32_t column = cells.column; column < end;) {
    const std::uint32_t inBlock = column % 4;
    const std::uint32_t drawn = DrawBlocks(stream, cells, column / 4, words) - inBlock;
    const std::uint32_t count = std::min(drawn, end - column);
    visit(column - cells.column, words + inBlock, count);
    column += count;
  }
}

void DrawWords(const RandomStream& stream, const CellRow& cells, std::uint32_t* words) {
  ForWords(stream, cells, [&](std::uint32_t first, const std::uint32_t* drawn, std::uint32_t count) HWY_ATTR {
    std::copy_n(drawn, count, words + first);
  });
}

void DrawNormals(const RandomStream& stream, const CellRow& cells, float* normals) {
  const hn::CappedTag<float, kMostLanes> df;
  const hn::Rebind<std::uint32_t, decltype(df)> du;
  const auto lanes = static_cast<std::uint32_t>(hn::Lanes(df));
  const NormalLaw<hn::CappedTag<float, kMostLanes>> law;
  alignas(64) float numbers[kMostWords + kMostLanes];
  ForWords(stream, cells, [&](std::uint32_t first, const std::uint32_t* drawn, std::uint32_t count) HWY_ATTR {
    for (std::uint32_t i = 0; i < count; i += lanes) {
      const auto used = hn::FirstN(du, count - i);
      hn::StoreU(law.of(hn::IfThenElseZero(used, hn::LoadU(du, drawn + i))), df, numbers + i);
    }
    std::copy_n(numbers, count, normals + first);
  });
}

}  // namespace
}  // namespace HWY_NAMESPACE
}  // namespace ohmic::devices
HWY_AFTER_NAMESPACE();

#if HWY_ONCE

namespace ohmic::devices {

HWY_EXPORT(DrawWords);
HWY_EXPORT(DrawNormals);

float standardNormal(std::uint32_t word) noexcept {
  namespace hn = hwy::HWY_NAMESPACE;
  const hn::CappedTag<float, 1> one;
  const hn::Rebind<std::uint32_t, decltype(one)> oneWord;
  return hn::GetLane(HWY_NAMESPACE::standardNormal(one, hn::Set(oneWord, word)));
}

double uniform(std::uint32_t word) noexcept { return (word + 0.5) * (1.0 / 4294967296.0); }

void drawWords(const RandomStream& stream, const CellRow& cells, std::uint32_t* words) noexcept {
  HWY_DYNAMIC_DISPATCH(DrawWords)(stream, cells, words);
}

void drawNormals(const RandomStream& stream, const CellRow& cells, float* normals) noexcept {
  HWY_DYNAMIC_DISPATCH(DrawNormals)(stream, cells, normals);
}

}  // namespace ohmic::devices

#endif
