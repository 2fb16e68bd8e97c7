// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "mapping/plan.h"

namespace ohmic::mapping {

/// Replicate the slowest layer, again and again, as long as the arrays last: no other choice of replicas
/// under the budget gives a faster slowest layer. A layer's time for an image is ceil(positions / replicas)
/// times that of a position. Replicas that the plan already has are kept.
///
/// @param arrays            that the plan may use in all.
/// @param timeOfPosition    as plan.layers, in any unit, all positive.
/// @throws configs::InputError if the plan needs more arrays as it is.
void balanceReplicas(int arrays, const std::vector<double>& timeOfPosition, Plan& plan);

}  // namespace ohmic::mapping
