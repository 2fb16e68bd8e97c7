// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <string>
#include <vector>

#include "devices/costs/adc_cost.h"

namespace ohmic::devices {

/// One kind of component: what a group of them draws at full activity, and what it does with it.
///
/// Published tables give the power of a whole group under full load; the energy of one action follows from
/// how many actions the group does per second then.
struct ComponentCost {
  double power_W = 0.0;           ///< of the group at full activity, without leakage
  double actionsPerSecond = 1.0;  ///< of the group at full activity; an action is named with each component
  double leakage_W = 0.0;         ///< of the group, always
  double area_m2 = 0.0;           ///< of the group

  [[nodiscard]] double energyPerAction_J() const { return power_W / actionsPerSecond; }
};

/// Costs of a chip by level and component. The action of each component is fixed:
///
/// | level   | component       | group                   | action                                     |
/// |---------|-----------------|-------------------------|--------------------------------------------|
/// | element | adc             | all of the element      | one conversion                             |
/// | element | dac             | all of the element      | one row driven for one read                |
/// | element | sample_hold     | all of the element      | one column held once                       |
/// | element | array           | all of the element      | one read of one array (published energy)   |
/// | element | shift_add       | all of the element      | one code added                             |
/// | element | input_register  | all of the element      | one bit read or written                    |
/// | element | output_register | all of the element      | one bit read or written                    |
/// | tile    | buffer          | of the tile             | one bit read or written                    |
/// | tile    | bus             | of the tile             | one bit moved                              |
/// | tile    | router          | the tile's share        | one bit over one link                      |
/// | tile    | activation      | of the tile             | one element                                |
/// | tile    | pooling         | of the tile             | one element under one window               |
/// | tile    | elementwise     | of the tile             | one addition or product                    |
/// | tile    | output_register | of the tile             | one bit read or written                    |
/// | chip    | host_link       | of the chip             | one bit in or out                          |
///
/// A component that is not in its map has no published cost: it is reported as not modelled where it works.
struct ChipCosts {
  std::map<std::string, ComponentCost> element;
  std::map<std::string, ComponentCost> tile;
  std::map<std::string, ComponentCost> chip;
  std::string adcModel;  ///< which AdcCostModel gave element's adc; empty with ideal converters: not modelled
};

/// Costs of arrays of another size than the published one. Drivers and input registers go with the rows, sample and
/// holds with the columns, the array's area and energy with the cells; converters and everything behind them stay.
///
/// @param rows     rows over the published array's rows.
/// @param columns  columns over the published array's columns.
void scaleToArray(double rows, double columns, ChipCosts& costs);

[[nodiscard]] const std::vector<std::string>& elementComponents();
[[nodiscard]] const std::vector<std::string>& tileComponents();
[[nodiscard]] const std::vector<std::string>& chipComponents();

}  // namespace ohmic::devices
