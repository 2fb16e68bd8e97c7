// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sim/run/run.h"

namespace ohmic::sim {

/// A run with `hardware.weight_noise`: the float network with Gaussian noise on its weights, one draw for
/// each of `run.chips`; or with `hardware.storage`: the float network with weights that are read back from
/// each chip's cells, at each read time. No arrays, no converters.
///
/// @pre request.isFloat()
/// @throws configs::InputError for inputs that do not fit together.
[[nodiscard]] RunRecord executeFloatRun(const RunRequest& request, const RunEnvironment& environment);

}  // namespace ohmic::sim
