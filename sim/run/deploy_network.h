// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "sim/engine/calibrate.h"
#include "sim/engine/deployment.h"
#include "sim/run/run_identity.h"
#include "sim/run/run_inputs.h"
#include "sim/run/run_request.h"

namespace ohmic::sim {

/// The identity of a run whose network and calibration images are at hand.
/// @param samples  that accuracy is measured on; null: they are read.
[[nodiscard]] RunIdentity identityOf(const RunRequest& request, const models::Graph& graph,
                                     const models::Samples* samples, const CalibrationImages& images,
                                     const KnownInputs& known = {});

/// What the run's calibration file says; none without one.
///
/// @param plan, hardware  of mapOnto().
/// @param images          of openCalibration().
/// @throws configs::InputError if the file was made for another configuration, or its ranges do not fit.
[[nodiscard]] std::optional<std::vector<LayerCalibration>> givenCalibration(
    const RunRequest& request, const RunIdentity& identity, const mapping::Plan& plan,
    const std::vector<LayerHardware>& hardware, const CalibrationImages& images);

/// A run's network on its arithmetic: calibrated, or as its calibration file says.
///
/// @throws configs::InputError as givenCalibration(), or if a range does not fit.
[[nodiscard]] Deployment deployNetwork(const RunRequest& request, models::Graph graph, mapping::Plan plan,
                                       std::vector<LayerHardware> hardware, const CalibrationImages& images);

/// Hash of what a run's calibration depends on, model and data included.
[[nodiscard]] std::string calibrationHashOf(const RunRequest& request, const models::Graph& graph,
                                            const mapping::Plan& plan,
                                            const std::vector<LayerHardware>& hardware,
                                            const CalibrationImages& images);

}  // namespace ohmic::sim
