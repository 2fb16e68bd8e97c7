// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>

#include "sim/array/tiled_rows.h"

namespace ohmic::sim {

/// Products on matrix tiles (Intel AMX): one instruction adds 64 products of bytes to each of 16 x 16 sums of
/// 32 bits. Numbers of 16 bits are two bytes, and the sums of the bytes' products are joined behind: modulo
/// 2^32 what the 16-bit products of dot-inl.h give, bit for bit.

/// What the bytes of drives are.
enum class DriveBytes { oneUnsigned, oneSigned, twoSigned, twoUnsigned };

/// Of numbers from @p least to @p greatest.
[[nodiscard]] DriveBytes driveBytes(std::int64_t least, std::int64_t greatest);

/// Numbers that drive rows at 32 positions.
struct DriveTiles {
  DriveBytes bytes = DriveBytes::twoSigned;
  const TileRow* low = nullptr;   ///< of positions 0 to 15
  const TileRow* high = nullptr;  ///< the high bytes; null: there are none
  std::ptrdiff_t step = 2;        ///< from a quad to the next
  std::ptrdiff_t second = 1;      ///< to positions 16 to 31

  [[nodiscard]] bool isTwoBytes() const {
    return bytes == DriveBytes::twoSigned || bytes == DriveBytes::twoUnsigned;
  }
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
