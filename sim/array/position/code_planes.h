// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "devices/converters/dac.h"
#include "mapping/plan.h"

namespace ohmic::sim {

/// One image's input of a layer as DAC codes, padded with zeros, two neighbouring channels in each number of
/// 32 bits: plane x height x width. So a row pair of the kernel's matrix that holds two such channels is a
/// plane from some number on, for as many neighbouring positions of a line as one likes.
///
/// Unfolded planes hold one copy for each column of the kernel, cut to the positions: all positions of the
/// output are neighbours then, whatever the strides, at the price of the copies.
class CodePlanes {
 public:
  enum class Form { lines, unfolded };

  /// @pre the patch is not channelsLast
  CodePlanes(const mapping::PatchGeometry& patch, Form form);

  /// Numbers that unfolded planes of a patch hold.
  [[nodiscard]] static std::size_t unfoldedSize(const mapping::PatchGeometry& patch);

  /// Where a row of the layer's matrix has its code for the first output position.
  struct Place {
    std::ptrdiff_t offset = 0;  ///< in numbers
    bool isHigh = false;        ///< in the number's high half
  };
  [[nodiscard]] Place place(int row) const;

  /// From the first output position to another one.
  [[nodiscard]] std::ptrdiff_t offset(int position) const {
    if (form_ == Form::unfolded) {
      return position;
    }
    return static_cast<std::ptrdiff_t>(position / patch_.outputWidth) * patch_.strideY * width_ +
           static_cast<std::ptrdiff_t>(position % patch_.outputWidth) * patch_.strideX;
  }

  /// Quantise an input: channels x height x width floats.
  void quantise(const float* input, const devices::Dac& dac);

  /// work[row] += sum over all positions of mapping::InputCodes::work() of the row's code.
  /// @returns what was added to all rows.
  std::int64_t addWork(const mapping::InputCodes& input, std::int64_t* work);

  [[nodiscard]] const std::vector<std::int32_t>& numbers() const {
    return form_ == Form::unfolded ? unfolded_ : numbers_;
  }

 private:
  /// Lines of an unfolded plane that are strideY apart are neighbours; so many are.
  [[nodiscard]] int linesOfPhase() const { return (height_ + patch_.strideY - 1) / patch_.strideY; }
  void unfold();

  const mapping::PatchGeometry& patch_;
  Form form_;
  int groupChannels_;
  int height_, width_;  ///< padded
  std::size_t size_;    ///< numbers of all planes; some more behind them may be read
  std::vector<std::int32_t> numbers_, unfolded_;
  std::vector<std::int32_t> workRoom_;
  std::vector<std::int64_t> workSums_;  ///< of a plane: place of the kernel x half
};

}  // namespace ohmic::sim
