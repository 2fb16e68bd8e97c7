// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "models/reference/elementary.h"

#include <cstdint>
#include <cstring>
#include <limits>

namespace ohmic::models {
namespace {

/// 2^power for -1022 <= power <= 1023, by its bits.
double powerOfTwo(std::int64_t power) noexcept {
  const auto bits = static_cast<std::uint64_t>(power + 1023) << 52;
  double value = 0.0;
  std::memcpy(&value, &bits, sizeof value);
  return value;
}

/// Taylor series of e^r in Horner's form; the first term left out is below 5e-18 for |r| <= ln(2) / 2.
double series(double r) noexcept {
  double sum = 1.0;
  for (int term = 13; term >= 1; --term) {
    sum = 1.0 + sum * r / term;
  }
  return sum;
}

}  // namespace

double exponential(double x) noexcept {
  constexpr double kPerLog2 = 1.4426950408889634;  // 1 / ln 2
  constexpr double kLog2High =
      6.93147180369123816490e-01;  // ln 2 in two parts, the first with 33 bits (fdlibm)
  constexpr double kLog2Low = 1.90821492927058770002e-10;
  if (x != x) {
    return x;
  }
  if (x > 709.782712893384) {
    return std::numeric_limits<double>::infinity();
  }
  if (x < -745.2) {
    return 0.0;
  }
  const auto power = static_cast<std::int64_t>(x * kPerLog2 + (x < 0.0 ? -0.5 : 0.5));
  const auto k = static_cast<double>(power);
  const double r = (x - k * kLog2High) - k * kLog2Low;
  const std::int64_t half = power / 2;
  return series(r) * powerOfTwo(half) * powerOfTwo(power - half);
}

float sigmoid(float x) noexcept {
  return static_cast<float>(1.0 / (1.0 + exponential(-static_cast<double>(x))));
}

}  // namespace ohmic::models
