// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "devices/costs/adc_cost.h"

namespace ohmic::devices {

/// Where a component's figures come from.
enum class CostOrigin {
  published,  ///< a table or a model of the literature
  given,      ///< by the user, with a source in words
  equations   ///< circuit equations (devices/circuits), from node, sizes and voltages
};
[[nodiscard]] std::string_view nameOf(CostOrigin origin);

/// One kind of component: what a group of them draws at full activity, and what it does with it.
///
/// Published tables give the power of a whole group under full load; the energy of one action follows from
/// how many actions the group does per second then. Given costs say the energy of one action: that is the
/// power of one action per second; computed costs do so too.
struct ComponentCost {
  double power_W = 0.0;           ///< of the group at full activity, without leakage
  double actionsPerSecond = 1.0;  ///< of the group at full activity; an action is named with each component
  double leakage_W = 0.0;         ///< of the group, always
  double area_m2 = 0.0;           ///< of the group
  CostOrigin origin = CostOrigin::published;
  std::string source = {};                 ///< of given and computed ones
  std::optional<double> latency_s = {};    ///< of one action; none: not stated
  std::optional<double> errorFactor = {};  ///< within which energy and area are known; none: not stated

  [[nodiscard]] double energyPerAction_J() const { return power_W / actionsPerSecond; }
};

/// Every component that a chip is priced by, level by level, in the order of their names.
enum class Component : std::size_t {
  adc,
  array,
  columnMux,
  control,  ///< clock, control and wiring: a share of what stands around an array
  dac,
  decoder,
  inputRegister,
  integrator,      ///< of a column's samples: bits that are accumulated before the converter
  macro,           ///< array and all around it, measured as one: in place of an element's other components
  outputRegister,  ///< of an element
  sampleHold,
  shiftAdd,
  activation,
  buffer,
  bus,
  dequantise,
  elementwise,
  multiply,
  tileOutputRegister,
  pooling,
  router,
  softmax,
  hostLink,
};
inline constexpr std::size_t kComponents = static_cast<std::size_t>(Component::hostLink) + 1;

/// Where a component is.
enum class Level { element, tile, chip };
[[nodiscard]] std::string_view nameOf(Level level);

/// How the costs of a group go with the size of the arrays.
enum class ArrayScaling { none, rows, columns, cells };

/// What is fixed about a component: its name in `hardware.chip.costs` and in results, whose group a cost is
/// of, and what one action is.
struct ComponentRow {
  Component component;
  Level level;
  std::string_view name;
  std::string_view group;
  std::string_view action;
  std::string_view unit;  ///< the action in one word: what `per` says of given costs
  ArrayScaling scaling;
  bool takesTime = false;   ///< a chip's timing has a key of it: `latency` can be given
  bool isOptional = false;  ///< published tables have it within other components: it is not missed there
};

/// One line for each component, as the enumeration.
[[nodiscard]] const std::array<ComponentRow, kComponents>& componentTable();
[[nodiscard]] const ComponentRow& rowOf(Component component);

/// What prices the components that the user gives no cost of.
enum class CostModel { published, equations };

/// Costs of a chip. A component without one has no published cost: it is reported as not modelled where it
/// works.
struct ChipCosts {
  CostModel model = CostModel::published;
  std::array<std::optional<ComponentCost>, kComponents> costs;
  std::string adcModel;  ///< which AdcCostModel gave the adc's; empty with ideal converters: not modelled
  double controlShare = 0.0;  ///< energy of Component::control over that of the other computed components

  [[nodiscard]] std::optional<ComponentCost>& operator[](Component component) {
    return costs[static_cast<std::size_t>(component)];
  }
  [[nodiscard]] const std::optional<ComponentCost>& operator[](Component component) const {
    return costs[static_cast<std::size_t>(component)];
  }

  /// Whether the macro's cost is in place of those of its element's components.
  [[nodiscard]] bool hasMacro() const { return (*this)[Component::macro].has_value(); }

  /// Visit (row, cost) of each component of a level that has one.
  template <class Visit>
  void forEach(Level level, Visit visit) const {
    for (const auto& row : componentTable()) {
      if (row.level == level && (*this)[row.component]) {
        visit(row, *(*this)[row.component]);
      }
    }
  }
};

/// Costs of arrays of another size than the published one. Drivers and input registers go with the rows,
/// sample and holds with the columns, the array's area and energy with the cells; converters and everything
/// behind them stay. Given and computed costs are those of the arrays as they are.
///
/// @param rows     rows over the published array's rows.
/// @param columns  columns over the published array's columns.
void scaleToArray(double rows, double columns, ChipCosts& costs);

}  // namespace ohmic::devices
