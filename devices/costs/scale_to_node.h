// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "devices/circuits/technology.h"
#include "devices/costs/component_costs.h"

namespace ohmic::devices {

/// Published costs of one node at another, by the technology table:
///
///     energy by e0, area by A0, leakage by that of a unit inverter; an array's area by F^2, its energy not
///
/// Converters that a cost model prices at the chip's node are its own business, and the port to the host is
/// the same at every node. Given costs stay. Each scaled cost says so in its source.
void scaleToNode(const Technology& from, const Technology& to, ChipCosts& costs);

}  // namespace ohmic::devices
