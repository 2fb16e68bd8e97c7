// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "sim/record/run_record.h"

namespace ohmic::sim {

/// summary.json: every figure of the run, versioned schema (docs/results.md).
[[nodiscard]] std::string summaryJson(const RunRecord& record);

/// The same on one line without the id, which a point's file has at its head (point_file.h).
[[nodiscard]] std::string summaryLine(const RunRecord& record);

/// Whether a value of the configuration enters identities and hashes as it is written: not how the work is
/// done, nor where files lie.
[[nodiscard]] bool entersHash(const configs::ResolvedValue& value);

/// predictions.csv: one line per read time, chip and image.
[[nodiscard]] std::string predictionsCsv(const RunRecord& record);

/// layers.csv: one line per mapped layer.
[[nodiscard]] std::string layersCsv(const RunRecord& record);

/// XXH3-128 over the results and the resolved configuration without threads, batch, paths and origins; every
/// file that was read enters by the digest of its content, the calibration by its values, all logits by their
/// digest. Says nothing of the machine, the clock or the program: builds with equal results have equal
/// hashes.
[[nodiscard]] std::string resultHash(const RunRecord& record);

}  // namespace ohmic::sim
