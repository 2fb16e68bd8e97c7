// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "devices/circuits/line.h"

namespace ohmic::devices {

/// Time constants until a step is within half an LSB of its end: (b + 1) ln 2.
/// @param bits  b, that resolve the step.
[[nodiscard]] inline double timeConstantsToHalfLsb(int bits) {
  constexpr double kLog2 = 0.69314718055994531;
  return (bits + 1) * kLog2;
}

/// How a line settles between a source and a load: the slowest mode of the distributed line, exactly.
///
///     cos x (1 - r c x^2) = x (r + c) sin x      0 < x <= pi / 2, r = R_d / R, c = C_L / C
///     tau = R C / x^2                            e^-t/tau has the share A of a step at the far end
///     A = 2 / (x |dD/dx|), D = left - right
///     to half an LSB: t = tau [(b + 1) ln 2 + ln A]
///
/// Source  the telegraph equation without inductance. Faster modes are gone by half an LSB of 2 bits.
/// Valid   against ladders of 128 and 256 cells within 1 % (docs/models/circuits.md); Elmore's delay is up to
///         18 % long.
struct Settling {
  double source = 0.0;  ///< R_d, ohm
  Line line;
  double load = 0.0;  ///< C_L at the far end, F

  /// Seconds from a step to half an LSB of it. @param bits  that resolve it.
  [[nodiscard]] double toHalfLsb(int bits) const;
};

}  // namespace ohmic::devices
