// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/unit/wires/node_voltages.h"

#include <vector>

#include "devices/wires/sweep.h"

namespace ohmic::devices {
namespace {

using Eigen::Index;
using Eigen::VectorXd;

/// Node voltages of one word line between its source and its bit lines, by elimination from the far end.
///
/// @param first  ohm, from the source to the first cell. @param r  ohm, between cells.
VectorXd wordVoltages(const VectorXd& d, double first, double r, double source, const VectorXd& bit) {
  const Index n = d.size();
  VectorXd conductance(n), drive(n);  // what a node and all behind it take: conductance * u - drive
  double behind = 0.0, pushed = 0.0;
  for (Index j = n - 1; j >= 0; --j) {
    conductance(j) = d(j) + behind;
    drive(j) = d(j) * bit(j) + pushed;
    const double share = 1.0 / (1.0 + r * conductance(j));
    behind = conductance(j) * share;
    pushed = drive(j) * share;
  }
  VectorXd u(n);
  double left = source;
  for (Index j = 0; j < n; ++j) {
    const double ohm = j == 0 ? first : r;
    u(j) = (left + ohm * drive(j)) / (1.0 + ohm * conductance(j));
    left = u(j);
  }
  return u;
}

}  // namespace

NodeVoltages nodeVoltages(const WireResistance& wires, const ConductanceMatrix& g, const VectorXd& v) {
  requireValid(wires, g);
  const Index m = g.rows(), n = g.cols();
  Sweep sweep(n, m);
  std::vector<Sweep> above;  // everything above the node of each row but the first, its segment included
  for (Index i = 0; i < m; ++i) {
    if (i > 0) {
      sweep.addSeries(wires.column);
      above.push_back(sweep);
    }
    const VectorXd d = g.row(i).transpose();
    sweep.addWordLine(d, WordLine(d, wires.driver + wires.row, wires.row));
  }
  const double last = wires.column + wires.sense;
  sweep.addSeries(last);
  NodeVoltages nodes{Eigen::MatrixXd(m, n), Eigen::MatrixXd(m, n)};
  VectorXd bit = last * (sweep.current() * v);
  for (Index i = m - 1; i >= 0; --i) {
    nodes.bit.row(i) = bit.transpose();
    nodes.word.row(i) =
        wordVoltages(g.row(i).transpose(), wires.driver + wires.row, wires.row, v(i), bit).transpose();
    if (i > 0) {
      bit += wires.column * above[static_cast<std::size_t>(i) - 1].currentInto(v, bit);
    }
  }
  return nodes;
}

Eigen::MatrixXd sensitivity(const WireResistance& wires, const ConductanceMatrix& g, const VectorXd& v,
                            Index line) {
  const Eigen::MatrixXd forward = nodeVoltages(wires, g, v).cells();
  // The same network driven at its bit lines' ends: turned, the source of the line comes last.
  const WireResistance turned{wires.column, wires.row, wires.sense, wires.driver};
  VectorXd unit = VectorXd::Zero(g.cols());
  unit(g.cols() - 1 - line) = 1.0;
  const ConductanceMatrix other = g.transpose().reverse();
  const Eigen::MatrixXd adjoint = nodeVoltages(turned, other, unit).cells().reverse().transpose();
  return forward.cwiseProduct(adjoint);
}

}  // namespace ohmic::devices
