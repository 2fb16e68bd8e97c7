// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

namespace ohmic::sim {

// What part of a run's identity decides a part of its work. Each lists what does not count, so that a key
// that is new counts. Keys are those of RunIdentity: paths of the configuration, "dataset", "calibration",
// "--chip". An entry of `layers` counts as the same key of `hardware`.

/// The network's float outputs for the measured images.
[[nodiscard]] bool decidesOutputs(const std::string& key);

/// A calibration, beside the number and the split of its images and the range of the cells, which laws of the
/// cells bring along. What comes later does not count: errors of cells and converters, wires, read times, the
/// chip's costs, replicas, chips and seed.
[[nodiscard]] bool decidesCalibration(const std::string& key);

/// The cells of a programmed chip, beside its seed and number. What is in front of the cells or behind them
/// does not count: images, calibration, converters, costs.
[[nodiscard]] bool decidesCells(const std::string& key);

}  // namespace ohmic::sim
