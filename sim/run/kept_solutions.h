// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "devices/wires/wires.h"
#include "sim/record/result_cache.h"

namespace ohmic::sim {

/// Solves wires, or finds in a cache what the same program found for the same wires and cells, equal in every
/// bit: a solution's name is the digest of the cells' conductances themselves, whatever programmed them. The
/// matrices are equal with a cache and without. Solutions that cost less than a file are not kept.
///
/// @param cache  null: everything is solved. Outlives the solver.
[[nodiscard]] devices::WireSolver solverWith(const ResultCache* cache);

}  // namespace ohmic::sim
