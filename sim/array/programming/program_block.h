// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

#include "sim/array/programmed_array.h"
#include "sim/array/programming/crossbar_defects.h"

namespace ohmic::sim {

/// Cells of one block, slice, polarity and device, numbered as ArrayJob says. Blocks follow each other in the
/// same memory.
struct BlockCells {
  std::vector<double> digits;  ///< of the slot: of all its devices together
  std::vector<double> held;    ///< digits of this device, where its share is its own; else empty
  std::vector<double> target;  ///< siemens
  std::vector<double> g;       ///< what programming, time, factors and faults left, siemens
  std::vector<std::uint32_t>
      pulses;                 ///< that write-verify took, 0 for a cell that was given up; empty without
  std::vector<double> terms;  ///< of the last law, term by term
};

/// Set the digits of a block, slice and polarity.
void setDigits(const ArrayJob& job, int slice, int polarity, const RowBlock& block, BlockCells& cells);

/// Set the targets of one device of each digit, and its conductances to them.
void setTargets(const ArrayJob& job, int device, BlockCells& cells);

/// Program, age and strike the cells of one device of each digit. @pre setDigits()
void programCells(const ArrayJob& job, const CrossbarDefects& defects, int slice, int polarity,
                  const RowBlock& block, int device, BlockCells& cells);

/// What write-verify took so far, and of each row of the crossbar.
struct WriteTally {
  WriteCount count;
  std::vector<std::int64_t> rowPulses;
};

/// Add a block's cells, row by row; a stuck one is written until it is given up.
void countWrites(const ArrayJob& job, const RowBlock& block, const BlockCells& cells, WriteTally& writes);

}  // namespace ohmic::sim
