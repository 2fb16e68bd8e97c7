// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "devices/circuits/circuit_cost.h"

namespace ohmic::devices {

/// Port to the host: pads of so many bits at once, a bit in or out.
///
///     E = 8 pJ      A = 3600 um2 a pad (60 by 60 um)
///
/// Source  LPDDR4's 8 pJ a bit (AccelForge); the pads' size is an estimate. It is the same at every node.
/// Error   3.
[[nodiscard]] inline CircuitCost offChipPort(double width) { return {8e-12, 0.0, width * 3600e-12, 0.0}; }

}  // namespace ohmic::devices
