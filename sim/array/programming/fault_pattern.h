// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

#include "devices/cells/faults.h"
#include "mapping/plan.h"
#include "mapping/remap.h"
#include "sim/array/chip_moment.h"

namespace ohmic::sim {

/// Which cells of one array are stuck, by their places: row, slot (an output's place), slice, polarity and
/// device. The unit column stands in the slot behind the others.
///
/// A cell in the slot that its output has without remapping is counted by the weight's place in the layer's
/// matrix; cells of further slots have counters of their own. A word line is counted by its row and the
/// array's first column, a bit line by its slot and the array's first row.
class FaultPattern {
 public:
  /// Nothing is stuck.
  FaultPattern() = default;

  /// @param slots  places of outputs that are looked at: the array's columns, or more for spare ones.
  FaultPattern(const mapping::LayerPlan& layer, const mapping::ArrayPlan& array, std::uint32_t replica,
               int slots, const devices::Faults& faults, const ChipMoment& moment);

  [[nodiscard]] bool empty() const { return states_.empty(); }
  [[nodiscard]] devices::Stuck at(int slice, int polarity, int device, int row, int slot) const {
    return states_[index(slice, polarity, device, row, slot)];
  }

  /// All stuck cells but the unit column's, as plain digits.
  /// @param step  siemens of one digit above g_min.
  [[nodiscard]] std::vector<mapping::StuckDigit> digits(const devices::Faults& faults, double least,
                                                        double step) const;

 private:
  [[nodiscard]] std::size_t index(int slice, int polarity, int device, int row, int slot) const {
    const int plane = (slice * polarities_ + (polarity < 0 ? 1 : 0)) * devices_ + device;
    return (static_cast<std::size_t>(plane) * rows_ + row) * (slots_ + units_) + slot;
  }

  /// Visit every slice, polarity and device.
  template <class Visit>
  void forEachPlane(Visit visit) const;

  void strikeCells(const mapping::ArrayPlan& array, const devices::Faults& faults, int slice, int polarity,
                   int device);
  void strikeColumns(const mapping::ArrayPlan& array, const devices::Faults& faults, int slice, int polarity,
                     int device);
  void strikeRows(const mapping::LayerPlan& layer, const mapping::ArrayPlan& array,
                  const devices::Faults& faults);
  void strikeListed(const mapping::LayerPlan& layer, const mapping::ArrayPlan& array,
                    const devices::Faults& faults);
  /// States of one row's cells, the unit column's last.
  void drawRow(const mapping::ArrayPlan& array, const devices::Faults& faults,
               const devices::RandomStream& stream, std::uint32_t row, int device,
               devices::Stuck* states) const;

  int slices_ = 0, polarities_ = 0, devices_ = 0, rows_ = 0, slots_ = 0, units_ = 0;
  std::uint32_t replica_ = 0, node_ = 0;
  ChipMoment moment_;
  std::vector<devices::Stuck> states_;
};

}  // namespace ohmic::sim
