// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/graph/graph.h"

namespace ohmic::models {

/// Where the image is height x width x channels (1 or 3) and every reader turns it first, as in Keras'
/// networks, makes it channels x height x width, as the data sets are, with a Transpose behind it; and drops
/// pairs of Transposes that cancel each other.
[[nodiscard]] Graph putChannelsFirst(Graph graph);

}  // namespace ohmic::models
