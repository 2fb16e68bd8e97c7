// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "mapping/plan.h"
#include "sim/engine/calibrate.h"
#include "sim/run/run_identity.h"
#include "sim/run/run_inputs.h"

namespace ohmic::sim {

/// What calibration.json holds.
struct CalibrationFile {
  std::string hash;  ///< of what it was chosen for: calibrationHash()
  std::vector<LayerCalibration> layers;
};

/// All that a calibration depends on, as a text that tells calibrations apart: what decidesCalibration() of
/// the identity, the images, and the layers with the ranges of their cells. The program is no part of it.
[[nodiscard]] std::string calibrationInputs(const RunIdentity& identity, const CalibrationImages& images,
                                            const mapping::Plan& plan,
                                            const std::vector<LayerHardware>& hardware);

/// XXH3-128 of calibrationInputs().
[[nodiscard]] std::string calibrationHash(const std::string& inputs);

/// XXH3-128 of what layers run with: their scales and converter ranges, whether a file gives them or a run
/// chose them.
[[nodiscard]] std::string calibrationDigest(const std::vector<LayerCalibration>& layers);

[[nodiscard]] std::string calibrationJson(const CalibrationFile& file);

/// @param hash      calibrationHash() that the file has to have; none: any
/// @param hardware  as plan.layers.
/// @throws configs::InputError naming the file, if it is damaged, was made for another configuration or for
/// other
///         layers, or has numbers that no calibration of them gives (faultOf).
[[nodiscard]] CalibrationFile readCalibrationFile(const std::filesystem::path& file,
                                                  const std::optional<std::string>& hash,
                                                  const mapping::Plan& plan,
                                                  const std::vector<LayerHardware>& hardware);

}  // namespace ohmic::sim
