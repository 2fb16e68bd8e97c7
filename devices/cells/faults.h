// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "devices/random/normal.h"
#include "devices/random/stream.h"

namespace ohmic::devices {

/// Whether a cell keeps one conductance whatever is written to it.
enum class Stuck : std::uint8_t { no, low, high };

/// Shares of what is stuck, in [0, 1]; together at most 1.
struct StuckRates {
  double high = 0.0;
  double low = 0.0;
};

/// A cell that is known to be stuck, by its physical place.
struct StuckCell {
  std::string layer;  ///< its name, or a pattern that matches it
  int crossbar = 0;   ///< among the layer's crossbars
  int row = 0;        ///< word line
  int line = 0;       ///< bit line
  Stuck state = Stuck::low;
  std::string place;  ///< "faults.csv:3"
};

/// What is broken: cells that stay at one of two conductances, whatever is written and whenever it is read.
///
/// Cells are stuck independently of each other by a rate, word lines and bit lines of a crossbar as a whole
/// by rates of their own, and single cells by a list. One word decides about each: high where it lies in the
/// lowest share, low where it lies in the highest, so a cell stuck at a low rate is also stuck at a higher
/// one.
///
/// Source  the usual stuck-at model: MNSIM's SAF_dist (0.1 % each way), MemTorch's DeviceFaults, aihwkit's
///         corrupt_devices.
/// Omits   clusters, faults that come with time, open and shorted lines in the wires' network.
struct Faults {
  StuckRates cells, rows, columns;
  std::vector<StuckCell> list;
  double highConductance = 0.0;  ///< S
  double lowConductance = 0.0;   ///< S

  /// States of neighbouring cells. @param stream  of Purpose::fault, of the cells' slice and polarity.
  void drawCells(const CellBlock& block, const RandomStream& stream, Stuck* states) const;

  [[nodiscard]] double conductance(Stuck state) const {
    return state == Stuck::high ? highConductance : lowConductance;
  }
  [[nodiscard]] std::string describe() const;
};

/// What a uniform word decides by some rates.
[[nodiscard]] Stuck stuckBy(const StuckRates& rates, std::uint32_t word) noexcept;

/// Stuck cells from a CSV file, crossbars, rows and columns counted from 0; blank lines and lines with # are
/// skipped:
///
///     layer,array,row,column,stuck
///     conv1,0,17,4,high
///     fc*,2,0,31,low
///
/// @throws configs::InputError with file and line.
[[nodiscard]] std::vector<StuckCell> readStuckCells(const std::filesystem::path& file);

}  // namespace ohmic::devices
