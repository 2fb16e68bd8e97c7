// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "sim/array/block_conversion.h"
#include "sim/array/paired_rows.h"
#include "sim/array/position/position_block.h"

namespace ohmic::sim {

/// Products bit by bit where most bits are 0: of each position the row pairs that are driven, by other drives
/// than two zeros, are listed once for all columns and slices, and the products are sums over the lists, with
/// neighbouring columns in the lanes of a vector. Equal to sumPositions() bit for bit.

/// Numbers that hold what drives the rows in a phase.
struct PhaseNumbers {
  const std::int32_t* numbers = nullptr;  ///< position x stride: of each row pair, two of 16 bits
  int shift = 0;                          ///< a pair drives with (number >> shift) & ones
  std::uint32_t ones = 0xFFFFFFFFU;
};

/// The row pairs of an array that are driven in each phase at each position of a block.
class DrivenPairs {
 public:
  static constexpr int kPairStep = 16;  ///< numbers of a position are padded to a multiple of this

  struct List {
    const std::int32_t* pairs = nullptr;   ///< which row pairs
    const std::int32_t* drives = nullptr;  ///< of each of them, two numbers of 16 bits
    int count = 0;                         ///< one may be added that nothing drives
  };

  /// @param phases  numbers behind the last row pair, to the next multiple of kPairStep, are read.
  void find(const std::vector<PhaseNumbers>& phases, std::ptrdiff_t stride, int rowPairs, int positions);

  [[nodiscard]] int positions() const { return positions_; }
  [[nodiscard]] int phases() const { return phases_; }
  [[nodiscard]] List list(int position, int phase) const {
    const std::size_t which = static_cast<std::size_t>(position) * phases_ + phase;
    return {&pairs_[begins_[which]], &drives_[begins_[which]],
            static_cast<int>(begins_[which + 1] - begins_[which])};
  }

 private:
  int positions_ = 0, phases_ = 0;
  std::vector<std::size_t> begins_;  ///< position x phase, and the end
  std::vector<std::int32_t> pairs_, drives_;
};

/// lines[position * stride + k] = pair k's numbers, zeros behind the last pair.
/// @param stride  a multiple of DrivenPairs::kPairStep.
void layLines(const PairDrives& numbers, int pairs, int positions, std::ptrdiff_t stride,
              std::int32_t* lines);

/// A plane whose conversions add nothing to their sums.
struct DrivenPlane {
  const PairedRows* levels = nullptr;
  const BlockConversion* conversions = nullptr;  ///< of each phase; planes differ in LSB, sign and adds
  std::int32_t* codeSums = nullptr;              ///< column x position, as readPositions() has them
};

/// Product and conversion of some planes of an array, as readPositions() does them for each.
/// @pre the planes have the same columns and codes, and there are codes beside 0.
/// @returns codes at the end of the range.
std::int64_t readDriven(const DrivenPairs& driven, const DrivenPlane* planes, int count);

/// A plane's sums of a phase.
struct DrivenSums {
  const PairedRows* levels = nullptr;
  std::int32_t* sums = nullptr;  ///< padded column x position
};

/// Products of some planes of an array. @pre the planes have the same columns.
void sumDriven(const DrivenPairs& driven, int phase, const DrivenSums* planes, int count);

}  // namespace ohmic::sim
