// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <Eigen/Core>
#include <functional>

#include "devices/wires/wire_resistance.h"

namespace ohmic::devices {

/// Conductances of one array, in siemens: rows are word lines (inputs), columns bit lines.
using ConductanceMatrix = Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;

/// The matrix E (siemens) with I = E^T V, exact for every row voltages V; ideal wires return @p g itself.
///
/// Valid   linear cells, every row driven (a zero input is 0 V, not floating).
/// Omits   gated inputs, non-linear cells, capacitance.
/// @param g  word lines x bit lines, siemens, finite and none negative.
/// @throws std::out_of_range naming the first resistance or cell that is negative or not finite.
[[nodiscard]] ConductanceMatrix effectiveConductance(const WireResistance& wires, const ConductanceMatrix& g);

/// How effectiveConductance() is found: the function itself, or one that gives the same matrices sooner.
/// Called by several threads at once.
using WireSolver = std::function<ConductanceMatrix(const WireResistance& wires, const ConductanceMatrix& g)>;

/// Order of effectiveConductance()'s multiplications for @p rows x @p columns cells: cells times the shorter
/// side, or cells where wires are ideal or each line is a ladder by itself.
[[nodiscard]] double solutionWork(const WireResistance& wires, Eigen::Index rows, Eigen::Index columns);

}  // namespace ohmic::devices
