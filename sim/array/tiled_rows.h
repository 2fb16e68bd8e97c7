// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace ohmic::sim {

/// Rows laid out for products on matrix tiles (position/matrix_tiles.h): four neighbouring rows are a quad,
/// in the order 0, 2, 1, 3: bytes of two row pairs, the second pair's shifted between the first's.

/// A tile's row: quads of 16 positions, or 16 quads of a column.
struct alignas(64) TileRow {
  std::uint32_t quads[16];
};

/// How rows are cut into tiles: equal ones, so that none is loaded for the sake of a few rows.
struct TileCut {
  int tiles = 0;
  int quads = 16;  ///< of each tile

  /// Of so many row pairs. Planes of more than 128 rows have tiles of 64.
  [[nodiscard]] static TileCut of(int rowPairs);
};

/// A plane's 16-bit numbers as tiles read them: 16 columns x the rows of a tile, low bytes and then high
/// bytes.
class TiledRows {
 public:
  static constexpr int kColumns = 16;

  TiledRows() = default;
  /// @param pairs  row pair x padded column x 2, as PairedRows.
  TiledRows(const std::int16_t* pairs, int rowPairs, int paddedColumns);

  [[nodiscard]] bool empty() const { return rows_.empty(); }
  [[nodiscard]] const TileCut& cut() const { return cut_; }
  /// Low bytes; the high bytes follow.
  [[nodiscard]] const TileRow* tile(int columnTile, int rowTile) const {
    return &rows_[2 * kColumns * (static_cast<std::size_t>(columnTile) * cut_.tiles + rowTile)];
  }

 private:
  TileCut cut_;
  std::vector<TileRow> rows_;
};

}  // namespace ohmic::sim
