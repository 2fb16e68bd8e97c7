// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "models/datasets/samples.h"
#include "sim/record/run_record.h"
#include "sim/run/judge.h"
#include "sim/run/run_identity.h"
#include "sim/run/run_inputs.h"
#include "sim/run/run_request.h"

namespace ohmic::sim {

/// The compiler that built this: "gcc 12.2.0", "Debian Clang 14.0.6".
[[nodiscard]] std::string compilerName();

/// How many of the samples each chip classifies: RunRequest::chipsOfAnImage shares them out.
[[nodiscard]] std::int64_t imagesOfAChip(const RunRequest& request, const models::Samples& samples,
                                         int chips);

/// What a run is about: network, data set, labels, seed, machine.
[[nodiscard]] RunRecord describeRun(const RunRequest& request, const RunInputs& inputs);

/// What the run read, and its id.
void addIdentity(const RunIdentity& identity, RunRecord& record);

/// Accuracies of the digital network.
void addDigital(const Verdict& digital, RunRecord& record);

/// Mean, intervals and spread of the chips in @p accuracy.perChip.
/// @param inTop5  images of all chips whose label is among the five greatest logits.
void finishAccuracy(std::int64_t inTop5, const RunRecord& record, AccuracyRecord& accuracy);

/// Adds a chip's predictions to the confusion.
void countConfusion(const std::vector<int>& predictions, std::size_t chip, std::int64_t logits,
                    RunRecord& record);

}  // namespace ohmic::sim
