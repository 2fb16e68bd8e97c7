// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "sim/engine/deployment.h"
#include "sim/run/run_request.h"

namespace ohmic::sim {

/// What a layer's hardware really is, and what it makes of the network's own activations.
struct LayerExplanation {
  std::string name;
  int arrays = 0;
  int greatestLevel = 0;
  double levelConductance_S = 0.0;
  int fractionBits = 0;  ///< levels are resolved to 2^-f
  double inputScale = 0.0;
  std::int64_t conversionsPerOutput = 0;
  std::vector<double> lsbLevels;    ///< of each slice, in levels under the greatest input; empty if ideal
  std::vector<double> lsb_A;        ///< the same as a current; empty without a read voltage
  double saturatedShare = 0.0;      ///< of the codes at the first read time
  double snrOfConverters_dB = 0.0;  ///< of a column, with ideal cells and wires
  std::vector<double> snr_dB;       ///< of a column, by read time
};

/// What has become of cells written to one target.
struct CellMoments {
  double target_S = 0.0, mean_S = 0.0, deviation_S = 0.0;
  double fresh_S = 0.0;  ///< standard deviation of the fresh noise of a read at the mean
};

/// The cells of some layers.
struct CellExplanation {
  std::vector<std::string> layers;
  std::string model;
  std::vector<std::string> laws;                     ///< a sentence for each question
  std::vector<std::vector<CellMoments>> byReadTime;  ///< for five targets from g_min to g_max
};

struct Explanation {
  std::vector<double> readTimes;
  std::int64_t images = 0;  ///< whose activations the layers were read with
  std::vector<LayerExplanation> layers;
  std::vector<CellExplanation> cells;
};

/// Describe a cell: its laws, and what 4,096 cells of each of five targets are at each read time.
[[nodiscard]] CellExplanation explainCell(const devices::Cell& cell, const std::vector<double>& readTimes,
                                          std::uint64_t seed);

/// Describe a calibrated run. The layers are read by themselves, each with the float network's own
/// activations for the first @p images calibration images, on chip 0: the signal is the float network's
/// output less the bias, the noise what the layer's output differs by.
/// @param samples  of openCalibration().
[[nodiscard]] Explanation explain(const RunRequest& request, const Deployment& deployment,
                                  const models::Samples& samples, std::int64_t images);

}  // namespace ohmic::sim
