// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "devices/cells/cell.h"
#include "devices/wires/wire_resistance.h"
#include "sim/array/chip_moment.h"
#include "sim/python/loaded_run.h"

namespace ohmic::sim::python {

/// One crossbar of single cells, as a device measurement sees it: targets in siemens, no digits, no pairs.
class Conductances {
 public:
  /// @param hardware  text with a `hardware` section: cell and wires count
  /// @throws configs::InputError for what single driven cells do not have: gated inputs, an I-V law that is
  ///         not replaced by its chord.
  Conductances(const std::string& hardware, const World& world);

  [[nodiscard]] const devices::Cell& cell() const { return cell_; }
  [[nodiscard]] const std::vector<double>& readTimes() const { return readTimes_; }

  /// What a row's voltage drives through a column at a moment: programmed, aged, varied, struck, wired.
  /// @param targets    rows x columns, siemens, within the cell's range
  /// @param effective  as many
  /// @throws configs::InputError naming the first target that is out of range.
  void program(const double* targets, int rows, int columns, const ChipMoment& moment,
               double* effective) const;

  /// Standard deviation of the fresh noise of one read of a cell, siemens.
  [[nodiscard]] double freshSigma(double g) const;

 private:
  devices::Cell cell_;
  devices::WireResistance wires_;
  std::vector<double> readTimes_;
};

}  // namespace ohmic::sim::python
