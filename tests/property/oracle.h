// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <tuple>
#include <utility>
#include <vector>

#include "devices/cells/cell.h"
#include "devices/converters/adc.h"
#include "devices/converters/dac.h"
#include "tests/property/random_layer.h"

namespace ohmic::tests {

/// Conductances that a programming law left, by (stream key, row, column, replica, device).
using ConductanceLog =
    std::map<std::tuple<std::uint64_t, std::uint32_t, std::uint32_t, std::uint32_t, std::uint32_t>, double>;

/// What a crossbar layer should compute, from the definitions: per cell, in double, nested loops, no fixed
/// point, no code of sim/. Each conversion that lies so near a rounding boundary that the fixed-point units
/// may tip it adds its LSB to the tolerance.
struct Oracle {
  const RandomLayer& layer;
  devices::ConductanceRange range;
  const ConductanceLog& cells;
  double readSigma = 0.0;  ///< siemens, fresh at every read, the same for all cells
  devices::DacErrors dac;
  devices::NonLinearity iv;
  std::uint64_t seed = 1;
  std::uint32_t chip = 0;
  std::uint32_t image = 0;

  bool idealAdc = false;
  int adcBits = 8;
  std::vector<double> lsb;          ///< levels times codes, for each slice
  devices::AdcFormat converters{};  ///< kind, errors, noise, how many

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

  /// Which line of which array in which read.
  struct Line {
    const mapping::ArrayPlan& array;
    int position, column, slice, polarity, phase;
    int group = 0;  ///< of rows that are read at once
    bool isUnit = false;
  };

  [[nodiscard]] int groupRows(const mapping::ArrayPlan& array) const;  ///< of all groups but the last
  [[nodiscard]] int groups(const mapping::ArrayPlan& array) const;
  [[nodiscard]] std::vector<int> rowsRead(const Line& line) const;  ///< in the layer's matrix
  [[nodiscard]] int code(int position, int row) const;
  [[nodiscard]] int shift() const;          ///< added to every code before it drives a row
  [[nodiscard]] int magnitudeBits() const;  ///< of what drives a row in parallel
  /// Bits that are accumulated and converted together, the lowest part first: begin and count of each.
  [[nodiscard]] std::vector<std::pair<int, int>> parts() const;
  [[nodiscard]] std::pair<int, int> partOf(int phase) const;
  [[nodiscard]] bool isInParts() const;
  /// LSB of a conversion, levels times codes, and its bits.
  [[nodiscard]] double lsbOf(int slice, int phase) const;
  [[nodiscard]] int bitsLess(int phase) const;
  [[nodiscard]] int phases() const;
  [[nodiscard]] double phaseWeight(int phase) const;
  [[nodiscard]] int nominal(int position, int row, int phase) const;
  [[nodiscard]] int greatestDrive() const;
  [[nodiscard]] double driven(const Line& line, int row) const;
  [[nodiscard]] double noiseWeight(int drive) const;
  [[nodiscard]] int columnNumber(const Line& line) const;
  [[nodiscard]] double conductance(const Line& line, int row, int polarity, bool ofUnit, int device) const;
  [[nodiscard]] double cellCurrent(const Line& line, int row, int polarity, bool ofUnit, double drive,
                                   double& tolerance) const;
  [[nodiscard]] double current(double g, double drive, double& tolerance) const;
  [[nodiscard]] Signal signal(const Line& line) const;
  [[nodiscard]] double noise(const Line& line, bool ofUnit, double& tolerance) const;
  [[nodiscard]] Answer convert(const Line& line) const;
  [[nodiscard]] static Answer successive(double x, double tolerance, const devices::SarLevels& levels,
                                         int bits, bool isSigned, double lsb);
  static Answer compared(double x, double tolerance, const std::vector<float>& thresholds, int bits,
                         bool isSigned, double lsb);
  [[nodiscard]] devices::AdcDeviation converterOf(const Line& line, int bits) const;
  [[nodiscard]] Answer converted(const mapping::ArrayPlan& array, int position, int column, int slice,
                                 int phase, int group) const;
  [[nodiscard]] double known(const mapping::ArrayPlan& array, int position, int column) const;

  [[nodiscard]] const mapping::WeightFormat& weights() const { return layer.layer().options.weights; }
  [[nodiscard]] double step() const;
  [[nodiscard]] double unit() const;  ///< fixed-point unit of a level
};

}  // namespace ohmic::tests
