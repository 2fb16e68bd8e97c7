// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "models/reference/elementary.h"

#include <cmath>

#include "configs/mathematics/elementary.h"

namespace ohmic::models {

float sigmoid(float x) noexcept {
  return static_cast<float>(1.0 / (1.0 + configs::exponential(-static_cast<double>(x))));
}

float roundHalfToEven(float x) noexcept {
  const float below = std::floor(x);
  const float rest = x - below;
  if (rest > 0.5F) {
    return below + 1.0F;
  }
  const bool odd = below - 2.0F * std::floor(below / 2.0F) != 0.0F;
  return rest == 0.5F && odd ? below + 1.0F : below;
}

}  // namespace ohmic::models
