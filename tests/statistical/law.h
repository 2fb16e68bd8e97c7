// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <vector>

namespace ohmic::devices {

/// A distribution on the line: what a noise law promises.
struct Law {
  std::function<double(double)> cdf;
  double mean;
  double variance;
  double least;  ///< nothing lies below; the law may have an atom here (its clamp)
};

/// N(mean, sigma^2) clamped to [least, greatest]; sigma = 0 is a point.
[[nodiscard]] Law clampedNormal(double mean, double sigma, double least = 0.0, double greatest = 1e300);

/// |N(mean, sigma^2)|.
[[nodiscard]] Law foldedNormal(double mean, double sigma);

/// Uniform in mean +- width / 2 clamped at 0.
[[nodiscard]] Law clampedUniform(double mean, double width);

/// How far samples are from a law.
struct Distance {
  double mean;               ///< standard errors
  double variance;           ///< standard errors
  double kolmogorovSmirnov;  ///< sup |F_n - F| sqrt(n), atoms included
};

[[nodiscard]] Distance distance(std::vector<double> samples, const Law& law);

/// Bounds: 4 standard errors, and Kolmogorov's at alpha = 1e-4 (with atoms it is conservative).
inline constexpr double kStandardErrors = 4.0;
inline constexpr double kKolmogorov = 2.2252;

/// Expect samples to follow law(1) within the bounds, and to be seen not to follow law(0.99) and law(1.01),
/// whose sigma is 1 % off: what the test can see, law by law.
void expectSigma(const std::vector<double>& samples, const std::function<Law(double factor)>& law);

/// Expect samples to follow a law within the bounds.
void expectLaw(std::vector<double> samples, const Law& law);

}  // namespace ohmic::devices
