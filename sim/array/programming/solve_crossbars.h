// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <vector>

#include "devices/wires/wires.h"
#include "sim/array/programming/program_block.h"

namespace ohmic::sim {

/// An array's crossbars with wires: each cell's own conductance and the effective one, siemens.
struct SolvedCrossbars {
  std::vector<devices::ConductanceMatrix> own, effective;

  /// Effective conductances of a used row together.
  [[nodiscard]] double rowConductance(int row) const;
};

/// Program all cells of an array and find what its wires leave of them. @pre job.isSolved()
/// @param solver  solves them.
/// @param shares  null: the wires are solved. Empty: they are solved, and each cell's effective over own
///                conductance is remembered here. Otherwise these shares are taken, and nothing is solved.
[[nodiscard]] SolvedCrossbars solveCrossbars(const ArrayJob& job, const CrossbarDefects& defects,
                                             std::optional<WriteTally>& writes,
                                             const devices::WireSolver& solver,
                                             std::vector<devices::ConductanceMatrix>* shares = nullptr);

/// Set the targets and own conductances of one device of each digit. @pre setDigits()
/// @returns the cells' effective conductances.
[[nodiscard]] std::vector<double> readSolved(const ArrayJob& job, const CrossbarDefects& defects,
                                             const SolvedCrossbars& solved, int slice, int polarity,
                                             const RowBlock& block, int device, BlockCells& cells);

}  // namespace ohmic::sim
