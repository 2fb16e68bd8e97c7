// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "models/graph/operators.h"

namespace ohmic::models {

/// Whether no element of an operator's output can be below zero, given the same of each input. Conservative:
/// false where the values of weights would have to be studied.
[[nodiscard]] bool isNonNegative(const Operator& op, const std::vector<bool>& inputs);

}  // namespace ohmic::models
