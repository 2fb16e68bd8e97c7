// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>

#include "devices/cells/cell.h"
#include "devices/converters/adc.h"
#include "devices/converters/dac.h"
#include "devices/costs/component_costs.h"
#include "devices/wires/wire_resistance.h"
#include "mapping/format.h"

namespace ohmic::sim {

/// How a layer's input scale is chosen from the calibration images' activations.
struct InputRange {
  enum class Criterion { minimumError, percentile };
  Criterion criterion = Criterion::percentile;
  double percentile = 1.0;  ///< share of the activations within the range; 1 is the greatest one
  double margin = 1.0;      ///< factor on the range, >= 1: room for activations that calibration has not seen
};

/// What the digital side corrects at each read time.
enum class Compensation {
  none,
  perLayer,   ///< one factor for the layer, from reference reads
  perColumn,  ///< one for each column
  adaBs       ///< statistics of BatchNormalization, from training images; elsewhere perLayer
};

/// What one layer runs on. Every layer has its own, so that any key can be another in a layer.
struct LayerHardware {
  mapping::MappingOptions mapping;
  InputRange inputRange;
  devices::AdcFormat adc;
  devices::DacErrors dac;
  devices::Cell cell;
  devices::WireResistance wires;
  Compensation compensation = Compensation::none;
  std::optional<devices::ChipCosts> costs;  ///< on the chip; none without one
  int variant = 0;                          ///< the same for layers under the same entries of `layers`
};

}  // namespace ohmic::sim
