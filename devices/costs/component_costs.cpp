// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "devices/costs/component_costs.h"

namespace ohmic::devices {

namespace {

/// The same energy for each action, more or fewer actions.
void scaleGroup(double factor, ComponentCost& group) {
  group.power_W *= factor;
  group.actionsPerSecond *= factor;
  group.leakage_W *= factor;
  group.area_m2 *= factor;
}

double factorOf(ArrayScaling scaling, double rows, double columns) {
  switch (scaling) {
    case ArrayScaling::none:
      break;
    case ArrayScaling::rows:
      return rows;
    case ArrayScaling::columns:
      return columns;
    case ArrayScaling::cells:
      return rows * columns;
  }
  return 1.0;
}

constexpr auto kElement = Level::element;
constexpr auto kTile = Level::tile;
constexpr std::string_view kOfElement = "all of the element";
constexpr std::string_view kOfTile = "of the tile";
constexpr std::string_view kBitTouched = "one bit read or written";
constexpr std::string_view kBit = "bit";

}  // namespace

std::string_view nameOf(Level level) {
  constexpr std::array<std::string_view, 3> kNames = {"element", "tile", "chip"};
  return kNames[static_cast<std::size_t>(level)];
}

std::string_view nameOf(CostOrigin origin) {
  constexpr std::array<std::string_view, 3> kNames = {"published", "given", "equations"};
  return kNames[static_cast<std::size_t>(origin)];
}

const std::array<ComponentRow, kComponents>& componentTable() {
  using C = Component;
  using S = ArrayScaling;
  static const std::array<ComponentRow, kComponents> table = {{
      {C::adc, kElement, "adc", kOfElement, "one conversion", "conversion", S::none, true},
      {C::array, kElement, "array", kOfElement, "one read of one array (published energy)", "read", S::cells},
      {C::columnMux, kElement, "column_mux", kOfElement, "one column connected to its converter",
       "conversion", S::none, false, true},
      {C::control, kElement, "control", kOfElement, "one joule of the computed components", "joule", S::none,
       false, true},
      {C::dac, kElement, "dac", kOfElement, "one row driven for one read", "row", S::rows, true},
      {C::decoder, kElement, "decoder", kOfElement, "one group of rows selected for a read of an array",
       "read", S::none, false, true},
      {C::inputRegister, kElement, "input_register", kOfElement, kBitTouched, kBit, S::rows, true},
      {C::integrator, kElement, "integrator", kOfElement, "one sample of a column integrated once",
       "integration", S::columns, true, true},
      {C::macro, kElement, "macro", kOfElement, "one read of one array, all around it included", "read",
       S::none},
      {C::outputRegister, kElement, "output_register", kOfElement, kBitTouched, kBit, S::none, true},
      {C::sampleHold, kElement, "sample_hold", kOfElement, "one column held once", "column", S::columns,
       true},
      {C::shiftAdd, kElement, "shift_add", kOfElement, "one code added", "code", S::none, true},
      {C::activation, kTile, "activation", kOfTile, "one element", "element", S::none},
      {C::buffer, kTile, "buffer", kOfTile, kBitTouched, kBit, S::none, true},
      {C::bus, kTile, "bus", kOfTile, "one bit moved", kBit, S::none},
      {C::dequantise, kTile, "dequantise", kOfTile, "one sum of codes made an activation", "operation",
       S::none, false, true},
      {C::elementwise, kTile, "elementwise", kOfTile, "one addition or product", "operation", S::none},
      {C::multiply, kTile, "multiply", kOfTile, "one product and addition", "operation", S::none},
      {C::tileOutputRegister, kTile, "output_register", kOfTile, kBitTouched, kBit, S::none},
      {C::pooling, kTile, "pooling", kOfTile, "one element under one window", "element", S::none},
      {C::router, kTile, "router", "the tile's share", "one bit over one link", kBit, S::none, true},
      {C::softmax, kTile, "softmax", kOfTile, "one element", "element", S::none},
      {C::hostLink, Level::chip, "host_link", "of the chip", "one bit in or out", kBit, S::none},
  }};
  return table;
}

const ComponentRow& rowOf(Component component) {
  return componentTable()[static_cast<std::size_t>(component)];
}

void scaleToArray(double rows, double columns, ChipCosts& costs) {
  for (const auto& row : componentTable()) {
    auto& group = costs[row.component];
    if (!group || group->origin != CostOrigin::published || row.scaling == ArrayScaling::none) {
      continue;
    }
    const double readsPerSecond = group->actionsPerSecond;
    scaleGroup(factorOf(row.scaling, rows, columns), *group);
    if (row.scaling == ArrayScaling::cells) {
      group->actionsPerSecond = readsPerSecond;
    }
  }
}

}  // namespace ohmic::devices
