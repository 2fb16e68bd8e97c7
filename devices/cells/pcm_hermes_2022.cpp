// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "devices/cells/pcm_hermes_2022.h"

#include <algorithm>

#include "configs/mathematics/elementary.h"

namespace ohmic::devices {
namespace {

constexpr double kReadDuration = 512e-9;  // s, t_r

/// Share of the range, clamped to it.
double share(double g, const ConductanceRange& range) noexcept {
  return std::clamp(g / range.greatest, 0.0, 1.0);
}

/// clip(slope ln x + offset, least, greatest).
double clippedLog(double x, double slope, double offset, double least, double greatest) noexcept {
  return std::clamp(slope * configs::logarithm(std::max(x, 1e-7)) + offset, least, greatest);
}

double meanExponentAt(double x) noexcept {
  return x < 0.0945 ? clippedLog(x, -0.0387, -0.0182, 0.0720, 0.13) : (-0.0436 * x - 0.0126) * x + 0.0736;
}

}  // namespace

namespace pcm_hermes_2022_one {
namespace {

constexpr ConductanceRange kFitted{0.0, 10.35e-6};
constexpr double kStart = 200.0;  // s, t0

double sigma(double target) noexcept {
  const double x = share(target, kFitted);
  return (((0.68841818 * x - 2.16310839) * x + 2.32443916) * x + 0.15781817) * 1e-6;
}

double meanExponent(double target) noexcept { return meanExponentAt(share(target, kFitted)); }

double exponentSigma(double target) noexcept {
  const double x = share(target, kFitted);
  return x < 0.3039 ? clippedLog(x, -0.0120, -0.0023, 0.0124, 0.04) : (-0.0165 * x + 0.0116) * x + 0.0104;
}

double amplitude(double g) noexcept {
  const double x = share(g, kFitted);
  return x < 0.1591 ? clippedLog(x, -0.0078, 0.0038, 0.0179, 0.04)
                    : ((0.0664 * x - 0.1352) * x + 0.0768) * x + 0.0088;
}

}  // namespace

const ProgrammingFit& programming() {
  static const ProgrammingFit fit{
      kFitted, sigma,
      "(0.68841818 x^3 - 2.16310839 x^2 + 2.32443916 x + 0.15781817) uS, x = g / 10.35 uS "
      "(HERMES, one device, aihwkit)"};
  return fit;
}

const DriftFit& drift() {
  static const DriftFit fit{kStart, meanExponent, exponentSigma,
                            "mu and s of x = target / 10.35 uS (HERMES, one device, aihwkit)"};
  return fit;
}

const FlickerFit& flicker() {
  static const FlickerFit fit{kStart, kReadDuration, amplitude,
                              "Q of x = g / 10.35 uS (HERMES, one device, aihwkit)"};
  return fit;
}

}  // namespace pcm_hermes_2022_one

namespace pcm_hermes_2022_two {
namespace {

constexpr ConductanceRange kFitted{0.0, 20.7e-6};
constexpr double kStart = 300.0;  // s, t0

double sigma(double target) noexcept {
  const double x = share(target, kFitted);
  return (((4.68961419 * x - 8.48101252) * x + 4.71806468) * x + 0.16603222) * 1e-6;
}

double meanExponent(double target) noexcept { return meanExponentAt(share(target, kFitted)); }

double exponentSigma(double target) noexcept {
  const double x = share(target, kFitted);
  return x < 0.3055 ? clippedLog(x, -0.0117, -0.0057, 0.0091, 0.04) : (-0.0118 * x + 0.0093) * x + 0.0073;
}

double amplitude(double g) noexcept {
  const double x = share(g, kFitted);
  return x < 0.16 ? clippedLog(x, -0.0117, -0.0069, 0.015, 0.04)
                  : ((0.0069 * x - 0.0280) * x + 0.0211) * x + 0.0123;
}

}  // namespace

const ProgrammingFit& programming() {
  static const ProgrammingFit fit{
      kFitted, sigma,
      "(4.68961419 x^3 - 8.48101252 x^2 + 4.71806468 x + 0.16603222) uS, x = g / 20.7 uS "
      "(HERMES, two devices, aihwkit)"};
  return fit;
}

const DriftFit& drift() {
  static const DriftFit fit{kStart, meanExponent, exponentSigma,
                            "mu and s of x = target / 20.7 uS (HERMES, two devices, aihwkit)"};
  return fit;
}

const FlickerFit& flicker() {
  static const FlickerFit fit{kStart, kReadDuration, amplitude,
                              "Q of x = g / 20.7 uS (HERMES, two devices, aihwkit)"};
  return fit;
}

}  // namespace pcm_hermes_2022_two
}  // namespace ohmic::devices
