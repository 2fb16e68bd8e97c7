// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <Eigen/Core>

#include "devices/wires/wires.h"

namespace ohmic::devices {

/// Voltages of both nodes of every crossing, word lines x bit lines, volt.
struct NodeVoltages {
  Eigen::MatrixXd word;
  Eigen::MatrixXd bit;

  /// Across the cells.
  [[nodiscard]] Eigen::MatrixXd cells() const { return word - bit; }
};

/// All nodes for one input: the same sweep as effectiveConductance(), kept row by row and followed back.
///
/// @param v  row voltages, volt. @throws std::out_of_range as effectiveConductance().
[[nodiscard]] NodeVoltages nodeVoltages(const WireResistance& wires, const ConductanceMatrix& g,
                                        const Eigen::VectorXd& v);

/// How a bit line's current answers to each cell: dI_line / dg(i, j), volt, by the adjoint network (the
/// voltage of the input across each cell times that of a unit source at the line's end).
///
/// Exact to first order in the cells' changes, which is what small read noise needs.
[[nodiscard]] Eigen::MatrixXd sensitivity(const WireResistance& wires, const ConductanceMatrix& g,
                                          const Eigen::VectorXd& v, Eigen::Index line);

}  // namespace ohmic::devices
