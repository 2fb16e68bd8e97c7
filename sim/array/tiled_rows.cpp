// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "sim/array/tiled_rows.h"

#include <algorithm>
#include <cstring>

namespace ohmic::sim {
namespace {

constexpr int kMostQuads = 16;               // of a tile
constexpr std::uint32_t kEven = 0x00FF00FF;  // the bytes of a quad that the first pair gives

}  // namespace

TileCut TileCut::of(int rowPairs) {
  constexpr int kFewQuads = 32;
  const int quads = (rowPairs + 1) / 2, tiles = (quads + kMostQuads - 1) / kMostQuads;
  return {tiles, quads > kFewQuads ? kMostQuads : (quads + tiles - 1) / std::max(tiles, 1)};
}

TiledRows::TiledRows(const std::int16_t* pairs, int rowPairs, int paddedColumns)
    : cut_(TileCut::of(rowPairs)) {
  const int columnTiles = paddedColumns / kColumns;
  rows_.assign(2 * static_cast<std::size_t>(kColumns) * columnTiles * cut_.tiles, TileRow{});
  std::uint32_t first[kColumns], second[kColumns], low[kColumns],
      high[kColumns];  // a pair's two numbers each
  TileRow* tile = rows_.data();
  for (int columnTile = 0; columnTile < columnTiles; ++columnTile) {
    for (int rowTile = 0; rowTile < cut_.tiles; ++rowTile, tile += 2 * kColumns) {
      for (int quad = 0; quad < cut_.quads; ++quad) {
        const int pair = 2 * (rowTile * cut_.quads + quad);
        if (pair >= rowPairs) {
          break;
        }
        const auto* from =
            pairs + 2 * (static_cast<std::ptrdiff_t>(pair) * paddedColumns + columnTile * kColumns);
        std::memcpy(first, from, sizeof(first));
        std::memset(second, 0, sizeof(second));
        if (pair + 1 < rowPairs) {
          std::memcpy(second, from + 2 * static_cast<std::ptrdiff_t>(paddedColumns), sizeof(second));
        }
        for (int c = 0; c < kColumns; ++c) {
          low[c] = (first[c] & kEven) | (second[c] & kEven) << 8U;
          high[c] = (first[c] >> 8U & kEven) | (second[c] & ~kEven);
        }
        for (int c = 0; c < kColumns; ++c) {
          tile[c].quads[quad] = low[c];
          tile[kColumns + c].quads[quad] = high[c];
        }
      }
    }
  }
}

}  // namespace ohmic::sim
