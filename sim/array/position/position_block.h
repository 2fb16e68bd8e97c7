// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>

#include "sim/array/position/matrix_tiles.h"

namespace ohmic::sim {

/// The position form: lanes are neighbouring output positions, 32 in a block, and each column's level is one
/// number for all of them. Sums, codes and outputs of a block are [column][position].
inline constexpr int kBlockPositions = 32;

/// Columns from product to code at a time.
inline constexpr int kGroupColumns = TiledRows::kColumns;

/// What drives an array's row pairs in a block: two 16-bit numbers for each position in one of 32 bits.
struct PairDrives {
  const std::int32_t* const* pairs = nullptr;  ///< of each row pair, position 0's
  std::ptrdiff_t half = kBlockPositions / 2;   ///< from position 0 to position 16
  const DriveTiles* tiles = nullptr;  ///< the same for matrix tiles; null: the product does without. Noise
                                      ///< weights as they are, not less 2^15

  /// From position 0 to the lanes from @p position on.
  [[nodiscard]] std::ptrdiff_t laneOffset(int position) const {
    return position / (kBlockPositions / 2) * half + position % (kBlockPositions / 2);
  }
};

}  // namespace ohmic::sim
