// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "devices/cells/pcm_nandakumar_2019.h"

#include <algorithm>

#include "configs/mathematics/elementary.h"

namespace ohmic::devices::pcm_nandakumar_2019 {
namespace {

constexpr ConductanceRange kFitted{0.0, 25e-6};
constexpr double kStart = 20.0;           // s, t0
constexpr double kReadDuration = 250e-9;  // s, t_r

/// Share of the range, clamped to it.
double share(double g) noexcept { return std::clamp(g / kFitted.greatest, 0.0, 1.0); }

double logShare(double target) noexcept { return configs::logarithm(std::max(share(target), 1e-7)); }

double sigma(double target) noexcept {
  const double x = share(target);
  return std::max((-1.1731 * x + 1.9650) * x + 0.26348, 0.0) * 1e-6;
}

double meanExponent(double target) noexcept {
  return std::clamp(-0.0155 * logShare(target) + 0.0244, 0.049, 0.1);
}

double exponentSigma(double target) noexcept {
  return std::clamp(-0.0125 * logShare(target) - 0.0059, 0.008, 0.045);
}

double amplitude(double g) noexcept {
  return std::min(0.0088 / std::max(configs::power(share(g), 0.65), 1e-3), 0.2);
}

}  // namespace

const ProgrammingFit& programming() {
  static const ProgrammingFit fit{
      kFitted, sigma,
      "(-1.1731 x^2 + 1.9650 x + 0.26348) uS, x = g / 25 uS (Nandakumar et al. 2019, aihwkit)"};
  return fit;
}

const DriftFit& drift() {
  static const DriftFit fit{
      kStart, meanExponent, exponentSigma,
      "mu = clip(-0.0155 ln x + 0.0244, 0.049, 0.1), s = clip(-0.0125 ln x - 0.0059, 0.008, "
      "0.045), x = target / 25 uS (Nandakumar et al. 2019, aihwkit)"};
  return fit;
}

const FlickerFit& flicker() {
  static const FlickerFit fit{
      kStart, kReadDuration, amplitude,
      "Q = min(0.0088 / x^0.65, 0.2), x = g / 25 uS (Nandakumar et al. 2019, aihwkit)"};
  return fit;
}

}  // namespace ohmic::devices::pcm_nandakumar_2019
