// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "models/graph/operators.h"
#include "models/graph/tensor.h"

namespace ohmic::models {

/// The shape that an operator gives to its output; also its only check of operands and attributes: what it
/// accepts, evaluate() can run.
///
/// @throws configs::InputError ("found; allowed; try") without node or file: the caller prefixes them.
[[nodiscard]] Shape outputShape(const Operator& op, const std::vector<Shape>& inputs);

}  // namespace ohmic::models
