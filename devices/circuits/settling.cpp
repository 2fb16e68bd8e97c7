// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "devices/circuits/settling.h"

#include <cmath>

#include "configs/mathematics/elementary.h"

namespace ohmic::devices {
namespace {

/// The slowest mode of a line of one ohm and one farad.
struct Mode {
  double timeConstant;
  double share;
};

Mode slowestMode(double r, double c) {
  const auto balance = [&](double x) {
    return configs::cosine(x) * (1.0 - r * c * x * x) - x * (r + c) * configs::sine(x);
  };
  double low = 0.0, high = 1.5707963267948966;
  for (int i = 0; i < 60; ++i) {
    const double middle = (low + high) / 2.0;
    (balance(middle) > 0.0 ? low : high) = middle;
  }
  const double x = (low + high) / 2.0;
  const double sine = configs::sine(x), cosine = configs::cosine(x);
  const double slope =
      -sine * (1.0 - r * c * x * x) - 2.0 * r * c * x * cosine - (r + c) * (sine + x * cosine);
  return {1.0 / (x * x), 2.0 / (x * std::abs(slope))};
}

}  // namespace

double Settling::toHalfLsb(int bits) const {
  const double constants = timeConstantsToHalfLsb(bits);
  if (line.resistance == 0.0 || line.capacitance == 0.0) {  // lumped
    return (source * (line.capacitance + load) + line.resistance * load) * constants;
  }
  const Mode mode = slowestMode(source / line.resistance, load / line.capacitance);
  return line.resistance * line.capacitance * mode.timeConstant *
         (constants + configs::logarithm(mode.share));
}

}  // namespace ohmic::devices
