// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/graph/graph.h"

namespace ohmic::models {

/// The graph without the nodes and values that its output does not depend on; the input stays.
[[nodiscard]] Graph prune(Graph graph);

}  // namespace ohmic::models
