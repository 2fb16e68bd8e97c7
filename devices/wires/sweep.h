// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <Eigen/Core>

#include "devices/wires/spd_inverse.h"
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
  WordLine(const Eigen::VectorXd& d, double first, double r)
      : source(d.size()), step(d.size()), self(d.size()) {
    const Eigen::Index n = d.size();
    Eigen::VectorXd right(n);  // S, the node's own cell and all behind it
    double behind = 0.0;
    for (Eigen::Index j = n - 1; j >= 0; --j) {
      right(j) = d(j) + behind;
      step(j) = 1.0 / (1.0 + (j == 0 ? first : r) * right(j));
      behind = right(j) * step(j);
    }
    double left = first;  // ohm towards the source
    double v = 1.0;
    for (Eigen::Index j = 0; j < n; ++j) {
      v *= step(j);
      source(j) = d(j) * v;
      self(j) = left / (1.0 + left * right(j));
      left = r + left / (1.0 + d(j) * left);
    }
  }

  /// Add the admittance's entries below the diagonal to @p q.
  void addBelowDiagonal(const Eigen::VectorXd& d, Eigen::MatrixXd& q) const {
    for (Eigen::Index j = 0; j < d.size(); ++j) {
      double y = d(j) * self(j);
      for (Eigen::Index k = j + 1; k < d.size(); ++k) {
        y *= step(k);
        q(k, j) -= y * d(k);
      }
    }
  }
};

/// The array above a cut through its bit lines as a Norton source: short-circuit currents `current` * V,
/// admittance `below` + transpose + diagonal. Every diagonal follows from the row sums, so nothing cancels.
class Sweep {
 public:
  Sweep(Eigen::Index lines, Eigen::Index rows)
      : below_(Eigen::MatrixXd::Zero(lines, lines)),
        scratch_(lines, lines),
        current_(Eigen::MatrixXd::Zero(lines, rows)) {}

  void addWordLine(Eigen::Index i, const Eigen::VectorXd& d, const WordLine& line) {
    line.addBelowDiagonal(d, below_);
    current_.col(i) += line.source;
    rows_ = i + 1;
  }

  /// Pass a resistance r (ohm) in each bit line: S = 1 + r Q, Q <- Q S^-1, H <- S^-1 H.
  void addSeries(double r) {
    if (r == 0.0) {
      return;
    }
    fill(r);
    invertInPlace(scratch_);
    below_.triangularView<Eigen::StrictlyLower>() = scratch_ * (-1.0 / r);
    current_.leftCols(rows_) = scratch_ * current_.leftCols(rows_);
  }

  [[nodiscard]] const Eigen::MatrixXd& current() const { return current_; }
  /// Currents that flow down through the cut: sources at @p v, bit lines at @p lines volt.
  [[nodiscard]] Eigen::VectorXd currentInto(const Eigen::VectorXd& v, const Eigen::VectorXd& lines) const {
    const Eigen::VectorXd diagonal = currentDiagonal();
    Eigen::VectorXd flow = current_ * v - diagonal.cwiseProduct(lines);
    flow -= below_.triangularView<Eigen::StrictlyLower>() * lines;
    flow -= below_.triangularView<Eigen::StrictlyLower>().transpose() * lines;
    return flow;
  }

 private:
  /// From the row sums.
  [[nodiscard]] Eigen::VectorXd currentDiagonal() const {
    Eigen::VectorXd diagonal = current_.leftCols(rows_).rowwise().sum();
    for (Eigen::Index j = 0; j < below_.rows(); ++j) {
      for (Eigen::Index k = j + 1; k < below_.rows(); ++k) {
        diagonal(j) -= below_(k, j);
        diagonal(k) -= below_(k, j);
      }
    }
    return diagonal;
  }

  void fill(double r) {
    const Eigen::Index n = below_.rows();
    const Eigen::VectorXd diagonal = currentDiagonal();
    for (Eigen::Index j = 0; j < n; ++j) {
      for (Eigen::Index k = j + 1; k < n; ++k) {
        scratch_(k, j) = scratch_(j, k) = r * below_(k, j);
      }
    }
    for (Eigen::Index j = 0; j < n; ++j) {
      scratch_(j, j) = 1.0 + r * diagonal(j);
    }
  }

  Eigen::MatrixXd below_;    ///< S, admittance strictly below the diagonal
  Eigen::MatrixXd scratch_;  ///< S and its inverse
  Eigen::MatrixXd current_;  ///< S, bit lines x word lines
  Eigen::Index rows_ = 0;
};

/// @throws std::out_of_range naming the first resistance or cell that is negative or not finite.
void requireValid(const WireResistance& wires, const ConductanceMatrix& g);

/// Eigen blocks its products by the cache sizes: fixed, so that every machine adds in the same order.
void fixBlocking();

}  // namespace ohmic::devices
