// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

namespace ohmic::devices {

/// aihwkit's analytic IR drop of one output, for comparison with the exact solution: no run uses it.
///
///     a = n / ratio * sum |w_j x_j|      c = a (a (0.05 a - 0.2) + 0.5)
///     y = sum w_j x_j - scale * c * sum w_j x_j (1 - (1 - j / n)^2)                     j = 0 .. n - 1
///
/// Source  IBM aihwkit 0.9, `applyIrDrop` of rpu_forward_backward_pass: fitted to a bit line of equal cells.
/// Valid   resistance of the bit line only, sums far below the ratio.
/// Omits   word lines, drivers, what other columns draw.
struct AihwkitIrDrop {
  double ratio = 1.0 / (0.35 * 5e-6);  ///< wire over greatest cell conductance: 0.35 ohm a cell, 5 uS
  double scale = 1.0;

  /// @param w  weights over g_max. @param x  inputs over the greatest one; as many.
  [[nodiscard]] double output(const std::vector<double>& w, const std::vector<double>& x) const;
};

}  // namespace ohmic::devices
