// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "devices/cells/sonos_agrawal_2022.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "configs/mathematics/elementary.h"

namespace ohmic::devices::sonos_agrawal_2022 {
namespace {

constexpr ConductanceRange kProgrammed{0.0, 32e-6};  // 3200 nA
constexpr ConductanceRange kRetained{0.0, 18e-6};    // 1800 nA, of the drift polynomials
constexpr double kNanoamperes = 1e8;                 // nA for one siemens at 0.1 V
constexpr double kDay = 86400.0;                     // s

/// What was fitted at one time: the spread's A and B in nA, the shift's polynomial in nA.
struct Day {
  double a;
  double b;
  std::array<double, 11> p;
};

constexpr std::array<Day, 6> kDays = {{
    {19.88665, 176.3115, {}},
    {25.59102,
     186.85544,
     {1.72684e-1, 5.72552e-2, -6.85715e-4, 3.50271e-6, -9.37682e-9, 1.40575e-11, -1.19803e-14, 5.41293e-18,
      -8.85448e-22, -1.66869e-25, 5.95180e-29}},
    {28.72753,
     193.56834,
     {2.50712e-1, 6.62195e-2, -6.83218e-4, 2.99442e-6, -6.78255e-9, 7.70482e-12, -3.04983e-15, -2.15919e-18,
      2.94617e-21, -1.23359e-24, 1.85329e-28}},
    {31.04318,
     198.90332,
     {-1.75300e-2, 9.76883e-2, -9.63791e-4, 4.55551e-6, -1.22391e-8, 1.93786e-11, -1.85899e-14, 1.07659e-17,
      -3.58211e-21, 5.96785e-25, -3.30410e-29}},
    {33.76214,
     204.77023,
     {4.03338e-2, 1.03111e-1, -1.04740e-3, 4.83961e-6, -1.28132e-8, 1.99484e-11, -1.85139e-14, 1.00008e-17,
      -2.84944e-21, 3.01008e-25, 1.18747e-29}},
    {34.57909,
     207.34309,
     {3.19927e-1, 1.06596e-1, -1.04054e-3, 4.50290e-6, -1.10352e-8, 1.56477e-11, -1.27592e-14, 5.45513e-18,
      -7.26841e-22, -2.43893e-25, 7.14608e-29}},
}};

double currentWithin(const ConductanceRange& fitted, double g) noexcept {
  return std::clamp(g, fitted.least, fitted.greatest) * kNanoamperes;
}

double current(double g) noexcept { return currentWithin(kRetained, g); }

/// A (1 - exp(-I / B)) in nA, 0 below 0 nA.
double saturating(double a, double b, double nanoamperes) noexcept {
  return std::max(a * (1.0 - configs::exponential(-nanoamperes / b)), 0.0);
}

/// Coefficients at a time, linear between the days.
Day dayAt(double readTime) noexcept {
  const double days = std::clamp(readTime / kDay, 0.0, 5.0);
  const auto before = std::min(static_cast<std::size_t>(days), kDays.size() - 2);
  const double share = days - static_cast<double>(before);
  const Day& left = kDays[before];
  const Day& right = kDays[before + 1];
  Day day{left.a + share * (right.a - left.a), left.b + share * (right.b - left.b), {}};
  for (std::size_t k = 0; k < day.p.size(); ++k) {
    day.p[k] = left.p[k] + share * (right.p[k] - left.p[k]);
  }
  return day;
}

/// Change of the mean in nA.
double shiftOf(const Day& day, double nanoamperes) noexcept {
  double sum = 0.0;
  for (std::size_t k = day.p.size(); k-- > 0;) {
    sum = sum * nanoamperes + day.p[k];
  }
  return sum;
}

double sigma(double target) noexcept {
  return saturating(kDays[0].a, kDays[0].b, currentWithin(kProgrammed, target)) / kNanoamperes;
}

double shift(double target, double readTime) noexcept {
  return shiftOf(dayAt(readTime), current(target)) / kNanoamperes;
}

double growth(double target, double readTime) noexcept {
  const double start = sigma(target);
  if (start == 0.0) {
    return 1.0;
  }
  const Day day = dayAt(readTime);
  const double mean = current(target) + shiftOf(day, current(target));
  return saturating(day.a, day.b, mean) / kNanoamperes / start;
}

bool covers(double readTime) noexcept { return readTime <= 5.0 * kDay; }

}  // namespace

const ProgrammingFit& programming() {
  static const ProgrammingFit fit{
      kProgrammed, sigma,
      "19.88665 (1 - exp(-I / 176.3115)) nA, I = target * 0.1 V in nA up to 3200 (Agrawal "
      "et al. 2022, CrossSim's fit)"};
  return fit;
}

const ConductanceRange& retained() {
  static const ConductanceRange range = kRetained;
  return range;
}

const RetentionFit& retention() {
  static const RetentionFit fit{
      shift, growth, covers, "0 s to 5 days",
      "polynomials of the current, linear between days (Agrawal et al. 2022, CrossSim's fit)"};
  return fit;
}

FreshNoise::FreshNoise(double scale) : scale_(scale) { checkScale(scale); }

double FreshNoise::freshSigma(double g) const {
  return scale_ * saturating(12.58037, 215.36557, current(g)) / kNanoamperes;
}

std::string FreshNoise::describe() const {
  return fmt::format(
      "fresh Gaussian noise at every read, sigma = {:g} * 12.58037 (1 - exp(-I / 215.36557)) nA, I = g * "
      "0.1 V in nA (Agrawal et al. 2022, CrossSim's fit)",
      scale_);
}

}  // namespace ohmic::devices::sonos_agrawal_2022
