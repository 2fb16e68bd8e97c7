// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "models/datasets/samples.h"
#include "models/graph/graph.h"
#include "sim/array/layer_hardware.h"
#include "sim/run/known_inputs.h"
#include "sim/run/run_request.h"

namespace ohmic::sim {

/// A run's network and samples, fitted to each other.
struct RunInputs {
  models::Graph graph;
  std::shared_ptr<const models::Samples> samples;
  std::vector<std::string> notes;  ///< how they were fitted, a sentence each
};

/// Read both and check that they fit: the one list of conditions that `run` and `check` ask.
/// @throws configs::InputError for a file, or for a network and samples that do not fit together: shapes, no
/// vector of
///         logits, fewer logits than classes, folders that cannot be the classes of the network's logits.
[[nodiscard]] RunInputs openInputs(const RunRequest& request, const KnownInputs& known = {});

/// The network alone, with the sign of its input as openInputs() finds it.
[[nodiscard]] models::Graph openGraph(const RunRequest& request);

/// The images that calibration takes.
struct CalibrationImages {
  std::shared_ptr<const models::Samples> samples;
  models::Split split = models::Split::train;  ///< that they are of
  std::string note;  ///< why they are others than the run file says; empty: they are not
};

/// The images that accuracy is measured on, as openInputs() reads them; as they are where they do not fit the
/// network.
[[nodiscard]] std::shared_ptr<const models::Samples> samplesOf(const RunRequest& request,
                                                               const KnownInputs& known);

/// The images that calibration takes, or those that accuracy is measured on where the data set has no such
/// split: what openCalibration() gives where it does not refuse.
[[nodiscard]] std::shared_ptr<const models::Samples> calibrationImagesOf(const RunRequest& request,
                                                                         const KnownInputs& known);

/// Open the images that calibration takes.
///
/// Where the data set has no such split and no converter is calibrated (ideal, lossless or given ranges), the
/// images that accuracy is measured on: they choose the scales of the layers' inputs alone.
///
/// @param hardware  of every mapped layer.
/// @throws configs::InputError if there is no such split, fewer images than were asked for, or another shape.
[[nodiscard]] CalibrationImages openCalibration(const RunRequest& request, const models::Graph& graph,
                                                const std::vector<LayerHardware>& hardware,
                                                const KnownInputs& known = {});

}  // namespace ohmic::sim
