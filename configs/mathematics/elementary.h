// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace ohmic::configs {

// Elementary functions from + - * / and series: the same bits on every processor, unlike libm's. They lie on
// a shelf of their own beside the reader, which devices, models and sim may all use
// (docs/decisions/elementary.md).

/// e^x. Relative error below 2e-15; 0 below -745, infinity above 709.78, NaN for NaN.
[[nodiscard]] double exponential(double x) noexcept;

/// Natural logarithm. Absolute error below 2e-16 + 2e-16 |ln x|; -infinity for 0, NaN below 0 and for NaN.
[[nodiscard]] double logarithm(double x) noexcept;

/// x^y = exponential(y logarithm(x)) for x > 0. Relative error below 2e-15 (1 + |y ln x|); 0 for x = 0 and y
/// > 0.
[[nodiscard]] double power(double x, double y) noexcept;

/// Hyperbolic tangent. Relative error below 1e-14.
[[nodiscard]] double hyperbolicTangent(double x) noexcept;

/// Error function 2 / sqrt(pi) * integral of e^-t^2 from 0 to x. Error below 2e-15, relative below 1e-14.
[[nodiscard]] double errorFunction(double x) noexcept;

/// Sine. Error below 1e-15 for |x| <= 1e5, growing as 1e-20 |x| beyond; NaN for infinities and NaN.
[[nodiscard]] double sine(double x) noexcept;

/// Cosine. Error as sine().
[[nodiscard]] double cosine(double x) noexcept;

/// Arc tangent, within [-pi/2, pi/2]. Error below 1e-15.
[[nodiscard]] double arcTangent(double x) noexcept;

}  // namespace ohmic::configs
