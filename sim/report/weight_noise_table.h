// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "sim/record/run_record.h"

namespace ohmic::sim::report {

/// The tensors that got plain Gaussian noise, their statistics and the noise; sorts.
/// @pre record.weightNoise
[[nodiscard]] std::string weightNoiseTable(const RunRecord& record);

}  // namespace ohmic::sim::report
