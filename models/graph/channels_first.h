// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/graph/graph.h"

namespace ohmic::models {

/// Where the image is height x width x channels, as in Keras' networks, makes it channels x height x width,
/// as the data sets are, with a Transpose behind it; and drops pairs of Transposes that cancel each other.
///
/// The image has its channels last if every way from it, through operations element by element (rescaling,
/// normalisation), ends in a Transpose that puts the last axis first, or in a Reshape of a picture whose last
/// extent is 1 or 3 and whose first is not.
[[nodiscard]] Graph putChannelsFirst(Graph graph);

}  // namespace ohmic::models
