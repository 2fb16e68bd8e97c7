// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <tuple>
#include <vector>

#include "devices/cells/cell.h"
#include "tests/property/random_layer.h"

namespace ohmic::tests {

/// Conductances that a programming law left, by (stream key, row, column, replica).
using ConductanceLog =
    std::map<std::tuple<std::uint64_t, std::uint32_t, std::uint32_t, std::uint32_t>, double>;

/// What a crossbar layer should compute, from the definitions: per cell, in double, nested loops, no fixed
/// point, no code of sim/. Each conversion that lies so near a rounding boundary that the fixed-point units
/// may tip it adds its LSB to the tolerance.
struct Oracle {
  const RandomLayer& layer;
  devices::ConductanceRange range;
  const ConductanceLog& cells;
  double readSigma = 0.0;  ///< siemens, fresh at every read, the same for all cells
  std::uint64_t seed = 1;
  std::uint32_t chip = 0;
  std::uint32_t image = 0;

  bool idealAdc = false;
  int adcBits = 8;
  std::vector<double> lsb;  ///< levels times codes, for each slice

  struct Answer {
    double value = 0.0;
    double tolerance = 0.0;
  };

  /// Output of a position and column.
  [[nodiscard]] Answer output(int position, int column) const;

 private:
  struct Signal {
    double value = 0.0;      ///< levels times codes
    double tolerance = 0.0;  ///< by which fixed point may differ
  };

  [[nodiscard]] int code(int position, int row) const;
  [[nodiscard]] double drive(int code, int phase) const;
  [[nodiscard]] double conductance(int row, int column, int slice, int polarity, int replica) const;
  [[nodiscard]] Signal line(const mapping::ArrayPlan& array, int position, int column, int slice,
                            int polarity, int phase) const;
  [[nodiscard]] double noise(const mapping::ArrayPlan& array, int position, int column, int slice,
                             int polarity, int phase, double& tolerance) const;
  [[nodiscard]] Answer convert(const Signal& signal, int slice) const;
};

}  // namespace ohmic::tests
