// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "sim/chip/input_window.h"

namespace ohmic::sim {
namespace {

/// The layer's geometry on the input rows of one output row; padding rows are part of them.
mapping::PatchGeometry windowPatch(mapping::PatchGeometry patch, bool isRowWise) {
  if (isRowWise) {
    patch.height = (patch.kernelHeight - 1) * patch.dilationY + 1;
    patch.padTop = 0;
    patch.outputHeight = 1;
  }
  return patch;
}

}  // namespace

InputWindow::InputWindow(const mapping::PatchGeometry& patch, bool isRowWise)
    : patch_(patch),
      isRowWise_(isRowWise),
      height_((patch.kernelHeight - 1) * patch.dilationY + 1),
      codes_(windowPatch(patch, isRowWise)) {}

void InputWindow::load(const std::vector<float>& rows, const RowSpan& span, std::int64_t step,
                       const devices::Dac& dac) {
  if (!isRowWise_) {
    codes_.quantise(rows.data(), dac);
    return;
  }
  const std::int64_t top = step * patch_.strideY - patch_.padTop;
  codes_.moveUp(static_cast<int>(isEmpty_ ? height_ : std::min(top - top_, height_)));
  codes_.quantiseRows(rows.data(), static_cast<int>(span.first - top), static_cast<int>(span.count()), dac);
  isEmpty_ = false;
  top_ = top;
  end_ = span.end;
}

void InputWindow::gather(int position, int step, int count, std::vector<std::int16_t>& codes) const {
  codes.resize(static_cast<std::size_t>(count) * patch_.rows());
  codes_.gather(isRowWise_ ? position % patch_.outputWidth : position, step, count, patch_.rows(),
                codes.data());
}

}  // namespace ohmic::sim
