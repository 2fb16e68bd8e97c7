// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "configs/reader/origin.h"
#include "mapping/plan.h"
#include "sim/engine/calibrate.h"

namespace ohmic::sim {

/// What calibration.json holds.
struct CalibrationFile {
  std::string hash;  ///< of what it was chosen for: calibrationHash()
  std::vector<LayerCalibration> layers;
};

/// The values of a configuration that calibration depends on, a line each: network, data, calibration images,
/// arrays, formats, drivers, converter ranges, conductance range and I-V law. Not what comes later: errors of
/// cells and converters, wires, read times, chip, seed.
[[nodiscard]] std::string calibrationConfig(const std::vector<configs::ResolvedValue>& values);

/// XXH3-128 of these values and of the bytes of model and data.
[[nodiscard]] std::string calibrationHash(const std::string& config, const std::string& modelDigest,
                                          const std::string& dataDigest);

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
