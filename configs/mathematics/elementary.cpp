// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "configs/mathematics/elementary.h"

#include <array>
#include <cassert>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <limits>

#include "configs/mathematics/elementary_constants.h"

namespace ohmic::configs {
namespace {

/// 2^power for -1022 <= power <= 1023, by its bits.
double powerOfTwo(std::int64_t power) noexcept {
  const auto bits = static_cast<std::uint64_t>(power + 1023) << 52;
  double value = 0.0;
  std::memcpy(&value, &bits, sizeof value);
  return value;
}

/// 1, 1 / 3, 1 / 5, ..., 1 / 23.
constexpr std::array<double, 12> kInverseOdds = [] {
  std::array<double, 12> terms{};
  for (std::size_t k = 0; k < terms.size(); ++k) {
    terms[k] = 1.0 / static_cast<double>(2 * k + 1);
  }
  return terms;
}();

/// Taylor series of e^r in Horner's form; the first term left out is below 5e-18 for |r| <= ln(2) / 2.
double exponentialSeries(double r) noexcept {
  double sum = 0.0;
  for (std::size_t k = kInverseFactorials.size(); k-- > 0;) {
    sum = sum * r + kInverseFactorials[k];
  }
  return sum;
}

/// 2 artanh(s) = 2 (s + s^3/3 + s^5/5 + ...); the first term left out is below 1e-18 for |s| <= 0.1716.
double logarithmSeries(double s) noexcept {
  const double square = s * s;
  double sum = 0.0;
  for (std::size_t k = kInverseOdds.size(); k-- > 1;) {
    sum = (sum + kInverseOdds[k]) * square;
  }
  return 2.0 * (s + s * sum);
}

/// x = mantissa * 2^exponent with the mantissa in [sqrt(1/2), sqrt(2)). @pre x is a positive normal number
double split(double x, std::int64_t& exponent) noexcept {
  assert(x >= std::numeric_limits<double>::min() && x <= std::numeric_limits<double>::max());
  std::uint64_t bits = 0;
  std::memcpy(&bits, &x, sizeof bits);
  exponent += static_cast<std::int64_t>(bits >> 52) - 1023;
  bits = (bits & 0x000FFFFFFFFFFFFFULL) | 0x3FF0000000000000ULL;
  double mantissa = 0.0;
  std::memcpy(&mantissa, &bits, sizeof mantissa);
  if (mantissa >= 1.4142135623730951) {
    mantissa *= 0.5;
    ++exponent;
  }
  return mantissa;
}

/// Places k / 8 at which the error function is expanded; beyond the last one it is 1 in double.
constexpr std::size_t kErrorPlaces = 49;
constexpr std::size_t kErrorTerms = 13;
using ErrorTable = std::array<std::array<double, kErrorTerms>, kErrorPlaces>;

/// erf(x) = 2 / sqrt(pi) e^(-x^2) sum of 2^n x^(2n+1) / (1 3 5 ... (2n+1)): all terms positive.
double errorSeries(double x) noexcept {
  double term = x;
  double sum = x;
  for (int n = 1; n < 200; ++n) {
    term *= 2.0 * x * x / static_cast<double>(2 * n + 1);
    sum += term;
  }
  return sum;
}

/// Taylor coefficients at each place x: the n-th derivative is 2 / sqrt(pi) (-1)^(n-1) H_(n-1)(x) e^(-x^2)
/// with Hermite's H_(n+1) = 2 x H_n - 2 n H_(n-1).
ErrorTable makeErrorTable() noexcept {
  constexpr double kTwoPerRootPi = 1.1283791670955126;
  ErrorTable table{};
  for (std::size_t place = 0; place < kErrorPlaces; ++place) {
    const double x = static_cast<double>(place) / 8.0;
    const double bell = kTwoPerRootPi * exponential(-x * x);
    table[place][0] = bell * errorSeries(x);
    double before = 0.0;
    double hermite = 1.0;
    double factor = bell;
    for (std::size_t n = 1; n < kErrorTerms; ++n) {
      factor /= static_cast<double>(n);  // (-1)^(n-1) bell / n!
      table[place][n] = factor * hermite;
      const double next = 2.0 * x * hermite - 2.0 * static_cast<double>(n - 1) * before;
      before = hermite;
      hermite = next;
      factor = -factor;
    }
  }
  return table;
}

const ErrorTable kErrorTable = makeErrorTable();

constexpr double kHalfPi = 1.5707963267948966;

/// x = quarters * pi / 2 + rest with |rest| <= pi / 4 and a little more.
struct Turned {
  std::int64_t quarters;  ///< modulo 4
  double rest;
};

Turned turn(double x) noexcept {
  constexpr double kMost = 1e15;  // beyond, a double does not tell one turn from the next
  if (!(x > -kMost && x < kMost)) {
    return {0, x - x == 0.0 ? 0.0 : std::numeric_limits<double>::quiet_NaN()};
  }
  const auto quarters = static_cast<std::int64_t>(x / kHalfPi + (x < 0.0 ? -0.5 : 0.5));
  const auto k = static_cast<double>(quarters);
  // pi / 2 in three parts, the first two of 33 bits: their products with k are exact below 2^20 turns.
  const double rest = ((x - k * 1.57079632673412561417e+00) - k * 6.07710050630396597660e-11) -
                      k * 2.02226624879595063154e-21;
  return {((quarters % 4) + 4) % 4, rest};
}

/// sin(r) and cos(r) by their series; the first terms left out are below 1e-17 for |r| <= 0.8.
double sineSeries(double r) noexcept {
  const double s = r * r;
  double sum = 0.0;
  for (int n = 17; n > 1; n -= 2) {
    sum = (1.0 + sum) * -s / static_cast<double>(n * (n - 1));
  }
  return r * (1.0 + sum);
}

double cosineSeries(double r) noexcept {
  const double s = r * r;
  double sum = 0.0;
  for (int n = 18; n > 0; n -= 2) {
    sum = (1.0 + sum) * -s / static_cast<double>(n * (n - 1));
  }
  return 1.0 + sum;
}

double sineOf(const Turned& turned) noexcept {
  const double size = turned.quarters % 2 == 0 ? sineSeries(turned.rest) : cosineSeries(turned.rest);
  return turned.quarters < 2 ? size : -size;
}

}  // namespace

double hyperbolicTangent(double x) noexcept {
  const double size = x < 0.0 ? -x : x;
  if (size < 0.0625) {
    const double s = x * x;  // the first term left out is below 1e-15 of the result
    return x * (1.0 +
                s * (-1.0 / 3.0 +
                     s * (2.0 / 15.0 + s * (-17.0 / 315.0 + s * (62.0 / 2835.0 - s * (1382.0 / 155925.0))))));
  }
  const double power = exponential(-2.0 * size);
  const double result = (1.0 - power) / (1.0 + power);
  return x < 0.0 ? -result : result;  // NaN stays NaN
}

double errorFunction(double x) noexcept {
  const double size = x < 0.0 ? -x : x;
  if (!(size < 6.0)) {
    return x != x ? x : (x < 0.0 ? -1.0 : 1.0);
  }
  const auto place = static_cast<std::size_t>(size * 8.0 + 0.5);
  const double rest = size - static_cast<double>(place) / 8.0;
  const auto& terms = kErrorTable[place];
  double sum = 0.0;
  for (std::size_t n = kErrorTerms; n-- > 0;) {
    sum = sum * rest + terms[n];
  }
  return x < 0.0 ? -sum : sum;
}

double sine(double x) noexcept { return sineOf(turn(x)); }

double cosine(double x) noexcept {
  Turned turned = turn(x);
  turned.quarters = (turned.quarters + 1) % 4;
  return sineOf(turned);
}

double arcTangent(double x) noexcept {
  if (x != x) {
    return x;
  }
  const double size = x < 0.0 ? -x : x;
  double t = size > 1.0 ? 1.0 / size : size;
  for (int halving = 0; halving < 2; ++halving) {  // tan(a / 2) = tan(a) / (1 + sqrt(1 + tan(a)^2))
    t = t / (1.0 + std::sqrt(1.0 + t * t));
  }
  double sum = 0.0;
  for (std::size_t k = kInverseOdds.size(); k-- > 0;) {
    sum = kInverseOdds[k] - t * t * sum;
  }
  const double angle = 4.0 * t * sum;
  const double result = size > 1.0 ? kHalfPi - angle : angle;
  return x < 0.0 ? -result : result;
}

double exponential(double x) noexcept {
  if (x != x) {
    return x;
  }
  if (x > kGreatestExponent) {
    return std::numeric_limits<double>::infinity();
  }
  if (x < kLeastExponent) {
    return 0.0;
  }
  const auto octaves = static_cast<std::int64_t>(x * kPerLog2 + (x < 0.0 ? -0.5 : 0.5));
  const auto k = static_cast<double>(octaves);
  const double r = (x - k * kLog2High) - k * kLog2Low;
  const std::int64_t half = octaves / 2;
  return exponentialSeries(r) * powerOfTwo(half) * powerOfTwo(octaves - half);
}

double logarithm(double x) noexcept {
  if (!(x > 0.0)) {
    return x == 0.0 ? -std::numeric_limits<double>::infinity() : std::numeric_limits<double>::quiet_NaN();
  }
  if (x == std::numeric_limits<double>::infinity()) {
    return x;
  }
  std::int64_t exponent = 0;
  if (x < std::numeric_limits<double>::min()) {
    x *= 18014398509481984.0;  // 2^54: a subnormal number becomes normal
    exponent = -54;
  }
  const double mantissa = split(x, exponent);
  const auto k = static_cast<double>(exponent);
  return k * kLog2High + (logarithmSeries((mantissa - 1.0) / (mantissa + 1.0)) + k * kLog2Low);
}

double power(double x, double y) noexcept {
  if (x == 0.0 && y > 0.0) {
    return 0.0;
  }
  return exponential(y * logarithm(x));
}

}  // namespace ohmic::configs
