// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "sim/record/compare_runs.h"
#include "sim/record/run_record.h"

namespace ohmic::sim {

/// A run of a comparison.
struct ComparedRun {
  std::string name;  ///< in every figure; no two alike
  RunRecord record;
};

/// Several runs in one report: their figures side by side, how the others' accuracy differs from the first
/// one's (paired where both have seen the same images and chips), energy by component and errors by layer of
/// all, and the values of the run files that differ. One HTML file that needs no network; the same runs give
/// the same bytes.
/// @pre at least two runs, with at least one read time each
[[nodiscard]] std::string renderComparison(const std::vector<ComparedRun>& runs);

}  // namespace ohmic::sim
