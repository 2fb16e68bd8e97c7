// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "sim/array/line_allocator.h"
#include "sim/array/tiled_rows.h"

namespace ohmic::sim {

/// Integers of one plane of an array in the order the product reads them: rows in pairs, the pair's two
/// numbers neighbours, so that one 32-bit lane holds two rows of one column. Padding is zero.
class PairedRows {
 public:
  static constexpr int kColumnStep = 16;  ///< columns are padded to a multiple of this

  PairedRows() = default;
  PairedRows(int rows, int columns);

  [[nodiscard]] int rows() const { return rows_; }
  [[nodiscard]] int columns() const { return columns_; }
  [[nodiscard]] int paddedColumns() const { return paddedColumns_; }
  [[nodiscard]] int rowPairs() const { return (rows_ + 1) / 2; }

  [[nodiscard]] std::int16_t& at(int row, int column) { return values_[index(row, column)]; }
  [[nodiscard]] std::int16_t at(int row, int column) const { return values_[index(row, column)]; }
  [[nodiscard]] const std::int16_t* data() const { return values_.data(); }

  /// Lay the numbers out for matrix tiles too, where there are any; they change no more.
  void layTiles();
  [[nodiscard]] const TiledRows& tiles() const { return tiles_; }

 private:
  [[nodiscard]] std::size_t index(int row, int column) const {
    return (static_cast<std::size_t>(row / 2) * paddedColumns_ + column) * 2 + row % 2;
  }

  int rows_ = 0;
  int columns_ = 0;
  int paddedColumns_ = 0;
  std::vector<std::int16_t, LineAllocator<std::int16_t>> values_;
  TiledRows tiles_;
};

}  // namespace ohmic::sim
