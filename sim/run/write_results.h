// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "sim/run/run_record.h"

namespace ohmic::sim {

/// summary.json: every figure of the run, versioned schema (docs/results.md).
[[nodiscard]] std::string summaryJson(const RunRecord& record);

/// The same on one line, for files that are kept by the thousand.
[[nodiscard]] std::string summaryLine(const RunRecord& record);

/// Whether a value of the configuration enters hashes: not how the work is done, nor where files lie.
[[nodiscard]] bool entersHash(const configs::ResolvedValue& value);

/// predictions.csv: one line per read time, chip and image.
[[nodiscard]] std::string predictionsCsv(const RunRecord& record);

/// layers.csv: one line per mapped layer.
[[nodiscard]] std::string layersCsv(const RunRecord& record);

/// XXH3-128 over the results and the resolved configuration without threads, batch, paths and origins; model
/// and data enter by the hash of their bytes, all logits by theirs. Says nothing of the machine or the clock.
[[nodiscard]] std::string resultHash(const RunRecord& record);

}  // namespace ohmic::sim
