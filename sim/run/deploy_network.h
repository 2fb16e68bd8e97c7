// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "models/datasets/samples.h"
#include "sim/engine/deployment.h"
#include "sim/run/run_request.h"

namespace ohmic::sim {

/// A run's network on its arithmetic: calibrated, or as its calibration file says.
///
/// @param plan, hardware  of mapOnto().
/// @param samples         of openCalibration().
/// @throws configs::InputError if the file was made for another configuration, or a range does not fit.
[[nodiscard]] Deployment deployNetwork(const RunRequest& request, models::Graph graph, mapping::Plan plan,
                                       std::vector<LayerHardware> hardware, const models::Samples& samples);

/// Hash of what a run's calibration depends on, model and data included.
[[nodiscard]] std::string calibrationHashOf(const RunRequest& request, const models::Graph& graph,
                                            const models::Samples& samples);

}  // namespace ohmic::sim
