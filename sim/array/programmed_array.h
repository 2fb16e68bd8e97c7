// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "devices/converters/adc.h"
#include "devices/wires/wire_resistance.h"
#include "sim/array/gated_lines.h"
#include "sim/array/paired_rows.h"

namespace ohmic::sim {

/// A term of the cells' non-linearity.
struct BendTerm {
  PairedRows coefficients;  ///< like Plane::levels, over conductance instead of counted from g_min
  double unit = 0.0;        ///< levels of one count, for one unit of the term's drive
  std::vector<int> panels;  ///< of setPanels(): row pairs behind the last one of each panel
};

/// Cut a term's row pairs into panels, as long as no sum of products with its drives can leave int32.
void setPanels(BendTerm& bend);

/// The errors of the converters that read a plane, one number for each converted column; empty if they have
/// none.
struct ColumnConverters {
  std::vector<float> gain, offset, bow;  ///< padded like the plane's columns
  std::vector<float> levels;             ///< of bit b at [b * stride]; empty unless capacitors differ
  std::vector<float> thresholds;         ///< of comparator k at [k * stride]; empty unless they differ
  int stride = 0;                        ///< padded columns

  [[nodiscard]] bool empty() const { return gain.empty(); }
  [[nodiscard]] devices::AdcDeviation of(int column) const;
};

/// What one converter per output sees of an array: a slice, with both cells of the pair subtracted or one of
/// them. Unit columns that are converted come after the outputs, as one column more.
struct Plane {
  int slice = 0;
  int polarity =
      0;  ///< 0: the pair, or cell and unit cell, subtracted before the converter; +1, -1: one cell
  PairedRows levels;        ///< effective levels in units of 2^-f
  PairedRows variance;      ///< fresh read noise of a cell in varianceUnit; empty if there is none
  PairedRows unitVariance;  ///< one column: of the unit column that all outputs subtract; empty without
  double varianceUnit = 0;  ///< squared units of 2^-f of one count of `variance`
  std::vector<double> varianceOffset;  ///< group of rows by group, of each column, padded: 2^15 times the
                                       ///< sum of `variance` over the group's row pairs
  std::vector<BendTerm> bends;         ///< as LayerArithmetic::bends
  GatedLines gatedPlus;   ///< cells that the inputs switch, one line for each of `levels`; empty if rows are
                          ///< driven
  GatedLines gatedMinus;  ///< what is subtracted before the converter: as many lines, one for all, or none
  ColumnConverters converters;
};

/// Set plane.varianceOffset: what products with noise weights less 2^15 lack.
/// @param activeRows  mapping::ArrayFormat::activeRows.
void setVarianceOffset(int activeRows, Plane& plane);

/// What write-verify took.
struct WriteCount {
  std::int64_t cells = 0;
  std::int64_t pulses = 0;     ///< of all cells
  std::int64_t givenUp = 0;    ///< cells that stand outside the band
  std::int64_t rowPulses = 0;  ///< one row after the other, each until its last cell is done
  double work = 0.0;           ///< siemens times pulses, unused cells of used rows written once
};

/// A crossbar after programming, ageing and rounding: all that the arithmetic and the energy need of it.
struct ProgrammedArray {
  std::vector<Plane> planes;  ///< slice by slice; within a slice + before -
  double commonTerm = 0.0;  ///< units of 2^-f that g_min and the middle digit add to a line for each code of
                            ///< the inputs; 0 where the circuit cancels it
  std::vector<double>
      rowConductance;  ///< siemens, one for each used row: all cells of the row, unused ones too
  devices::WireResistance gatedWires;  ///< of a bit line between its used rows and ground
  double levelStep = 0.0;              ///< siemens, where cells are gated
  std::int64_t saturatedCells = 0;     ///< effective levels outside the container
  std::optional<WriteCount> writes;    ///< none: without verification
};

/// Digital scale and shift of one column's outputs: statistics of BatchNormalization that were measured
/// again.
struct ColumnNorm {
  double scale = 1.0;
  double shift = 0.0;

  [[nodiscard]] float of(float output) const {
    return static_cast<float>(static_cast<double>(output) * scale + shift);
  }
};

struct ProgrammedLayer {
  std::vector<ProgrammedArray> arrays;  ///< as LayerPlan::arrays, replica by replica
  std::vector<double>
      gain;  ///< digital factor on the sums of each of the layer's columns: drift compensation
  std::vector<ColumnNorm> norms;  ///< of each column, on the dequantised outputs; empty: none

  /// Outputs of one image as the norms leave them. @param channelsLast, positions  of the layer's patch.
  void normalise(bool channelsLast, std::size_t positions, float* output) const;
};

/// All arrays of a chip at one read time.
struct ProgrammedChip {
  std::vector<ProgrammedLayer> layers;  ///< as Plan::layers
};

}  // namespace ohmic::sim
