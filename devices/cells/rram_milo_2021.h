// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "devices/cells/fitted_programming.h"

namespace ohmic::devices {

/// HfO2 ReRAM after incremental gate-voltage verify:
///
///     sigma = max(-0.009107 G + 4.782321, 0) uS             G = target in uS
///
/// Source  Milo et al., IRPS 2021 (IGVVA-100); the line is from CrossSim 3.2,
///         simulator/devices/custom/RRAM_Milo.py.
/// Valid   50 <= G <= 225 uS (on/off ratio 4.5). At 100 uS sigma is 3.871621 uS.
/// Omits   the current's curvature in voltage, drift, read noise, stuck cells.
[[nodiscard]] const ProgrammingFit& rramMilo2021();

}  // namespace ohmic::devices
