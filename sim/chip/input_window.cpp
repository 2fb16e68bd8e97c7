// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "sim/chip/input_window.h"

#include <algorithm>

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

void InputWindow::load(const std::vector<float>& rows, std::int64_t step, const devices::Dac& dac) {
  if (!isRowWise_) {
    codes_.quantise(rows.data(), dac);
    return;
  }
  const auto run = static_cast<std::int64_t>(rows.size()) / patch_.channels;
  const std::int64_t above = std::clamp<std::int64_t>(patch_.padTop - step * patch_.strideY, 0, height_);
  padded_.assign(static_cast<std::size_t>(patch_.channels * height_ * patch_.width), 0.0F);
  for (std::int64_t c = 0; c < patch_.channels; ++c) {
    std::copy_n(rows.begin() + c * run, run, padded_.begin() + (c * height_ + above) * patch_.width);
  }
  codes_.quantise(padded_.data(), dac);
}

void InputWindow::gather(int position, int step, int count, std::vector<std::int16_t>& codes) const {
  codes.resize(static_cast<std::size_t>(count) * patch_.rows());
  codes_.gather(isRowWise_ ? position % patch_.outputWidth : position, step, count, patch_.rows(),
                codes.data());
}

}  // namespace ohmic::sim
