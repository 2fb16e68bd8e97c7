// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "devices/cells/fitted_programming.h"
#include "devices/cells/flicker.h"
#include "devices/cells/power_law_drift.h"

namespace ohmic::devices {

/// Phase-change cells, aihwkit's statistical model. x = g / 25 uS throughout.
///
/// Source  IBM aihwkit, src/aihwkit/inference/noise/pcm.py, "Inference and PCM Statistical Model" (the
///         file cites Nandakumar et al., ICECS 2019): fits to an array of 1e6 cells with g_max = 25 uS.
/// Valid   0 <= g <= 25 uS.
/// Omits   temperature, stuck cells, fresh white noise at every read.
namespace pcm_nandakumar_2019 {

/// Error left by write-verify:
///
///     sigma = max(-1.1731 x^2 + 1.9650 x + 0.26348, 0) uS
[[nodiscard]] const ProgrammingFit& programming();

/// Exponents, t0 = 20 s, x of the target and at least 1e-7:
///
///     mu = clip(-0.0155 ln x + 0.0244, 0.049, 0.1)      s = clip(-0.0125 ln x - 0.0059, 0.008, 0.045)
[[nodiscard]] const DriftFit& drift();

/// 1/f noise, t_r = 250 ns:
///
///     Q = min(0.0088 / max(x^0.65, 1e-3), 0.2), x of the drifted conductance
///
/// aihwkit's documentation evaluates Q at the target, its code at the programmed conductance.
[[nodiscard]] const FlickerFit& flicker();

}  // namespace pcm_nandakumar_2019
}  // namespace ohmic::devices
