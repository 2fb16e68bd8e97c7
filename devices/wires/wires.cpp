// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "devices/wires/wires.h"

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

/// Bit lines without resistance: word lines do not see each other.
ConductanceMatrix wordLinesAlone(const WireResistance& wires, const ConductanceMatrix& g) {
  ConductanceMatrix e(g.rows(), g.cols());
  for (Index i = 0; i < g.rows(); ++i) {
    e.row(i) = WordLine(g.row(i).transpose(), wires.driver + wires.row, wires.row).source.transpose();
  }
  return e;
}

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
  const bool wordsAlone = wires.column == 0.0 && wires.sense == 0.0;
  const bool bitsAlone = wires.row == 0.0 && wires.driver == 0.0;
  if (wordsAlone) {
    return wordLinesAlone(wires, g);
  }
  if (!bitsAlone && g.cols() <= g.rows()) {
    return sweepDown(wires, g);
  }
  // Reciprocity: a source at the bit line's end drives the same current into the word line's end.
  const WireResistance turned{wires.column, wires.row, wires.sense, wires.driver};
  const ConductanceMatrix other = g.transpose().reverse();
  const ConductanceMatrix e = bitsAlone ? wordLinesAlone(turned, other) : sweepDown(turned, other);
  return e.transpose().reverse();
}

}  // namespace ohmic::devices
