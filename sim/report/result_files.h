// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "sim/record/npz.h"
#include "sim/record/run_record.h"

namespace ohmic::sim {

/// The files of a results folder as ResultsFolder::write() takes them, names with contents: summary.json,
/// layers.csv, predictions.csv and report.html; logits.npy, timeline.json and waves.vcd where the run has
/// them.
[[nodiscard]] std::vector<std::pair<std::string, std::string>> resultFiles(const RunRecord& record);

/// Logits by read time, chip, image and class, float32. @pre the run kept them
[[nodiscard]] NpyArray logitsArray(const RunRecord& record);

}  // namespace ohmic::sim
