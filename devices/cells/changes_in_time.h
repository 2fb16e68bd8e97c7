// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "devices/cells/cell.h"

namespace ohmic::devices {

/// Whether a cell is another at another read time: it drifts, or its slow noise differs between 1 s and a
/// year. The noise is asked by trial, so that every law answers alike.
[[nodiscard]] bool changesInTime(const Cell& cell);

}  // namespace ohmic::devices
