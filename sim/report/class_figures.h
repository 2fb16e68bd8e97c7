// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "sim/record/run_record.h"

namespace ohmic::sim::report {

/// Confusion matrix and, its rows level with it, the accuracy of every class. Of more than forty classes the
/// accuracies are those of the worst forty; of more than a hundred the matrix is left out.
[[nodiscard]] std::string classFigures(const RunRecord& record);

}  // namespace ohmic::sim::report
