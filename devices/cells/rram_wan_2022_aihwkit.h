// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "devices/cells/fitted_programming.h"
#include "devices/cells/retention.h"

namespace ohmic::devices {

/// ReRAM of NeuRRAM at three times after programming, aihwkit's fit:
///
///     sigma(t) = c0 + c1 x + c2 x^2 + c3 x^3 + c4 x^4 uS             x = target / 40 uS
///
///     | t      | c0    | c1     | c2      | c3     | c4      |
///     |--------|-------|--------|---------|--------|---------|
///     | 1 s    | 0.348 | 16.030 | -43.853 | 45.393 | -16.815 |
///     | 1 day  | 0.701 | 22.086 | -50.773 | 47.095 | -16.458 |
///     | 2 days | 0.782 | 20.274 | -43.507 | 37.062 | -11.934 |
///
/// Source  Wan et al., Nature 608:504 (2022); the polynomials are from IBM aihwkit,
///         src/aihwkit/inference/noise/reram.py.
/// Valid   0 <= target <= 40 uS; read times up to 1 s (the state measured at 1 s), 1 day and 2 days:
///         nothing was measured between. At x = 0.5 sigma is 2.022938, 3.909000 and 3.929125 uS.
/// Omits   read noise (aihwkit suggests 1 % additive), stuck cells.
namespace rram_wan_2022_aihwkit {

/// The error 1 s after programming.
[[nodiscard]] const ProgrammingFit& programming();

/// What it grows to after 1 and 2 days.
[[nodiscard]] const RetentionFit& retention();

/// 1 uS, the off state of Wan's cells (1 MOhm, CiMLoop's cell file), to the top of the fit; siemens.
inline constexpr ConductanceRange kUsual{1e-6, 40e-6};

}  // namespace rram_wan_2022_aihwkit
}  // namespace ohmic::devices
