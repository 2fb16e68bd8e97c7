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

/// The blocks that hold the words of a block of cells, counted row by row.
struct WordBlocks {
  WordBlocks(const RandomStream& from, const CellBlock& of)
      : stream(from),
        cells(of),
        skipped(of.column % 4),
        perRow((skipped + of.count + 3) / 4),
        total(perRow * of.rows) {}

  const RandomStream& stream;
  const CellBlock& cells;
  std::uint32_t skipped;  ///< words of a row's first block before its first cell
  std::uint32_t perRow;
  std::uint32_t total;
};

/// Words of as many blocks as there are lanes, from one on. @returns how many blocks.
std::uint32_t DrawBlocks(const WordBlocks& blocks, std::uint32_t first, std::uint32_t* words) {
  const CellBlock& cells = blocks.cells;
  const std::uint32_t row = cells.row + first / blocks.perRow, inRow = first % blocks.perRow;
#if HWY_TARGET == HWY_SCALAR
  const auto drawn = blocks.stream.block(row, cells.column / 4 + inRow, cells.replica, cells.device);
  std::copy(drawn.begin(), drawn.end(), words);
  return 1;
#else
  const hn::CappedTag<std::uint32_t, kMostLanes> d;
  const auto lanes = static_cast<std::uint32_t>(hn::Lanes(d));
  hn::Vec<decltype(d)> drawn[1][4];
  if (cells.rows == 1 || inRow + lanes <= blocks.perRow) {
    philoxAlong<kRounds>(d, blocks.stream.key(), row, cells.column / 4 + inRow, cells.replica, cells.device,
                         drawn);
  } else {
    // block number n of a row begins in row n / perRow: exact in float for so small numbers
    const hn::RebindToFloat<decltype(d)> df;
    const hn::RebindToSigned<decltype(d)> di;
    const auto number = hn::Add(hn::Load(d, kFirstLanes), hn::Set(d, inRow));
    const auto middle = hn::Add(hn::ConvertTo(df, hn::BitCast(di, number)), hn::Set(df, 0.5F));
    const auto share = hn::Set(df, 1.0F / static_cast<float>(blocks.perRow));
    const auto rows = hn::BitCast(d, hn::ConvertTo(di, hn::Mul(middle, share)));
    drawn[0][0] = hn::Add(rows, hn::Set(d, row));
    drawn[0][1] =
        hn::Add(hn::Sub(number, hn::Mul(rows, hn::Set(d, blocks.perRow))), hn::Set(d, cells.column / 4));
    drawn[0][2] = hn::Set(d, cells.replica);
    drawn[0][3] = hn::Set(d, cells.device);
    philox<kRounds>(d, blocks.stream.key(), drawn[0]);
  }
  hn::StoreInterleaved4(drawn[0][0], drawn[0][1], drawn[0][2], drawn[0][3], d, words);
  return lanes;
#endif
}

/// Visit (first cell, words, count) of the cells, vector by vector, in pieces of neighbours.
template <class Visit>
HWY_INLINE void ForWords(const RandomStream& stream, const CellBlock& cells, Visit visit) {
  alignas(64) std::uint32_t words[kMostWords + kMostLanes];  // vectors from any word on
  const WordBlocks blocks(stream, cells);
  const bool isWhole = blocks.skipped == 0 && cells.count % 4 == 0;
  for (std::uint32_t block = 0; block < blocks.total;) {
    const std::uint32_t end = std::min(block + DrawBlocks(blocks, block, words), blocks.total);
    if (isWhole) {
      visit(4 * block, words, 4 * (end - block));
      block = end;
      continue;
    }
    for (const std::uint32_t* drawn = words; block < end;) {
      const std::uint32_t row = block / blocks.perRow, inRow = block % blocks.perRow;
      const std::uint32_t used = std::min(blocks.perRow - inRow, end - block);
      const std::uint32_t before = inRow == 0 ? blocks.skipped : 0;
      const std::uint32_t cell = 4 * inRow + before - blocks.skipped;
      visit(row * cells.count + cell, drawn + before, std::min(4 * used - before, cells.count - cell));
      drawn += 4 * used;
      block += used;
    }
  }
}

void DrawWords(const RandomStream& stream, const CellBlock& cells, std::uint32_t* words) {
  ForWords(stream, cells, [&](std::uint32_t first, const std::uint32_t* drawn, std::uint32_t count) HWY_ATTR {
    std::copy_n(drawn, count, words + first);
  });
}

void DrawNormals(const RandomStream& stream, const CellBlock& cells, float* normals) {
  const hn::CappedTag<float, kMostLanes> df;
  const hn::Rebind<std::uint32_t, decltype(df)> du;
  const auto lanes = static_cast<std::uint32_t>(hn::Lanes(df));
  const NormalLaw<hn::CappedTag<float, kMostLanes>> law;
  alignas(64) float rest[kMostLanes];
  ForWords(stream, cells, [&](std::uint32_t first, const std::uint32_t* drawn, std::uint32_t count) HWY_ATTR {
    std::uint32_t i = 0;
    for (; i + lanes <= count; i += lanes) {
      hn::StoreU(law.of(hn::LoadU(du, drawn + i)), df, normals + first + i);
    }
    if (i < count) {
      const auto used = hn::FirstN(du, count - i);
      hn::Store(law.of(hn::IfThenElseZero(used, hn::LoadU(du, drawn + i))), df, rest);
      std::copy_n(rest, count - i, normals + first + i);
    }
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

void drawWords(const RandomStream& stream, const CellBlock& cells, std::uint32_t* words) noexcept {
  HWY_DYNAMIC_DISPATCH(DrawWords)(stream, cells, words);
}

void drawNormals(const RandomStream& stream, const CellBlock& cells, float* normals) noexcept {
  HWY_DYNAMIC_DISPATCH(DrawNormals)(stream, cells, normals);
}

}  // namespace ohmic::devices

#endif
