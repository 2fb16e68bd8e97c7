// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cmath>
#include <random>

#include "devices/wires/wires.h"
#include "tests/unit/wires/sparse_solution.h"

namespace ohmic::devices {

/// Conductances from 1e-9 to 1e-3 S, one cell in eight open.
inline ConductanceMatrix randomArray(Index rows, Index lines, unsigned seed) {
  std::mt19937 random(seed);
  ConductanceMatrix g(rows, lines);
  for (Index i = 0; i < g.size(); ++i) {
    g.data()[i] =
        random() % 8 == 0 ? 0.0 : std::pow(10.0, -9.0 + 6.0 * static_cast<double>(random()) / 4294967296.0);
  }
  return g;
}

/// Resistances from 1e-3 to 1e3 ohm, one in four zero.
inline WireResistance randomWires(unsigned seed) {
  std::mt19937 random(seed);
  const auto ohm = [&random] {
    return random() % 4 == 0 ? 0.0
                             : std::pow(10.0, -3.0 + 6.0 * static_cast<double>(random()) / 4294967296.0);
  };
  WireResistance w;
  w.row = ohm(), w.column = ohm(), w.driver = ohm(), w.sense = ohm();
  return w;
}

/// Largest difference from the sparse solution over the largest current, for a random array of a shape and
/// two random inputs.
inline double disagreementOf(Index rows, Index lines) {
  const unsigned seed = static_cast<unsigned>(rows * 1000 + lines);
  const ConductanceMatrix g = randomArray(rows, lines, seed);
  const WireResistance w = randomWires(seed + 1);
  const MatrixXd inputs = MatrixXd::Random(rows, 2);
  double residual = 0.0;
  const MatrixXd expected = sparseCurrents(w, g, inputs, &residual);
  const MatrixXd found = inputs.transpose() * effectiveConductance(w, g);
  const double largest = expected.cwiseAbs().maxCoeff();
  return largest > 0.0 ? (found - expected).cwiseAbs().maxCoeff() / largest : found.cwiseAbs().maxCoeff();
}

}  // namespace ohmic::devices
