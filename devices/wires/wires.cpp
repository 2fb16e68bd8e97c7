// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "devices/wires/wires.h"

#include <algorithm>
#include <cmath>
#include <stdexcept>
#include <string>

#include "devices/wires/sweep.h"

namespace ohmic::devices {
namespace {

using Eigen::Index;
using Eigen::VectorXd;

/// The answer for at most as many bit lines as word lines; any shape is correct, this one is fast.
ConductanceMatrix sweepDown(const WireResistance& wires, const ConductanceMatrix& g) {
  Sweep sweep(g.cols(), g.rows());
  for (Index i = 0; i < g.rows(); ++i) {
    if (i > 0) {
      sweep.addSeries(wires.column);
    }
    const VectorXd d = g.row(i).transpose();
    sweep.addWordLine(d, WordLine(d, wires.driver + wires.row, wires.row));
  }
  sweep.addSeries(wires.column + wires.sense);
  return sweep.current().transpose();
}

/// Each bit line is a ladder. @pre areBitLinesAlone()
ConductanceMatrix bitLinesAlone(const WireResistance& wires, const ConductanceMatrix& g) {
  const Index last = g.rows() - 1;
  ConductanceMatrix e(g.rows(), g.cols());                // voltage ratios of neighbouring nodes first
  Eigen::ArrayXd above = Eigen::ArrayXd::Zero(g.cols());  // S, all that a segment carries
  for (Index i = 0; i <= last; ++i) {
    above += g.row(i).transpose().array();
    e.row(i) = 1.0 / (1.0 + (i == last ? wires.column + wires.sense : wires.column) * above.transpose());
    above *= e.row(i).transpose().array();
  }
  Eigen::ArrayXd share = Eigen::ArrayXd::Ones(g.cols());  // of the bit line's end's voltage
  for (Index i = last; i >= 0; --i) {
    share *= e.row(i).transpose().array();
    e.row(i) = g.row(i).cwiseProduct(share.matrix().transpose());
  }
  return e;
}

/// Word lines without resistance: bit lines do not see each other.
bool areBitLinesAlone(const WireResistance& wires) { return wires.row == 0.0 && wires.driver == 0.0; }
bool areWordLinesAlone(const WireResistance& wires) { return wires.column == 0.0 && wires.sense == 0.0; }

void requireResistance(const char* name, double r) {
  if (!(r >= 0.0) || !std::isfinite(r)) {
    throw std::out_of_range(std::string("wire resistance ") + name + ": " + std::to_string(r) + " ohm");
  }
}

}  // namespace

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

ConductanceMatrix effectiveConductance(const WireResistance& wires, const ConductanceMatrix& g) {
  requireValid(wires, g);
  if (wires.isIdeal() || g.size() == 0) {
    return g;
  }
  const bool wordsAlone = areWordLinesAlone(wires);
  if (areBitLinesAlone(wires)) {
    return bitLinesAlone(wires, g);
  }
  if (!wordsAlone && g.cols() <= g.rows()) {
    return sweepDown(wires, g);
  }
  // Reciprocity: a source at the bit line's end drives the same current into the word line's end.
  const WireResistance turned{wires.column, wires.row, wires.sense, wires.driver};
  const ConductanceMatrix other = g.transpose().reverse();
  const ConductanceMatrix e = wordsAlone ? bitLinesAlone(turned, other) : sweepDown(turned, other);
  return e.transpose().reverse();
}

double solutionWork(const WireResistance& wires, Index rows, Index columns) {
  const auto cells = static_cast<double>(rows) * static_cast<double>(columns);
  const bool areLadders = areBitLinesAlone(wires) || areWordLinesAlone(wires);
  return areLadders ? cells : cells * static_cast<double>(std::min(rows, columns));
}

}  // namespace ohmic::devices
