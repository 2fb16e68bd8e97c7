// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/graph/graph.h"

namespace ohmic::models {

/// The same graph for samples without an element below zero: Value::nonNegative of the input and of all that
/// follows from it, so that a layer's inputs use all codes of its DACs.
[[nodiscard]] Graph withNonNegativeInput(Graph graph);

}  // namespace ohmic::models
