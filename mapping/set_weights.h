// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "mapping/plan.h"
#include "models/graph/graph.h"

namespace ohmic::mapping {

/// Give a layer the present weights and bias of its node, on the arrays that it has: levels and scales are
/// chosen anew.
/// @pre the layer was mapped from this node; only values have changed since
void setWeights(const models::Node& node, LayerPlan& layer);

}  // namespace ohmic::mapping
