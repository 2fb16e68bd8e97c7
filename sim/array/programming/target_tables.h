// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <vector>

#include "devices/cells/cell.h"
#include "mapping/format.h"

namespace ohmic::sim {

/// What the laws of a layer's cells say of each target that its format has (devices::TargetLaw): evaluated
/// once for a chip, looked up for each cell. Analog cells, which hold any number, are evaluated one by one.
class TargetTables {
 public:
  /// Terms of one law.
  struct Table {
    const devices::TargetLaw* law = nullptr;
    std::vector<double> values;  ///< term by term, of each digit; empty if analog
  };

  TargetTables(const mapping::LevelFormat& levels, const devices::Cell& cell, double readTime);

  /// Whether another layer's cells have the same tables.
  [[nodiscard]] bool serve(const mapping::LevelFormat& levels, const devices::Cell& cell) const;

  /// Set the terms of cells, term by term, if the law has any.
  ///
  /// @param table  one of the below, of a law that the cells have.
  /// @param held, target  count digits and their siemens.
  void findTerms(const Table& table, const double* held, const double* target, std::size_t count,
                 std::vector<double>& terms) const;

  [[nodiscard]] const Table& programming() const { return programming_; }
  [[nodiscard]] const Table& drift() const { return drift_; }
  [[nodiscard]] const Table& readNoise() const { return readNoise_; }

 private:
  [[nodiscard]] Table tabulated(const devices::TargetLaw* law) const;

  mapping::LevelFormat levels_;
  devices::Cell cell_;
  double readTime_;
  int statesPerDigit_ = 1;
  std::size_t states_ = 0;
  Table programming_, drift_, readNoise_;
};

}  // namespace ohmic::sim
