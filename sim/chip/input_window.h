// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cstdint>
#include <vector>

#include "devices/converters/dac.h"
#include "mapping/plan.h"
#include "sim/array/column/code_rows.h"
#include "sim/chip/rows.h"

namespace ohmic::sim {

/// The input rows, as DAC codes, that a layer needs for one step: the rows under the kernel for a row of
/// outputs, or all rows of a layer that takes its input at once. From step to step it moves down an image, so
/// that each row is quantised once.
class InputWindow {
 public:
  /// @param isRowWise  whether a step is one row of outputs.
  InputWindow(const mapping::PatchGeometry& patch, bool isRowWise);

  /// Hold nothing: the next step is one of another image.
  void clear() { isEmpty_ = true, end_ = 0; }

  /// Those of the rows that a step needs (InputRows) that the window does not hold.
  [[nodiscard]] RowSpan missing(const RowSpan& needed) const {
    return {std::max(needed.first, end_), needed.end};
  }

  /// Move to a step, not before the one that is held.
  /// @param span  missing() of the step; rows in the padding are not among them.
  /// @param rows  these rows, channels x span.count() x width.
  void load(const std::vector<float>& rows, const RowSpan& span, std::int64_t step, const devices::Dac& dac);

  /// Codes of the rows of the layer's matrix for output positions of the step: position, position + step, ...
  /// (count of them), one after the other.
  void gather(int position, int step, int count, std::vector<std::int16_t>& codes) const;

 private:
  mapping::PatchGeometry patch_;
  bool isRowWise_;
  std::int64_t height_;  ///< rows under the kernel
  CodeRows codes_;
  bool isEmpty_ = true;
  std::int64_t top_ = 0;  ///< row of the input at the window's first; negative in the padding
  std::int64_t end_ = 0;  ///< row of the input behind the last that is held
};

}  // namespace ohmic::sim
