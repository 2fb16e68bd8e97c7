// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>

#include "devices/converters/dac.h"
#include "mapping/format.h"
#include "sim/array/position/position_block.h"

namespace ohmic::sim {

/// Lines of a plane: width neighbouring numbers each.
struct PlaneLines {
  int lines = 0, width = 0;
  std::ptrdiff_t stride = 0;  ///< from a line to the next
};

/// Codes of two channels. @param first  lines x width floats, as @p second; null: zeros.
void quantisePair(const float* first, const float* second, const PlaneLines& plane, const devices::Dac& dac,
                  std::int32_t* codes);

/// to[y * width + i] = number i * step of line y; up to 15 more are read and written.
void copyLines(const std::int32_t* from, const PlaneLines& plane, int step, std::int32_t* to);

/// What a kernel's places see of a plane, along its lines or its numbers.
struct PlaneWindows {
  int places = 1, dilation = 1;   ///< of the kernel; from a place's first position to the next place's
  int positions = 1, stride = 1;  ///< of the output; from one to the next
  int begin = 0, end = 0;         ///< outside of these the codes' work is 0
};

/// Numbers of the room that sumWork() takes. @param width  of a line.
[[nodiscard]] std::size_t workRoom(int width);

/// sums[(i * x.places + j) * 2 + h] = sum over all positions of mapping::InputCodes::work() of the code that
/// place (i, j) sees, in half h of its number.
///
/// @param width  of the plane's lines.
/// @param room   workRoom(), which begins with zeros and is kept for planes of the same windows.
void sumWork(const std::int32_t* codes, int width, const PlaneWindows& y, const PlaneWindows& x,
             const mapping::InputCodes& input, std::int32_t* room, std::int64_t* sums);

/// Where a row pair's two numbers lie: in halves of 32 bits.
struct RowPair {
  std::ptrdiff_t first = 0, second = 0;  ///< numbers, for the first output position
  bool isFirstHigh = false, isSecondHigh = false;

  /// Its two numbers are one of 32 bits.
  [[nodiscard]] bool isWhole() const { return first == second && !isFirstHigh && isSecondHigh; }
};

/// Positions whose numbers are step apart.
struct PositionRun {
  int lane = 0, count = 0;
  std::ptrdiff_t offset = 0;  ///< from the first output position's
};

/// panel[k * pairStride + lane] = pair k's two numbers for each position of the runs. Reads up to 15 steps
/// and writes up to 15 numbers beyond a run, the latter before what follows there is written.
void packPairs(const std::int32_t* numbers, const RowPair* pairs, int count, const PositionRun* runs,
               int runCount, int step, std::ptrdiff_t pairStride, std::int32_t* panel);

}  // namespace ohmic::sim
