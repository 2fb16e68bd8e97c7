// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <string>
#include <vector>

#include "mapping/plan.h"
#include "sim/array/layer_hardware.h"
#include "sim/chip/chip_model.h"

namespace ohmic::sim {

/// Silicon in square metres, by component; @c installed sums byComponent.
struct AreaReport {
  double installed = 0.0;
  double used = 0.0;  ///< of the tiles that hold an array of the network, host port included
  int tiles = 0;      ///< installed
  int tilesUsed = 0;
  std::map<std::string, double> byComponent;
  /// As Plan::layers: the layer's crossbars' share of their tiles. Slots that hold nothing and the host link
  /// are no layer's; layers that take turns on the arrays each have the same silicon.
  std::vector<double> byLayer;
};

/// Every slot of a processing element has an equal share of the element's components. One that holds an array
/// of a layer with hardware of its own has that layer's.
///
/// @param hardware  as plan.layers.
/// @throws configs::InputError if the network needs more arrays than the chip has.
[[nodiscard]] AreaReport area(const mapping::Plan& plan, const std::vector<LayerHardware>& hardware,
                              const ChipModel& model);

}  // namespace ohmic::sim
