// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "devices/wires/gated_column.h"
#include "sim/array/layer_arithmetic.h"
#include "sim/array/programmed_array.h"

namespace ohmic::sim {

/// The rows of an array that are on in each position of a block, far row first: the same for all its planes.
class SwitchedRows {
 public:
  /// @param on  positions x stride: what the rows get, 0 or 1.
  void find(const devices::WireResistance& wires, const std::int16_t* on, std::ptrdiff_t stride, int rows,
            int positions);

  [[nodiscard]] int positions() const { return static_cast<int>(counts_.size()); }
  /// Positions in an order in which neighbours have about as many rows.
  [[nodiscard]] const std::int32_t* order() const { return order_.data(); }
  [[nodiscard]] int count(int position) const { return counts_[static_cast<std::size_t>(position)]; }
  [[nodiscard]] const std::int32_t* rows(int position) const { return rows_.data() + first(position); }
  /// Of the wire behind each of them, ohm: GatedRow::resistance.
  [[nodiscard]] const double* resistances(int position) const {
    return resistances_.data() + first(position);
  }
  /// A position's rows as the plain form reads them; holds until the next call.
  [[nodiscard]] const std::vector<devices::GatedRow>& listed(int position);

 private:
  [[nodiscard]] std::ptrdiff_t first(int position) const { return position * stride_; }
  void sort(int rows);

  std::ptrdiff_t stride_ = 0;
  std::vector<std::int32_t> counts_, order_;
  std::vector<std::int32_t> rows_;
  std::vector<double> resistances_;
  std::vector<devices::GatedRow> listed_;
};

/// sums[p][c] of a plane whose cells the inputs switch: sumGated() of plain_read.h for a block, equal bit for
/// bit.
///
/// The ladders are computed with fused products, lines in the lanes and some of them, or of two positions, on
/// their way together. That rounds otherwise than the plain form, by less than a bound that is known: sums
/// that it leaves between two whole numbers are computed again as the plain form does.
///
/// @param sums  positions x the plane's padded columns, fixed-point units.
void sumGatedBlock(const LayerArithmetic& arithmetic, const ProgrammedArray& array, const Plane& plane,
                   SwitchedRows& switched, std::int32_t* sums);

}  // namespace ohmic::sim
