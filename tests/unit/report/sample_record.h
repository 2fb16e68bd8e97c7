// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "sim/record/run_record.h"

namespace ohmic::sim {

/// A record as a run of a ResNet-20 on Fashion-MNIST leaves it: invented figures of the right size,
/// consistent where the report relies on it (accuracies with the confusion matrix, energies with their sums).
/// @param readTimes  seconds; at least one
[[nodiscard]] RunRecord sampleRecord(const std::vector<double>& readTimes = {1.0});

/// The same without a chip in time.
[[nodiscard]] RunRecord sampleRecordWithoutChip();

}  // namespace ohmic::sim
