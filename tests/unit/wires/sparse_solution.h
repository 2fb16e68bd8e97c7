// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <Eigen/SparseCholesky>
#include <Eigen/SparseCore>
#include <utility>
#include <vector>

#include "devices/wires/wires.h"

namespace ohmic::devices {

using Eigen::Index;
using Eigen::MatrixXd;
using Triplets = std::vector<Eigen::Triplet<double>>;

/// Nodes joined by zero ohm are one node; terminals are nodes too and held at their voltages.
struct Nodal {
  std::vector<Index> parent;
  Index find(Index a) { return parent[a] == a ? a : parent[a] = find(parent[a]); }
};

/// Bit line currents (a row for each input) by a sparse solve of all nodes; @p residual becomes Kirchhoff's
/// largest error over the largest current.
///
/// @param inputs  word lines x inputs, volt.
inline MatrixXd sparseCurrents(const WireResistance& w, const ConductanceMatrix& g, const MatrixXd& inputs,
                               double* residual) {
  const Index m = g.rows(), n = g.cols(), cells = m * n, ground = 2 * cells + m;
  Nodal nodal;
  for (Index a = 0; a < ground + n; ++a) nodal.parent.push_back(a);
  struct Edge {
    Index a, b;
    double y;
  };
  std::vector<Edge> edges;
  const auto join = [&](Index a, Index b, double r) {
    if (r == 0.0) {
      nodal.parent[nodal.find(a)] = nodal.find(b);
    } else {
      edges.push_back({a, b, 1.0 / r});
    }
  };
  for (Index i = 0; i < m; ++i) {
    for (Index j = 0; j < n; ++j) {
      const Index u = i * n + j, v = cells + u;
      join(u, j == 0 ? 2 * cells + i : u - 1, j == 0 ? w.row + w.driver : w.row);
      join(v, i == m - 1 ? ground + j : v + n, i == m - 1 ? w.column + w.sense : w.column);
      edges.push_back({u, v, g(i, j)});
    }
  }
  std::vector<Index> unknown(ground + n, -1), terminal(ground + n, -1);
  for (Index t = 0; t < m + n; ++t) terminal[nodal.find(2 * cells + t)] = t;
  Index count = 0;
  for (Index a = 0; a < 2 * cells; ++a) {
    const Index root = nodal.find(a);
    if (terminal[root] < 0 && unknown[root] < 0) unknown[root] = count++;
  }
  Triplets entries;
  MatrixXd right = MatrixXd::Zero(count, inputs.cols());
  for (const Edge& edge : edges) {
    const Index a = nodal.find(edge.a), b = nodal.find(edge.b);
    for (const auto& [p, q] : {std::pair{a, b}, std::pair{b, a}}) {
      if (unknown[p] < 0) continue;
      entries.emplace_back(unknown[p], unknown[p], edge.y);
      if (unknown[q] >= 0) entries.emplace_back(unknown[p], unknown[q], -edge.y);
      if (terminal[q] >= 0 && terminal[q] < m) right.row(unknown[p]) += edge.y * inputs.row(terminal[q]);
    }
  }
  MatrixXd x(count, inputs.cols());
  if (count > 0) {
    Eigen::SparseMatrix<double> a(count, count);
    a.setFromTriplets(entries.begin(), entries.end());
    const Eigen::SimplicialLDLT<Eigen::SparseMatrix<double>> solver(a);
    x = solver.solve(right);
    const Eigen::SparseMatrix<long double> precise = a.cast<long double>();
    for (int pass = 0; pass < 3; ++pass) {  // twelve decades of conductance meet: a pass gains few digits
      const auto product = precise * x.cast<long double>();
      x += solver.solve((right.cast<long double>() - product).cast<double>());
    }
    *residual = right.size() == 0 || right.isZero(0)
                    ? 0
                    : (right - a * x).cwiseAbs().maxCoeff() / right.cwiseAbs().maxCoeff();
  }
  MatrixXd e = MatrixXd::Zero(inputs.cols(), n);
  const auto voltage = [&](Index node, Index i) {
    const bool isSource = terminal[node] >= 0 && terminal[node] < m;
    return unknown[node] >= 0 ? x(unknown[node], i) : isSource ? inputs(terminal[node], i) : 0.0;
  };
  for (const Edge& edge : edges) {  // a cell's current all leaves by its own bit line
    if (edge.b < cells || edge.b >= 2 * cells || edge.a >= cells) continue;
    for (Index i = 0; i < inputs.cols(); ++i) {
      e(i, edge.a % n) += edge.y * (voltage(nodal.find(edge.a), i) - voltage(nodal.find(edge.b), i));
    }
  }
  return e;
}

/// The matrix of answers to a volt on each word line.
inline ConductanceMatrix sparseSolve(const WireResistance& w, const ConductanceMatrix& g, double* residual) {
  return sparseCurrents(w, g, MatrixXd::Identity(g.rows(), g.rows()), residual);
}

}  // namespace ohmic::devices
