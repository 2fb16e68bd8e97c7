// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "devices/wires/spd_inverse.h"

namespace ohmic::devices {
namespace {

constexpr Eigen::Index kSmall = 16;

void mirrorLower(Eigen::Ref<Eigen::MatrixXd> s) {
  for (Eigen::Index j = 1; j < s.cols(); ++j) {
    for (Eigen::Index i = 0; i < j; ++i) {
      s(i, j) = s(j, i);
    }
  }
}

/// Gauss-Jordan: each pass exchanges one unknown with its right side.
void invertSmall(Eigen::Ref<Eigen::MatrixXd> s) {
  const Eigen::Index n = s.rows();
  for (Eigen::Index k = 0; k < n; ++k) {
    const double pivot = 1.0 / s(k, k);
    s(k, k) = 1.0;
    for (Eigen::Index j = 0; j < n; ++j) {
      s(k, j) *= pivot;
    }
    for (Eigen::Index i = 0; i < n; ++i) {
      if (i == k) {
        continue;
      }
      const double factor = s(i, k);
      s(i, k) = 0.0;
      for (Eigen::Index j = 0; j < n; ++j) {
        s(i, j) -= factor * s(k, j);
      }
    }
  }
  mirrorLower(s);
}

}  // namespace

void invertInPlace(Eigen::Ref<Eigen::MatrixXd> s) {
  const Eigen::Index n = s.rows();
  if (n <= kSmall) {
    invertSmall(s);
    return;
  }
  const Eigen::Index m = n / 2;
  const Eigen::Index rest = n - m;
  auto a = s.topLeftCorner(m, m);
  auto b = s.bottomLeftCorner(rest, m);
  auto c = s.bottomRightCorner(rest, rest);
  invertInPlace(a);
  const Eigen::MatrixXd w = b * a;
  c.triangularView<Eigen::Lower>() -= w * b.transpose();
  mirrorLower(c);
  invertInPlace(c);
  b.noalias() = -(c * w);
  a.triangularView<Eigen::Lower>() -= w.transpose() * b;
  mirrorLower(s);
}

}  // namespace ohmic::devices
