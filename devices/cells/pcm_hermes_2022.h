// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "devices/cells/fitted_programming.h"
#include "devices/cells/flicker.h"
#include "devices/cells/power_law_drift.h"

namespace ohmic::devices {

/// Phase-change cells of IBM's HERMES chip with one or two devices for each polarity. x = g / g_max
/// throughout; exponents have x of the target and at least 1e-7, t_r = 512 ns, and Q has x of the drifted
/// conductance.
///
/// Source  IBM aihwkit, src/aihwkit/inference/noise/hermes.py (Khaddam-Aljameh et al., JSSC 2022; Le Gallo
///         et al., Nature Electronics 2023; Vasilopoulos et al., TED 2023).
/// Valid   0 <= g <= g_max.
/// Omits   temperature, stuck cells, fresh white noise at every read.
///
/// Both have
///
///     mu = clip(-0.0387 ln x - 0.0182, 0.0720, 0.13) for x < 0.0945, else -0.0436 x^2 - 0.0126 x + 0.0736

/// One device: g_max = 10.35 uS, t0 = 200 s.
///
///     sigma = 0.15781817 + 2.32443916 x - 2.16310839 x^2 + 0.68841818 x^3 uS
///     s     = clip(-0.0120 ln x - 0.0023, 0.0124, 0.04) for x < 0.3039, else -0.0165 x^2 + 0.0116 x + 0.0104
///     Q     = clip(-0.0078 ln x + 0.0038, 0.0179, 0.04) for x < 0.1591,
///             else 0.0664 x^3 - 0.1352 x^2 + 0.0768 x + 0.0088
namespace pcm_hermes_2022_one {
[[nodiscard]] const ProgrammingFit& programming();
[[nodiscard]] const DriftFit& drift();
[[nodiscard]] const FlickerFit& flicker();
}  // namespace pcm_hermes_2022_one

/// Two devices, the most significant filled first: g_max = 20.7 uS, t0 = 300 s.
///
///     sigma = 0.16603222 + 4.71806468 x - 8.48101252 x^2 + 4.68961419 x^3 uS
///     s     = clip(-0.0117 ln x - 0.0057, 0.0091, 0.04) for x < 0.3055, else -0.0118 x^2 + 0.0093 x + 0.0073
///     Q     = clip(-0.0117 ln x - 0.0069, 0.015, 0.04) for x < 0.16,
///             else 0.0069 x^3 - 0.0280 x^2 + 0.0211 x + 0.0123
namespace pcm_hermes_2022_two {
[[nodiscard]] const ProgrammingFit& programming();
[[nodiscard]] const DriftFit& drift();
[[nodiscard]] const FlickerFit& flicker();
}  // namespace pcm_hermes_2022_two

}  // namespace ohmic::devices
