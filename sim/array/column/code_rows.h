// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cstdint>
#include <vector>

#include "devices/converters/dac.h"
#include "mapping/plan.h"
#include "sim/array/line_allocator.h"

namespace ohmic::sim {

/// One image's input of a layer as DAC codes, padded with zeros and with channels last, from which the rows
/// of an output position are a few contiguous copies.
class CodeRows {
 public:
  explicit CodeRows(const mapping::PatchGeometry& patch);

  /// Quantise an input: channels x height x width floats, or positions x channels if the patch is
  /// channelsLast.
  void quantise(const float* input, const devices::Dac& dac);

  /// The same of pixel rows [first, first + count) alone: channels x count x width floats (rows x channels if
  /// the patch is channelsLast). The others stay.
  void quantiseRows(const float* input, int first, int count, const devices::Dac& dac);

  /// Let every pixel row move up by @p count, at most all of them; zeros come in from below.
  void moveUp(int count);

  /// Put codes in place that were quantised before, in the input's own layout (see quantise()).
  void place(const std::int16_t* codes);

  /// Put other codes in place, each by a law of its own that leaves zero at zero.
  template <class Law>
  void takeFrom(const CodeRows& other, Law law) {
    std::transform(other.codes_.begin(), other.codes_.end(), codes_.begin(), law);
  }

  /// work[row] += sum over all positions of mapping::InputCodes::work() of the row's code.
  void addWork(const mapping::InputCodes& input, std::int64_t* work);

  /// Rows of positions begin, begin + step, ... (count of them) as count x stride numbers, stride >= rows().
  void gather(int begin, int step, int count, std::ptrdiff_t stride, std::int16_t* rows) const;

 private:
  template <class Read>
  void fill(int first, int count, Read read);
  [[nodiscard]] std::int16_t* lineOf(int group, int y);

  mapping::PatchGeometry patch_;
  int groupChannels_;
  int paddedHeight_;
  int paddedWidth_;
  std::vector<std::int16_t, LineAllocator<std::int16_t>>
      codes_;                        ///< group x paddedHeight x paddedWidth x groupChannels, and two zeros
  std::vector<std::int32_t> pairs_;  ///< of a line: channel pair x width
  std::vector<std::int32_t> pixelWork_, someWork_;
  std::vector<std::int64_t> lineWork_;
};

}  // namespace ohmic::sim
