// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "devices/wires/spd_inverse.h"

namespace ohmic::devices {
namespace {

constexpr Eigen::Index kSmall = 16;

void mirrorAbove(Block s) {
  for (Eigen::Index i = 0; i < s.cols(); ++i) {
    for (Eigen::Index j = i + 1; j < s.rows(); ++j) {
      s(j, i) = s(i, j);
    }
  }
}

/// Gauss-Jordan: each pass exchanges one unknown with its right side.
void invertSmall(Block s) {
  mirrorAbove(s);
  const Eigen::Index n = s.rows();
  double column[kSmall];
  for (Eigen::Index k = 0; k < n; ++k) {
    const double pivot = 1.0 / s(k, k);
    for (Eigen::Index i = 0; i < n; ++i) {
      column[i] = i == k ? -1.0 : s(i, k);
      s(i, k) = 0.0;
    }
    s(k, k) = 1.0;
    for (Eigen::Index j = 0; j < n; ++j) {
      const double factor = s(k, j) * pivot;
      s(k, j) = 0.0;
      for (Eigen::Index i = 0; i < n; ++i) {
        s(i, j) -= column[i] * factor;
      }
    }
  }
  mirrorAbove(s);
}

}  // namespace

void invertInPlace(Block s) {
  const Eigen::Index n = s.rows();
  if (n <= kSmall) {
    invertSmall(s);
    return;
  }
  const Eigen::Index m = n / 2;
  const Eigen::Index rest = n - m;
  Block a = s.topLeftCorner(m, m);
  Block b = s.topRightCorner(m, rest);
  Block c = s.bottomRightCorner(rest, rest);
  invertInPlace(a);
  Eigen::MatrixXd w(m, rest);
  setProduct(w, a, b);
  subtractProductAbove(c, b.transpose(), w);
  invertInPlace(c);
  setNegativeProduct(b, w, c);
  subtractProductAbove(a, b, w.transpose());
  mirrorAbove(a);
  s.bottomLeftCorner(rest, m) = b.transpose();
}

}  // namespace ohmic::devices
