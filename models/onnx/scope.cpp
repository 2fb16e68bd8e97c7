// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "models/onnx/scope.h"

#include "models/graph/refusal.h"

namespace ohmic::models {

void Scope::spend(std::size_t elements) {
  budget -= static_cast<std::int64_t>(elements);
  if (budget < 0) {
    refuse("found more than four copies of the model's constants",
           "allowed: tensors that are used, or copied, a few times each");
  }
}

}  // namespace ohmic::models
