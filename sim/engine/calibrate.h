// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

#include "devices/cells/cell.h"
#include "devices/converters/adc.h"
#include "models/datasets/samples.h"
#include "sim/engine/deployment.h"

namespace ohmic::sim {

/// How input scales are chosen from the calibration images' activations.
struct InputRange {
  enum class Criterion { minimumError, percentile };
  Criterion criterion = Criterion::percentile;
  double percentile = 1.0;  ///< share of the activations within the range; 1 is the greatest one
  double margin = 1.0;      ///< factor on the range, >= 1: room for activations that calibration has not seen
};

/// Choose every layer's input scale and LSBs.
///
/// The images run through the float network; each layer's input gives a histogram and with it the input
/// scale. The quantised inputs are then read on ideal cells at time zero, and the integer sums give a
/// histogram for each slice, a phase of weight 2^p counting 4^p times because its error does; the format's
/// criterion makes it the LSB, rounded to whole fixed-point units.
///
/// @param cell     its range says what g_min adds where the circuit does not cancel it; its law, how it bends
///                 (the LSBs are chosen for ohmic cells).
/// @param samples  the calibration images, never the test images.
/// @throws configs::InputError if a lossless range does not fit.
[[nodiscard]] Deployment calibrate(models::Graph graph, mapping::Plan plan, const devices::AdcFormat& adc,
                                   const InputRange& inputRange, const devices::Cell& cell,
                                   const devices::DacErrors& dac, const models::Samples& samples,
                                   int threads);

}  // namespace ohmic::sim
