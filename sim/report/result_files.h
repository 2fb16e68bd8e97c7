// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "sim/record/npz.h"
#include "sim/record/run_record.h"

namespace ohmic::sim {

/// The files of a results folder, as ResultsFolder::write() takes them.
struct ResultFiles {
  std::vector<std::pair<std::string, std::string>> files;  ///< names with contents, summary.json first
  std::vector<std::string> outdated;                       ///< names of files that the run has none of
};

/// summary.json, layers.csv, predictions.csv and report.html; logits.npy, timeline.json and waves.vcd where
/// the run has them.
[[nodiscard]] ResultFiles resultFiles(const RunRecord& record);

/// Logits by read time, chip, image and class, float32. @pre the run kept them
[[nodiscard]] NpyArray logitsArray(const RunRecord& record);

}  // namespace ohmic::sim
