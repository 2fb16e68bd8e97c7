// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace ohmic::models {

/// 1 / (1 + e^-x), rounded to float.
[[nodiscard]] float sigmoid(float x) noexcept;

/// The nearest integer, half to even, without the rounding mode's help: below 2^23 the fraction is exact,
/// above there is none.
[[nodiscard]] float roundHalfToEven(float x) noexcept;

}  // namespace ohmic::models
