// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace ohmic::models {

/// e^x from + - * and a polynomial: the same bits on every processor, unlike libm's.
/// Relative error below 2e-15; 0 below -745, infinity above 709.78, NaN for NaN.
[[nodiscard]] double exponential(double x) noexcept;

/// 1 / (1 + e^-x), rounded to float.
[[nodiscard]] float sigmoid(float x) noexcept;

}  // namespace ohmic::models
