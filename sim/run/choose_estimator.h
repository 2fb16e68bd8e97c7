// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/datasets/samples.h"
#include "models/read_network.h"
#include "sim/run/noisy_network.h"

namespace ohmic::sim {

/// The estimator whose weights classify the calibration images best; of those that are equally good, the one
/// with the least cross-entropy; of these, the first.
///
/// @param drawn  weights of one draw.
/// @pre network.estimators() is not empty
[[nodiscard]] const NoisyNetwork::Estimator& chooseEstimator(const NoisyNetwork& network,
                                                             const NoisyNetwork::Values& drawn,
                                                             const models::NetworkChoice& choice,
                                                             const models::Samples& calibration, int threads);

}  // namespace ohmic::sim
