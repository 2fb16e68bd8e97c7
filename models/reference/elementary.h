// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace ohmic::models {

/// 1 / (1 + e^-x), rounded to float.
[[nodiscard]] float sigmoid(float x) noexcept;

}  // namespace ohmic::models
