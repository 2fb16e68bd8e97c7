// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/graph/graph.h"

namespace ohmic::models {

/// Folds each ChannelAffine into the Conv or Linear before it, if nothing else reads that one's output:
///
///     weight'[c] = scale[c] * weight[c]      bias'[c] = scale[c] * bias[c] + shift[c]
///
/// in double, rounded once to float. The folded node keeps its name and writes the ChannelAffine's value.
/// @throws configs::InputError if a folded weight leaves the range of floats.
[[nodiscard]] Graph foldBatchNorm(Graph graph);

}  // namespace ohmic::models
