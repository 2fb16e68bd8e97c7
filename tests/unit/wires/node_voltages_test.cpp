// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/unit/wires/node_voltages.h"

#include <gtest/gtest.h>

#include "tests/unit/wires/random_array.h"

namespace ohmic::devices {
namespace {

using Eigen::VectorXd;

/// Largest sum of currents into a node, over the largest current of a wire. @pre no resistance is zero
double kirchhoffResidual(const WireResistance& w, const ConductanceMatrix& g, const VectorXd& v,
                         const NodeVoltages& nodes) {
  const Index m = g.rows(), n = g.cols();
  double residual = 0.0, largest = 0.0;
  const auto flow = [&largest](double from, double to, double ohm) {
    largest = std::max(largest, std::abs(from - to) / ohm);
    return (from - to) / ohm;
  };
  for (Index i = 0; i < m; ++i) {
    for (Index j = 0; j < n; ++j) {
      const double cell = g(i, j) * (nodes.word(i, j) - nodes.bit(i, j));
      const double in = j == 0 ? flow(v(i), nodes.word(i, j), w.driver + w.row)
                               : flow(nodes.word(i, j - 1), nodes.word(i, j), w.row);
      const double on = j + 1 < n ? flow(nodes.word(i, j), nodes.word(i, j + 1), w.row) : 0.0;
      const double above = i > 0 ? flow(nodes.bit(i - 1, j), nodes.bit(i, j), w.column) : 0.0;
      const double down = i + 1 < m ? flow(nodes.bit(i, j), nodes.bit(i + 1, j), w.column)
                                    : flow(nodes.bit(i, j), 0.0, w.column + w.sense);
      residual = std::max({residual, std::abs(in - on - cell), std::abs(above + cell - down)});
    }
  }
  return residual / largest;
}

// Nodes' voltages are rounded to 1e-16 of the input; a segment of r ohm turns that into 1e-16 V / r. The
// largest current here is some 1e-3 S times the input, so 1e-3 ohm leaves 1e-10.
TEST(NodeVoltages, ObeyKirchhoff) {
  unsigned seed = 1;
  for (const auto& [m, n] :
       std::vector<std::pair<int, int>>{{5, 4}, {7, 12}, {33, 20}, {64, 64}, {128, 50}}) {
    for (const double ohm : {1e-2, 1.0, 100.0}) {
      const WireResistance w{ohm, 0.7 * ohm, 12.0, 30.0};
      const auto g = randomArray(m, n, seed++);
      const VectorXd v = VectorXd::Random(m);
      EXPECT_LT(kirchhoffResidual(w, g, v, nodeVoltages(w, g, v)), 1e-9) << m << " x " << n << ", " << ohm;
    }
  }
}

TEST(NodeVoltages, GiveTheCurrentsOfTheEffectiveConductances) {
  const WireResistance w{0.9, 1.3, 5.0, 8.0};
  const auto g = randomArray(21, 34, 5);
  const VectorXd v = VectorXd::Random(21);
  const VectorXd currents = nodeVoltages(w, g, v).bit.row(20).transpose() / (w.column + w.sense);
  const VectorXd expected = effectiveConductance(w, g).transpose() * v;
  EXPECT_LT((currents - expected).cwiseAbs().maxCoeff(), 1e-11 * expected.cwiseAbs().maxCoeff());
}

TEST(NodeVoltages, AreTheInputsAndGroundWithoutResistance) {
  const auto g = randomArray(4, 6, 6);
  const VectorXd v = VectorXd::Random(4);
  const NodeVoltages nodes = nodeVoltages({}, g, v);
  for (Index j = 0; j < 6; ++j) {
    EXPECT_EQ(nodes.word.col(j), v);
  }
  EXPECT_EQ(nodes.bit.cwiseAbs().maxCoeff(), 0.0);
}

// The quotient's own error is of the order of the step times the relative change: 1e-6.
TEST(Sensitivity, IsTheQuotientOfDifferences) {
  const WireResistance w{20.0, 30.0, 100.0, 50.0};
  const ConductanceMatrix g = randomArray(6, 5, 12);
  const VectorXd v = VectorXd::LinSpaced(6, 0.1, 0.3);
  const Eigen::MatrixXd found = sensitivity(w, g, v, 3);
  for (Index i = 0; i < g.size(); ++i) {
    const double step = 1e-9;
    ConductanceMatrix more = g;
    more.data()[i] += step;
    const double change =
        ((effectiveConductance(w, more) - effectiveConductance(w, g)).transpose() * v)(3) / step;
    EXPECT_NEAR(found(i / 5, i % 5), change, 1e-5) << i;
  }
}

}  // namespace
}  // namespace ohmic::devices
