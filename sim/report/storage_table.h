// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "sim/record/run_record.h"

namespace ohmic::sim::report {

/// The kernels that were stored, and the cells and bits that each took; sorts.
/// @pre record.storage
[[nodiscard]] std::string storageTable(const RunRecord& record);

}  // namespace ohmic::sim::report
