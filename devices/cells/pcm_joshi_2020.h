// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "devices/cells/fitted_programming.h"

namespace ohmic::devices {

/// Phase-change cells 27.36 s after iterative programming, CrossSim's fit:
///
///     sigma = max(-0.00178767 G^2 + 0.07585724 G + 0.28638599, 0) uS             G = target in uS
///
/// Source  Joshi et al., Nature Communications 11:2473 (2020); the parabola is CrossSim 3.2's,
///         simulator/devices/custom/PCM_Joshi.py.
/// Valid   0 <= G <= 25 uS. At 5 uS sigma is 0.620980 uS, at 25 uS 1.065523 uS.
/// Omits   drift, read noise, temperature, stuck cells.
[[nodiscard]] const ProgrammingFit& pcmJoshi2020();

/// On/off ratio of 100, as CrossSim suggests; siemens.
inline constexpr ConductanceRange kPcmJoshi2020Usual{0.25e-6, 25e-6};

}  // namespace ohmic::devices
