// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

#include "models/datasets/samples.h"
#include "models/graph/graph.h"

namespace ohmic::sim {

/// Index of the greatest logit, the first of equals; a NaN counts as greater than any number, so that a row
/// of NaN predicts its first. One logit alone decides between two classes: 1 if it is above the threshold.
[[nodiscard]] int predict(const float* logits, std::int64_t classes, double threshold);

/// Whether the label's logit is among the five greatest; of equals the first ones count. True where there are
/// fewer.
[[nodiscard]] bool isInTop5(const float* logits, std::int64_t classes, int label);

/// The float network's outputs for samples [first, first + count), by image and output.
[[nodiscard]] std::vector<float> outputsOf(const models::Graph& graph, const models::Samples& samples,
                                           std::int64_t first, std::int64_t count, int threads);

/// Share of predictions that equal the labels.
[[nodiscard]] double top1(const std::vector<int>& predictions, const std::vector<int>& labels);

}  // namespace ohmic::sim
