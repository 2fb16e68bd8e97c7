// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <vector>

namespace ohmic::sim {

/// Conductances of cells that the inputs switch, siemens: one line for each column, far row first. Padding is
/// zero.
class GatedLines {
 public:
  static constexpr int kColumnStep = 16;  ///< columns are padded to a multiple of this

  GatedLines() = default;
  GatedLines(int rows, int columns)
      : columns_(columns),
        paddedColumns_((columns + kColumnStep - 1) / kColumnStep * kColumnStep),
        siemens_(static_cast<std::size_t>(rows) * static_cast<std::size_t>(paddedColumns_), 0.0) {}

  [[nodiscard]] bool empty() const { return siemens_.empty(); }
  [[nodiscard]] int columns() const { return columns_; }
  [[nodiscard]] int paddedColumns() const { return paddedColumns_; }

  [[nodiscard]] double& at(int row, int column) { return siemens_[index(row, column)]; }
  [[nodiscard]] double at(int row, int column) const { return siemens_[index(row, column)]; }
  /// The far row; the next is paddedColumns() behind.
  [[nodiscard]] const double* data() const { return siemens_.data(); }

 private:
  [[nodiscard]] std::size_t index(int row, int column) const {
    return static_cast<std::size_t>(row) * static_cast<std::size_t>(paddedColumns_) +
           static_cast<std::size_t>(column);
  }

  int columns_ = 0;
  int paddedColumns_ = 0;
  std::vector<double> siemens_;
};

}  // namespace ohmic::sim
