// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace ohmic::sim {

/// Products on matrix tiles (Intel AMX): one instruction adds 64 products of bytes to each of 16 x 16 sums of
/// 32 bits. Numbers of 16 bits are two bytes, and the sums of the bytes' products are joined behind: modulo
/// 2^32 what the 16-bit products of dot-inl.h give, bit for bit.
///
/// Four neighbouring rows are a quad, in the order 0, 2, 1, 3: bytes of two row pairs, the second pair's
/// shifted between the first's.

/// Whether the processor has them and the system lets this process use them.
[[nodiscard]] bool hasMatrixTiles();

/// Whether the product uses them: where there are any, unless kernel.h's useKernelTarget() chose otherwise.
[[nodiscard]] bool usesMatrixTiles();
void useMatrixTiles(bool uses);

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

/// What the bytes of drives are.
enum class DriveBytes { oneUnsigned, oneSigned, twoSigned, twoUnsigned };

/// Of numbers from @p least to @p greatest.
[[nodiscard]] DriveBytes driveBytes(std::int64_t least, std::int64_t greatest);

/// Numbers that drive rows at 32 positions.
struct DriveTiles {
  DriveBytes bytes = DriveBytes::twoSigned;
  const TileRow* low = nullptr;   ///< two for each quad: positions 0 to 15, and 16 to 31
  const TileRow* high = nullptr;  ///< the high bytes; null: there are none

  [[nodiscard]] int parts() const { return high == nullptr ? 2 : 3; }
};

/// The calling thread's tiles while this lives.
class TileScope {
 public:
  /// @param quads  of the first tiles to come; 0: none will.
  explicit TileScope(int quads);
  ~TileScope();
  TileScope(const TileScope&) = delete;
  TileScope& operator=(const TileScope&) = delete;
};

/// To be called every few hundred nanoseconds between products: the units that multiply and store tiles fall
/// asleep after about half a microsecond and take 0.3 us each to wake (measured on Sapphire Rapids). Changes
/// tiles; does nothing outside a TileScope.
void keepTilesAwake();

/// parts[n][c][p]: what is to be shifted left by 8 n bits and added, for 16 columns and 32 positions.
///
/// @param firstPair, pairs  row pairs, from one that begins a tile to the end of one or of the rows.
/// @param hasSecondHalf  positions 16 to 31 count.
/// @pre in a TileScope
void multiplyTiles(const DriveTiles& drives, const TiledRows& levels, int columnTile, int firstPair,
                   int pairs, bool hasSecondHalf, std::int32_t* parts);

}  // namespace ohmic::sim
