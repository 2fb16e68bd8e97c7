// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "devices/cells/rram_wan_2022_aihwkit.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace ohmic::devices::rram_wan_2022_aihwkit {
namespace {

constexpr ConductanceRange kFitted{0.0, 40e-6};
constexpr double kDay = 86400.0;  // s

using Polynomial = std::array<double, 5>;
constexpr Polynomial kOneSecond = {0.348, 16.030, -43.853, 45.393, -16.815};
constexpr Polynomial kOneDay = {0.701, 22.086, -50.773, 47.095, -16.458};
constexpr Polynomial kTwoDays = {0.782, 20.274, -43.507, 37.062, -11.934};

bool is(double readTime, double measured) noexcept { return std::abs(readTime - measured) < 1e-6; }

const Polynomial& polynomialAt(double readTime) noexcept {
  return is(readTime, kDay) ? kOneDay : is(readTime, 2.0 * kDay) ? kTwoDays : kOneSecond;
}

/// uS.
double evaluate(const Polynomial& c, double target) noexcept {
  const double x = std::clamp(target / kFitted.greatest, 0.0, 1.0);
  return (((c[4] * x + c[3]) * x + c[2]) * x + c[1]) * x + c[0];
}

double sigma(double target) noexcept { return evaluate(kOneSecond, target) * 1e-6; }

double shift(double, double) noexcept { return 0.0; }

double growth(double target, double readTime) noexcept {
  return evaluate(polynomialAt(readTime), target) / evaluate(kOneSecond, target);
}

bool covers(double readTime) noexcept {
  return readTime <= 1.0 || is(readTime, kDay) || is(readTime, 2.0 * kDay);
}

}  // namespace

const ProgrammingFit& programming() {
  static const ProgrammingFit fit{kFitted, sigma,
                                  "(0.348 + 16.030 x - 43.853 x^2 + 45.393 x^3 - 16.815 x^4) uS 1 s after "
                                  "programming, x = target / 40 uS (Wan et al. 2022, aihwkit's fit)"};
  return fit;
}

const RetentionFit& retention() {
  static const RetentionFit fit{shift, growth, covers, "0 s to 1 s, 1 day, 2 days",
                                "sigma of 1 s, 1 day or 2 days (Wan et al. 2022, aihwkit's fits)"};
  return fit;
}

}  // namespace ohmic::devices::rram_wan_2022_aihwkit
