// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "mapping/plan.h"
#include "sim/array/programmed_array.h"

namespace ohmic::sim {

/// Reference reads of a chip: for each layer the mean magnitude of its outputs when one row after the other
/// is driven by one code (one-hot vectors), without converters; in fixed-point units.
///
/// Source  aihwkit, src/aihwkit/inference/compensation/drift.py ("global drift compensation": one-hot reads,
/// mean
///         magnitude), there for each tile and through the converters; here for each layer, exact.
[[nodiscard]] std::vector<double> referenceReads(const ProgrammedChip& chip, const mapping::Plan& plan);

/// Set every layer's gain to reference / present mean magnitude, so that the mean output is what it was at
/// the reference. A layer that reads nothing keeps gain 1.
void compensateDrift(const std::vector<double>& reference, const mapping::Plan& plan, ProgrammedChip& chip);

}  // namespace ohmic::sim
