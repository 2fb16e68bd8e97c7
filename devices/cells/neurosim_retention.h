// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "devices/cells/cell.h"

namespace ohmic::devices {

/// Retention as NeuroSim has it:
///
///     g(t) = clamp(g t^(v s), g_min, g_max)                                             t >= 1 s
///
/// With direction random, s of a cell is -1, 0 or 1, each with probability 1/3, one draw for all times. With
/// direction target, s is the sign of target - g: cells move towards the target state, and beyond it. t = 0
/// is the identity.
///
/// Source  NeuroSim V1.5, macro.py calc_drift (there v is `drift coefficient`, direction random is detect 0);
///         V1.4 has the same on weights, wage_quantizer.Retention. The clamp there is the tensor's least and
///         greatest conductance, here the cell's range.
/// Valid   any range; read times 0 s and from 1 s. v is given, not fitted.
/// Omits   that a cell which reaches the target would stay there.
class NeurosimRetention : public Drift {
 public:
  enum class Direction { random, target };

  /// @param v  at least 0. @param target  siemens, for Direction::target.
  NeurosimRetention(double v, Direction direction, double target, const ConductanceRange& range)
      : v_(v), direction_(direction), target_(target), range_(range) {}

  /// @throws std::out_of_range for a read time between 0 and 1 s (a reader refuses it first).
  void age(const CellBlock& cells, const RandomStream& stream, const double* target, double readTime,
           double* g) const override;
  [[nodiscard]] std::string refusal(double readTime) const override;
  [[nodiscard]] std::string describe() const override;

 private:
  double v_;
  Direction direction_;
  double target_;
  ConductanceRange range_;
};

}  // namespace ohmic::devices
