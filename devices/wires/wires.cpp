// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "devices/wires/wires.h"

#include <cmath>
#include <stdexcept>
#include <string>

#include "devices/wires/spd_inverse.h"

namespace ohmic::devices {
namespace {

using Eigen::Index;
using Eigen::MatrixXd;
using Eigen::VectorXd;

/// One word line seen from its bit lines at voltages v: current into them = source * V - admittance * v.
/// The admittance has source as row sums and no positive entry off the diagonal.
struct WordLine {
  VectorXd source;  ///< S
  VectorXd step;    ///< voltage ratio of a node to its left neighbour, cells to the right only
  VectorXd self;    ///< ohm, a node's resistance to ground with all sources at rest

  /// @param first  ohm, from the source to the first cell
  /// @param r      ohm, between cells
  WordLine(const VectorXd& d, double first, double r) : source(d.size()), step(d.size()), self(d.size()) {
    const Index n = d.size();
    VectorXd right(n);  // S, the node's own cell and all behind it
    double behind = 0.0;
    for (Index j = n - 1; j >= 0; --j) {
      right(j) = d(j) + behind;
      step(j) = 1.0 / (1.0 + (j == 0 ? first : r) * right(j));
      behind = right(j) * step(j);
    }
    double left = first;  // ohm towards the source
    double v = 1.0;
    for (Index j = 0; j < n; ++j) {
      v *= step(j);
      source(j) = d(j) * v;
      self(j) = left / (1.0 + left * right(j));
      left = r + left / (1.0 + d(j) * left);
    }
  }

  /// Add the admittance's entries below the diagonal to @p q.
  void addBelowDiagonal(const VectorXd& d, MatrixXd& q) const {
    for (Index j = 0; j < d.size(); ++j) {
      double y = d(j) * self(j);
      for (Index k = j + 1; k < d.size(); ++k) {
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
  Sweep(Index lines, Index rows)
      : below_(MatrixXd::Zero(lines, lines)), scratch_(lines, lines), current_(MatrixXd::Zero(lines, rows)) {}

  void addWordLine(Index i, const VectorXd& d, const WordLine& line) {
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

  [[nodiscard]] const MatrixXd& current() const { return current_; }

 private:
  void fill(double r) {
    const Index n = below_.rows();
    VectorXd diagonal = current_.leftCols(rows_).rowwise().sum();
    for (Index j = 0; j < n; ++j) {
      for (Index k = j + 1; k < n; ++k) {
        diagonal(j) -= below_(k, j);
        diagonal(k) -= below_(k, j);
        scratch_(k, j) = scratch_(j, k) = r * below_(k, j);
      }
    }
    for (Index j = 0; j < n; ++j) {
      scratch_(j, j) = 1.0 + r * diagonal(j);
    }
  }

  MatrixXd below_;    ///< S, admittance strictly below the diagonal
  MatrixXd scratch_;  ///< S and its inverse
  MatrixXd current_;  ///< S, bit lines x word lines
  Index rows_ = 0;
};

/// The answer for at most as many bit lines as word lines; any shape is correct, this one is fast.
ConductanceMatrix sweepDown(const WireResistance& wires, const ConductanceMatrix& g) {
  Sweep sweep(g.cols(), g.rows());
  for (Index i = 0; i < g.rows(); ++i) {
    if (i > 0) {
      sweep.addSeries(wires.column);
    }
    const VectorXd d = g.row(i).transpose();
    sweep.addWordLine(i, d, WordLine(d, wires.driver + wires.row, wires.row));
  }
  sweep.addSeries(wires.column + wires.sense);
  return sweep.current().transpose();
}

void requireResistance(const char* name, double r) {
  if (!(r >= 0.0) || !std::isfinite(r)) {
    throw std::out_of_range(std::string("wire resistance ") + name + ": " + std::to_string(r) + " ohm");
  }
}

void requireValid(const WireResistance& wires, const ConductanceMatrix& g) {
  requireResistance("row", wires.row);
  requireResistance("column", wires.column);
  requireResistance("driver", wires.driver);
  requireResistance("sense", wires.sense);
  for (Index i = 0; i < g.rows(); ++i) {
    for (Index j = 0; j < g.cols(); ++j) {
      if (!(g(i, j) >= 0.0) || !std::isfinite(g(i, j))) {
        throw std::out_of_range("cell (" + std::to_string(i) + ", " + std::to_string(j) +
                                "): " + std::to_string(g(i, j)) + " S");
      }
    }
  }
}

/// Eigen blocks its products by the cache sizes: fixed, so that every machine adds in the same order.
void fixBlocking() {
  static const bool done = [] {
    Eigen::setCpuCacheSizes(32 * 1024, 512 * 1024, 4 * 1024 * 1024);
    return true;
  }();
  static_cast<void>(done);
}

}  // namespace

ConductanceMatrix effectiveConductance(const WireResistance& wires, const ConductanceMatrix& g) {
  requireValid(wires, g);
  if (wires.isIdeal() || g.size() == 0) {
    return g;
  }
  fixBlocking();
  if (g.cols() <= g.rows()) {
    return sweepDown(wires, g);
  }
  // Reciprocity: a source at the bit line's end drives the same current into the word line's end.
  const WireResistance turned{wires.column, wires.row, wires.sense, wires.driver};
  const ConductanceMatrix e = sweepDown(turned, g.transpose().reverse());
  return e.transpose().reverse();
}

}  // namespace ohmic::devices
