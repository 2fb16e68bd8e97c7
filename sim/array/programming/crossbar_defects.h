// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "sim/array/programming/array_job.h"
#include "sim/array/programming/fault_pattern.h"

namespace ohmic::sim {

/// How an array's crossbars differ from the plan's, whatever is written.
struct CrossbarDefects {
  std::vector<double> factor;  ///< on all conductances, of each crossbar
  std::vector<int> slot;       ///< of each output, then the unit column's
  FaultPattern faults;

  /// Bit line of a cell; the unit column is number array.columns.
  [[nodiscard]] int lineOf(const mapping::LayerPlan& layer, int slice, int polarity, int column,
                           int device) const {
    return layer.lineOf(slice, polarity, slot[static_cast<std::size_t>(column)], device);
  }
};

/// Draw the crossbars' factors, strike the array's cells, and give each output its slot.
[[nodiscard]] CrossbarDefects drawDefects(const ArrayJob& job);

/// Siemens of a used row's unused cells.
[[nodiscard]] double unusedConductance(const ArrayJob& job, const CrossbarDefects& defects);

}  // namespace ohmic::sim
