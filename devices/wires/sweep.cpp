// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "devices/wires/sweep.h"

#include <algorithm>

#include "devices/wires/spd_inverse.h"

namespace ohmic::devices {
namespace {

using Eigen::Index;
using Eigen::VectorXd;

/// Word lines multiplied one by one beside a matrix for all before them.
constexpr Index kRecent = 32;
/// Columns of H that are multiplied together when they settle.
constexpr Index kSettled = 64;

/// In eight partial sums: the same order whatever the compiler makes of it.
double sumOf(const double* values, Index count) {
  double sums[8] = {};
  Index i = 0;
  for (; i + 8 <= count; i += 8) {
    for (Index lane = 0; lane < 8; ++lane) {
      sums[lane] += values[i + lane];
    }
  }
  for (; i < count; ++i) {
    sums[i % 8] += values[i];
  }
  return ((sums[0] + sums[4]) + (sums[2] + sums[6])) + ((sums[1] + sums[5]) + (sums[3] + sums[7]));
}

}  // namespace

WordLine::WordLine(const VectorXd& d, double first, double r)
    : source(d.size()), step(d.size()), self(d.size()) {
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

void WordLine::addAboveDiagonal(const VectorXd& d, Eigen::MatrixXd& q) const {
  VectorXd voltage(d.size());  // V, of the word line's node k, for 1 V on each bit line before it
  for (Index k = 0; k < d.size(); ++k) {
    const double ratio = step(k);
    const double own = d(k);
    double* const column = q.col(k).data();
    for (Index j = 0; j < k; ++j) {
      voltage(j) *= ratio;
      column[j] -= voltage(j) * own;
    }
    voltage(k) = own * self(k);
  }
}

Sweep::Sweep(Index lines, Index rows)
    : above_(Eigen::MatrixXd::Zero(lines, lines)),
      inverse_(lines, lines),
      current_(lines, rows),
      recent_(lines, 1 + std::min(rows, std::max(lines, kRecent))) {
  recent_.col(0).setZero();
}

void Sweep::addWordLine(const VectorXd& d, const WordLine& line) {
  const Index capacity = (settled_ == 0 ? recent_.cols() : std::min(recent_.cols(), 1 + kRecent)) - 1;
  if (rows_ - settled_ == capacity) {
    settle();
  }
  line.addAboveDiagonal(d, above_);
  recent_.col(0) += line.source;
  recent_.col(1 + rows_ - settled_) = line.source;
  ++rows_;
}

void Sweep::addSeries(double r) {
  if (r == 0.0) {
    return;
  }
  const Index n = above_.rows();
  for (Index k = 0; k < n; ++k) {
    inverse_.col(k).head(k) = r * above_.col(k).head(k);
  }
  inverse_.diagonal() = 1.0 + (r * diagonal()).array();
  invertInPlace(inverse_);
  for (Index k = 0; k < n; ++k) {
    above_.col(k).head(k) = inverse_.col(k).head(k) * (-1.0 / r);
  }
  const Index recent = 1 + rows_ - settled_;
  product_.resize(n, std::max(recent_.cols(), n));
  setProduct(product_.leftCols(recent), inverse_, recent_.leftCols(recent));
  recent_.leftCols(recent) = product_.leftCols(recent);
  if (settled_ == 0) {
    return;
  }
  if (passes_) {
    setProduct(product_.leftCols(n), inverse_, pass_);
    pass_ = product_.leftCols(n);
  } else {
    pass_ = inverse_;
    passes_ = true;
  }
}

const Eigen::MatrixXd& Sweep::current() {
  settle();
  return current_;
}

VectorXd Sweep::currentInto(const VectorXd& v, const VectorXd& lines) {
  settle();
  VectorXd flow = current_.leftCols(rows_) * v.head(rows_) - diagonal().cwiseProduct(lines);
  flow -= above_.triangularView<Eigen::StrictlyUpper>() * lines;
  flow -= above_.triangularView<Eigen::StrictlyUpper>().transpose() * lines;
  return flow;
}

/// From the row sums.
VectorXd Sweep::diagonal() const {
  VectorXd diagonal = recent_.col(0);
  for (Index k = 0; k < above_.cols(); ++k) {
    const double* const column = above_.col(k).data();
    for (Index j = 0; j < k; ++j) {
      diagonal(j) -= column[j];
    }
    diagonal(k) -= sumOf(column, k);
  }
  return diagonal;
}

/// All columns of H are as they should be, none is recent.
void Sweep::settle() {
  if (passes_) {
    for (Index i = 0; i < settled_; i += kSettled) {
      auto columns = current_.middleCols(i, std::min(kSettled, settled_ - i));
      const Eigen::MatrixXd product = columns;
      setProduct(columns, pass_, product);
    }
    passes_ = false;
  }
  current_.middleCols(settled_, rows_ - settled_) = recent_.middleCols(1, rows_ - settled_);
  settled_ = rows_;
}

}  // namespace ohmic::devices
