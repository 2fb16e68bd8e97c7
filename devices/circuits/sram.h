// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "devices/circuits/circuit_cost.h"
#include "devices/circuits/technology.h"

namespace ohmic::devices {

/// SRAM of six-transistor cells: B bits in words of w.
///
///     E = 4 w (R c_BL V 0.1 V + c_WL V^2) + 4 e0 w + (w + log2 words) c_w L V^2      a word read or written
///     A = B cell / 0.7      L = sqrt(A)      R = min(256, words / 4)      c_w = 0.25 fF/um
///     t = 32 FO4 (B / 8 KiB)^0.35            leakage 1.4 B 4 F I_off V
///
/// Cells are 1.46 times as wide as high, their access transistors 1.3 F.
///
/// Source  CACTI 7's organisation. Its own runs (45, 32, 22 nm; 2 KiB to 1 MiB): energy 0.71 to 1.56 of
///         theirs, area 0.88 to 1.09, leakage 1.00 to 1.16.
/// Error   1.8 for energy (1.6 with CACTI's cell of 0.071 um2 at 22 nm), 1.2 for area and leakage.
/// @param bits  B >= word. @param word  w.
[[nodiscard]] CircuitCost sram(const Technology& tech, double bits, int word);

}  // namespace ohmic::devices
