// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "devices/cells/fitted_programming.h"

namespace ohmic::devices {

/// ReRAM of NeuRRAM one second after programming, CrossSim's fit:
///
///     sigma = 1.536e-4 G^3 - 1.167e-2 G^2 + 0.2374 G + 1.053 uS             G = target in uS
///
/// Source  Wan et al., Nature 608:504 (2022), Extended Data Fig. 3; the cubic is CrossSim 3.2's,
///         simulator/devices/custom/RRAM_Wan.py.
/// Valid   0 <= G <= 39.26 uS. At 20 uS sigma is 2.3618 uS.
/// Omits   later relaxation, read noise, stuck cells.
[[nodiscard]] const ProgrammingFit& rramWan2022Crosssim();

/// 1 uS, the off state of Wan's cells (1 MOhm, CiMLoop's cell file), to the top of the fit; siemens.
inline constexpr ConductanceRange kRramWan2022Usual{1e-6, 39.26e-6};

}  // namespace ohmic::devices
