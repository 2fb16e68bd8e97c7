// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sim/array/position/position_block.h"

namespace ohmic::sim {

/// How drives are laid out for matrix tiles: as they are; noise weights, less 2^15 in the row pairs, whole
/// again; drives squared into noise weights.
enum class Laying { plain, shifted, squared };

/// Lay the drives of row pairs out for matrix tiles, and so many of high bytes.
/// @param rowsOfQuad  TileRow for each quad: 2, or 1 for up to 16 positions.
/// @param high  null: numbers are one byte.
void layDriveTiles(const PairDrives& drives, int pairs, int positions, Laying laying, int rowsOfQuad,
                   TileRow* low, TileRow* high);

/// to[i] = bit @p bit of each byte of @p from.
void layBits(const TileRow* from, int count, int bit, TileRow* to);

}  // namespace ohmic::sim
