// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "sim/array/paired_rows.h"

#include "sim/array/kernel_target.h"

namespace ohmic::sim {

PairedRows::PairedRows(int rows, int columns)
    : rows_(rows),
      columns_(columns),
      paddedColumns_((columns + kColumnStep - 1) / kColumnStep * kColumnStep),
      values_(static_cast<std::size_t>((rows + 1) / 2) * paddedColumns_ * 2, 0) {}

void PairedRows::layTiles() {
  if (hasMatrixTiles() && !values_.empty()) {
    tiles_ = TiledRows(values_.data(), rowPairs(), paddedColumns_);
  }
}

}  // namespace ohmic::sim
