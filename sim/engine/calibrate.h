// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "models/datasets/samples.h"
#include "sim/engine/deployment.h"

namespace ohmic::sim {

/// Choose every layer's input scale and LSBs.
///
/// The images run through the float network; each layer's input gives a histogram and with it the input
/// scale. Where the network quantises the input itself and the layer's codes hold its grid, the scale is the
/// grid's step: nothing is rounded again. The quantised inputs are then read on ideal cells at time zero, and
/// the integer sums give a histogram for each slice, a phase of weight 2^p counting 4^p times because its
/// error does; the format's criterion makes it the LSB, rounded to whole fixed-point units.
///
/// @param hardware  as plan.layers; the cells' range says what g_min adds where the circuit does not cancel
///                  it, their law how they bend (the LSBs are chosen for ohmic cells).
/// @param samples   the calibration images, never the test images.
/// @throws configs::InputError if a lossless range does not fit.
[[nodiscard]] Deployment calibrate(models::Graph graph, mapping::Plan plan,
                                   std::vector<LayerHardware> hardware, const models::Samples& samples,
                                   int threads);

/// Refuses a network for whose images an activation that a layer takes, or an output, is no finite number:
/// nothing can be chosen for it, and a chip would compute nothing.
///
/// @param images  the first so many of the samples.
/// @throws configs::InputError
void requireFinite(const models::Graph& graph, const models::Samples& samples, std::int64_t images,
                   int threads);

/// What calibration chose for a layer.
struct LayerCalibration {
  std::string name;
  double inputScale = 1.0;        ///< activation of one input code
  std::vector<std::int64_t> lsb;  ///< of each slice, fixed-point units; empty with ideal converters
};

[[nodiscard]] std::vector<LayerCalibration> calibrationOf(const Deployment& deployment);

/// Why an earlier calibration's numbers are none of a layer's; empty if they fit: the scale is positive,
/// there is an LSB for each slice where the converters are calibrated, within greatestLsb(), and the layer's
/// own elsewhere.
[[nodiscard]] std::string faultOf(const LayerCalibration& calibration, const mapping::LayerPlan& layer,
                                  const LayerHardware& hardware);

/// The same deployment from what an earlier calibration chose.
///
/// @param calibration  as plan.layers, each without a fault.
[[nodiscard]] Deployment deploy(models::Graph graph, mapping::Plan plan, std::vector<LayerHardware> hardware,
                                const std::vector<LayerCalibration>& calibration);

}  // namespace ohmic::sim
