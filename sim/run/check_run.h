// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "mapping/plan.h"
#include "models/datasets/samples.h"
#include "sim/array/layer_hardware.h"
#include "sim/chip/area.h"
#include "sim/engine/calibrate.h"
#include "sim/run/chip_file.h"
#include "sim/run/noisy_network.h"
#include "sim/run/run_identity.h"
#include "sim/run/run_inputs.h"
#include "sim/run/run_request.h"
#include "sim/run/stored_network.h"

namespace ohmic::sim {

/// A run that could start: everything is read, fits together and has its place.
struct CheckedRun {
  RunInputs inputs;
  mapping::Plan plan;
  std::vector<LayerHardware> hardware;  ///< as plan.layers
  CalibrationImages calibration;
  AreaReport area;                      ///< with a chip
  std::optional<RunIdentity> identity;  ///< where a file was compared with it; none: not found out yet
  std::optional<std::vector<LayerCalibration>> given;  ///< of the calibration file, instead of calibrating
  std::optional<ChipFile> loaded;                      ///< of the chip file, instead of programming
};

/// Read and check all that a run on arrays needs. `ohmic run` goes on from here, `ohmic check` stops, so both
/// refuse the same.
/// @throws configs::InputError
[[nodiscard]] CheckedRun checkRun(const RunRequest& request, const KnownInputs& known = {});

/// The same for a float network, with hardware.weight_noise or hardware.storage.
struct CheckedFloatRun {
  RunInputs inputs;
  std::unique_ptr<NoisyNetwork> noisy;           ///< with weight_noise
  std::unique_ptr<StoredNetwork> stored;         ///< with storage
  std::unique_ptr<models::Samples> calibration;  ///< where an estimator is searched; otherwise none
};

/// @pre request.isFloat()
/// @throws configs::InputError
[[nodiscard]] CheckedFloatRun checkFloatRun(const RunRequest& request, const KnownInputs& known = {});

}  // namespace ohmic::sim
