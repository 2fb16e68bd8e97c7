// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <functional>

#include "mapping/plan.h"

namespace ohmic::mapping {

/// Whether two layers (in Plan::layers) can be read by the same drivers and converters.
using MayShare = std::function<bool(std::size_t, std::size_t)>;

/// Put small layers whose format asks for it (ArrayFormat::shared) on arrays together, each on rows and lines
/// of its own: in the order of the plan, on the first array that has room below and beside those already
/// there.
///
/// Small is a layer that takes one array and has no replicas: sharing never makes it wait for itself.
void shareArrays(const MayShare& mayShare, Plan& plan);

}  // namespace ohmic::mapping
