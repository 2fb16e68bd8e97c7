// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sim/run/run.h"

namespace ohmic::sim {

/// A run with `hardware.weight_noise`: the float network with Gaussian noise on its weights, one draw for
/// each of `run.chips`. No arrays, no converters, no time.
///
/// @pre request.weightNoise
/// @throws configs::InputError for inputs that do not fit together.
[[nodiscard]] RunRecord executeFloatRun(const RunRequest& request, const RunEnvironment& environment);

}  // namespace ohmic::sim
