// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "devices/cells/cell.h"

namespace ohmic::devices {

/// Random telegraph noise: a trap in each cell is empty or, a share p of the time, full, and lowers the
/// conductance then.
///
///     g = g_0                 with probability 1 - p
///     g = g_0 (1 - a)         with probability p
///
/// Slow traps keep their state from programming on: one draw for each cell, the same at all read times. Fast
/// ones are drawn at every read. Their mean g_0 (1 - a p) belongs to the cell; the rest, of variance
/// (a g_0)^2 p (1 - p), is Gaussian at the column: a stated approximation, good where many cells add up (the
/// excess kurtosis of a column of n like cells is (1 / (p (1 - p)) - 6) / n).
///
/// Source  two-level fluctuations of resistive memories, e.g. Ielmini et al., "Resistance-dependent amplitude
///         of random telegraph-signal noise in resistive switching memories", Appl. Phys. Lett. 96, 2010;
///         amplitude and occupancy are given, not fitted.
/// Omits   several traps in one cell, amplitudes that differ from cell to cell or with the state, the
///         spectrum between slow and fast.
class RandomTelegraph : public ReadNoise {
 public:
  enum class Switching { slow, fast };

  /// @param amplitude  a, 0 to 1. @param occupancy  p, 0 to 1.
  RandomTelegraph(double amplitude, double occupancy, Switching switching)
      : amplitude_(amplitude), occupancy_(occupancy), switching_(switching) {}

  void flicker(const CellBlock& cells, const RandomStream& stream, const double* target, double readTime,
               double* g) const override;
  [[nodiscard]] double freshSigma(double g) const override;
  [[nodiscard]] bool isFresh() const override;
  [[nodiscard]] std::string describe() const override;

 private:
  double amplitude_;
  double occupancy_;
  Switching switching_;
};

}  // namespace ohmic::devices
