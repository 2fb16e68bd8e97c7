// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <random>
#include <string>
#include <vector>

#include "devices/cells/current_voltage.h"
#include "devices/converters/adc.h"
#include "devices/converters/dac.h"
#include "mapping/plan.h"
#include "models/graph/graph.h"

namespace ohmic::tests {

/// A network of one random layer on a random mapping.
struct RandomLayer {
  models::Graph graph;
  mapping::Plan plan;
  std::vector<float> input;
  double inputScale = 1.0;

  [[nodiscard]] const mapping::LayerPlan& layer() const { return plan.layers[0]; }
  [[nodiscard]] const models::Node& node() const { return graph.nodes[layer().node]; }
  [[nodiscard]] std::size_t outputs() const;
};

struct LayerLimits {
  int rows = 1024;   ///< of the matrix
  int columns = 24;  ///< outputs
  int arrayRows = 256;
  bool analog = false;  ///< cells without levels may be drawn
};

/// A linear layer or a convolution (groups, strides, dilations, pads) with random weights, inputs, bits,
/// slices, pairs, subtraction, input encoding and array shape. Inputs exceed the codes at times.
[[nodiscard]] RandomLayer randomLayer(std::mt19937& random, const LayerLimits& limits);

/// Formats of weights, inputs and arrays, in every combination of modes that goes together.
[[nodiscard]] mapping::MappingOptions randomOptions(std::mt19937& random, const LayerLimits& limits);

/// Errors that the input's encoding allows.
[[nodiscard]] devices::DacErrors randomDriverErrors(const mapping::InputFormat& input, std::mt19937& random);

/// Converters of a random kind with random errors.
[[nodiscard]] devices::AdcFormat randomConverters(devices::AdcFormat adc, std::mt19937& random);

/// One of the I-V laws.
[[nodiscard]] devices::NonLinearity bentCells(int kind);

/// The modes of a layer, for a failure's message.
[[nodiscard]] std::string describe(const RandomLayer& layer);

}  // namespace ohmic::tests
