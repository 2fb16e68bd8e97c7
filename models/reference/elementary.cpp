// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "models/reference/elementary.h"

#include "configs/reader/elementary.h"

namespace ohmic::models {

float sigmoid(float x) noexcept {
  return static_cast<float>(1.0 / (1.0 + configs::exponential(-static_cast<double>(x))));
}

}  // namespace ohmic::models
