// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <Eigen/Core>

#include "devices/wires/wires.h"

namespace ohmic::devices {

/// One word line seen from its bit lines at voltages v: current into them = source * V - admittance * v.
/// The admittance has source as row sums and no positive entry off the diagonal.
struct WordLine {
  Eigen::VectorXd source;  ///< S
  Eigen::VectorXd step;    ///< voltage ratio of a node to its left neighbour, cells to the right only
  Eigen::VectorXd self;    ///< ohm, a node's resistance to ground with all sources at rest

  /// @param first  ohm, from the source to the first cell
  /// @param r      ohm, between cells
  WordLine(const Eigen::VectorXd& d, double first, double r);

  /// Add the admittance's entries above the diagonal to @p q.
  void addAboveDiagonal(const Eigen::VectorXd& d, Eigen::MatrixXd& q) const;
};

/// The array above a cut through its bit lines as a Norton source: short-circuit currents H * V, admittance
/// `above` + transpose + diagonal. Every diagonal follows from the row sums, so nothing cancels.
///
/// A resistance in the bit lines multiplies all of H from the left. The word lines' columns are multiplied
/// one by one as long as they are fewer than the bit lines; later only those of the last word lines are, and
/// one matrix keeps what the others have still to be multiplied by.
class Sweep {
 public:
  Sweep(Eigen::Index lines, Eigen::Index rows);

  /// The next word line, whose cells are @p d.
  void addWordLine(const Eigen::VectorXd& d, const WordLine& line);
  /// Pass a resistance r (ohm) in each bit line: S = 1 + r Q, Q <- Q S^-1, H <- S^-1 H.
  void addSeries(double r);

  /// H, in siemens: bit lines x word lines.
  [[nodiscard]] const Eigen::MatrixXd& current();
  /// Currents that flow down through the cut: sources at @p v, bit lines at @p lines volt.
  [[nodiscard]] Eigen::VectorXd currentInto(const Eigen::VectorXd& v, const Eigen::VectorXd& lines);

 private:
  [[nodiscard]] Eigen::VectorXd diagonal() const;
  void settle();

  Eigen::Index rows_ = 0;
  Eigen::MatrixXd above_;    ///< S, admittance strictly above the diagonal
  Eigen::MatrixXd inverse_;  ///< S = 1 + r Q and its inverse
  Eigen::MatrixXd
      current_;  ///< S, H, of which the first settled_ columns are still to be multiplied by pass_
  Eigen::Index settled_ = 0;
  bool passes_ = false;  ///< pass_ is not the identity
  Eigen::MatrixXd pass_;
  Eigen::MatrixXd recent_;  ///< S, H's row sums, then its columns from settled_ on
  Eigen::MatrixXd product_;
};

/// @throws std::out_of_range naming the first resistance or cell that is negative or not finite.
void requireValid(const WireResistance& wires, const ConductanceMatrix& g);

}  // namespace ohmic::devices
