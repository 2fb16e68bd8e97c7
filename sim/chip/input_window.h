// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

#include "devices/converters/dac.h"
#include "mapping/plan.h"
#include "sim/array/column/code_rows.h"

namespace ohmic::sim {

/// The input rows, as DAC codes, that a layer needs for one step: the rows under the kernel for a row of
/// outputs, or all rows of a layer that takes its input at once.
class InputWindow {
 public:
  /// @param isRowWise  whether a step is one row of outputs.
  InputWindow(const mapping::PatchGeometry& patch, bool isRowWise);

  /// @param rows  inputRows() of the step, channels x rows x width; rows in the padding are not among them.
  void load(const std::vector<float>& rows, std::int64_t step, const devices::Dac& dac);

  /// Codes of the rows of the layer's matrix for output positions of the step: position, position + step, ...
  /// (count of them), one after the other.
  void gather(int position, int step, int count, std::vector<std::int16_t>& codes) const;

 private:
  mapping::PatchGeometry patch_;
  bool isRowWise_;
  std::int64_t height_;  ///< rows under the kernel
  CodeRows codes_;
  std::vector<float> padded_;
};

}  // namespace ohmic::sim
