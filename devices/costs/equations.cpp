// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "devices/costs/equations.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "configs/mathematics/elementary.h"
#include "devices/circuits/adder.h"
#include "devices/circuits/capacitive_dac.h"
#include "devices/circuits/decoder.h"
#include "devices/circuits/flip_flops.h"
#include "devices/circuits/function_table.h"
#include "devices/circuits/line_driver.h"
#include "devices/circuits/mesh_router.h"
#include "devices/circuits/multiplier.h"
#include "devices/circuits/off_chip_port.h"
#include "devices/circuits/pass_gates.h"
#include "devices/circuits/pulse_counter.h"
#include "devices/circuits/repeated_wire.h"
#include "devices/circuits/sample_hold.h"
#include "devices/circuits/shift_add.h"
#include "devices/circuits/softmax_unit.h"
#include "devices/circuits/sram.h"
#include "devices/converters/adc_kind.h"

namespace ohmic::devices {
namespace {

// Within how much the equations are known: docs/models/circuits.md.
constexpr double kAnalogError = 3.0;
constexpr double kMemoryError = 1.8;
constexpr double kWireError = 1.55;
constexpr double kTableError = 2.0;

double logicError(const Technology& tech) { return tech.node > 31e-9 ? 1.3 : 2.0; }

/// Columns that a converter reads, one after the other.
int columnsPerConverter(const ArraySizes& array) {
  return (array.columns + array.converters - 1) / array.converters;
}

/// Pass gates around an array are as wide as eight unit inverters' n transistors: an estimate.
double gateWidth(const Technology& tech) { return 8.0 * tech.width; }

Line rowLine(const Technology& tech, const ArraySizes& array) {
  const double terminal = array.accessWidth_m * (array.gated ? tech.gateCapacitance : tech.drainCapacitance);
  return lineOf(tech, array.columns, array.columnPitch_m, terminal);
}

Line columnLine(const Technology& tech, const ArraySizes& array) {
  return lineOf(tech, array.rows, array.rowPitch_m, array.accessWidth_m * tech.drainCapacitance);
}

/// Bits of a row's address, or of the number of a group of rows.
int addressBits(int places) {
  int bits = 1;
  while ((1 << bits) < places) {
    ++bits;
  }
  return bits;
}

/// Everything of a row between its register and its cells.
CircuitCost rowCost(const EquationInputs& in) {
  const auto& array = in.array;
  const Technology& tech = in.technology;
  const Line line = rowLine(tech, array);
  CircuitCost cost = lineDriver(tech, line, array.rowVoltage_V, in.activity.rows).cost +
                     switchMatrixRow(tech, gateWidth(tech), line.capacitance);
  if (array.driver == RowDriver::amplitude && array.driveBits > 1) {
    cost = cost + capacitiveDac(tech, array.driveBits);
  } else if (array.driver == RowDriver::width) {
    cost = cost + pulseCounter(tech, array.driveBits, array.rows);
  }
  return cost;
}

/// Puts computed costs into the table.
class Ledger {
 public:
  explicit Ledger(ChipCosts& costs) : costs_(costs) {}

  /// @param action  energy of one action. @param group  delay of one; area and leakage of all of the group.
  void add(Component component, double action, const CircuitCost& group, double errorFactor,
           std::string source) {
    ComponentCost cost;
    cost.power_W = action;
    cost.latency_s = group.delay_s;
    cost.leakage_W = group.leakage_W;
    cost.area_m2 = group.area_m2;
    cost.origin = CostOrigin::equations;
    cost.source = std::move(source);
    cost.errorFactor = errorFactor;
    costs_[component] = std::move(cost);
  }

 private:
  ChipCosts& costs_;
};

void addElement(const EquationInputs& in, Ledger& ledger) {
  using C = Component;
  const Technology& tech = in.technology;
  const auto& array = in.array;
  const double arrays = in.chip.arraysPerElement;
  const double logic = logicError(tech);
  CircuitCost cells;
  cells.area_m2 = array.columnPitch_m * array.rowPitch_m * array.rows * array.columns;
  ledger.add(C::array, 0.0, arrays * cells, 1.0, "cell pitch");
  const CircuitCost row = rowCost(in);
  ledger.add(C::dac, row.energy_J, arrays * array.rows * row, kAnalogError,
             "line driver, switch matrix and driver of the code");
  const CircuitCost bit = flipFlops(tech, 1.0, in.activity.registers);
  ledger.add(C::inputRegister, bit.energy_J, arrays * array.rows * array.driveBits * bit, logic,
             "flip-flops");
  const CircuitCost select = decoder(tech, addressBits(array.rows), array.rowPitch_m);
  const bool isGrouped = array.activeRows > 0 && array.activeRows < array.rows;
  ledger.add(C::decoder, isGrouped ? select.energy_J : 0.0, arrays * select, kAnalogError, "row decoder");
  const int heldBits = in.adc.ideal ? 8 : in.adc.bits;
  const double column = columnLine(tech, array).capacitance;
  const CircuitCost hold = sampleHold(tech, heldBits, column);
  const double integration = integrationEnergy(tech, heldBits, column);
  ledger.add(C::sampleHold, hold.energy_J - (array.accumulates ? integration : 0.0),
             arrays * array.columns * hold, kAnalogError, "integrator and holding capacitor");
  if (array.accumulates) {
    ledger.add(C::integrator, integration, {0.0, hold.delay_s, 0.0, 0.0}, kAnalogError,
               "settling of the integrator of sample_hold");
  }
  const int shared = columnsPerConverter(array);
  const CircuitCost mux =
      shared > 1 ? columnMultiplexer(tech, shared, gateWidth(tech), array.readVoltage_V) : CircuitCost{};
  ledger.add(C::columnMux, mux.energy_J, arrays * array.converters * mux, kAnalogError, "pass gates");
  const CircuitCost add = shiftAdd(tech, array.sumBits, in.activity.adders, in.activity.registers);
  ledger.add(C::shiftAdd, add.energy_J, arrays * array.converters * add, logic, "adder and register");
  ledger.add(C::outputRegister, bit.energy_J, arrays * array.outputs * array.sumBits * bit, logic,
             "flip-flops");
  if (!in.adc.ideal) {
    const CircuitCost converter = in.adc.kind->circuit(
        {tech, in.adc.bits, in.conversionStep_s, in.converterOverhead, array.converters});
    ledger.add(C::adc, converter.energy_J, arrays * array.converters * converter, kAnalogError,
               in.adc.kind->name() == "linear" ? "converter taken for successive approximation"
                                               : "converter of kind " + in.adc.kind->name());
  }
}

void addDigitalUnit(const EquationInputs& in, Ledger& ledger) {
  using C = Component;
  const Technology& tech = in.technology;
  const double lanes = in.chip.lanes;
  const int bits = in.chip.bits;
  const double logic = logicError(tech);
  const CircuitCost sum = flipFlops(tech, in.chip.sumBits, in.activity.registers);
  const CircuitCost add = adder(tech, in.chip.sumBits) + sum;
  ledger.add(C::elementwise, add.energy_J, lanes * add, logic, "adder and register");
  const CircuitCost compare = adder(tech, bits) + flipFlops(tech, bits, in.activity.registers);
  ledger.add(C::pooling, compare.energy_J, lanes * compare, logic, "adder and register");
  const CircuitCost product = multiplier(tech, bits, bits) + add;
  ledger.add(C::multiply, product.energy_J, lanes * product, logic, "multiplier, adder and register");
  ledger.add(C::dequantise, product.energy_J, CircuitCost{}, logic, "the multipliers of multiply");
  const CircuitCost table = functionTable(tech, bits);
  ledger.add(C::activation, table.energy_J, lanes * table, kTableError, "table and interpolation");
  const CircuitCost softmax = softmaxUnit(tech, bits);
  ledger.add(C::softmax, softmax.energy_J, softmax, kTableError, "comparison, table, sum and product");
  const CircuitCost output = flipFlops(tech, 1.0, in.activity.registers);
  ledger.add(C::tileOutputRegister, output.energy_J, lanes * bits * output, logic, "flip-flops");
}

double areaOf(const ChipCosts& costs, Level level) {
  double area = 0.0;
  costs.forEach(level, [&](const ComponentRow&, const ComponentCost& cost) { area += cost.area_m2; });
  return area;
}

/// Buffer, bus and router, whose wires are as long as the tile is wide.
void addTile(const EquationInputs& in, ChipCosts& costs, Ledger& ledger) {
  using C = Component;
  const Technology& tech = in.technology;
  const auto& chip = in.chip;
  const CircuitCost buffer = sram(tech, chip.bufferBits, chip.bufferWidth);
  ledger.add(C::buffer, buffer.energy_J / chip.bufferWidth, buffer, kMemoryError, "SRAM");
  const double area = areaOf(costs, Level::tile) + chip.elementsPerTile * areaOf(costs, Level::element);
  const CircuitCost wire = repeatedWire(tech, std::sqrt(area), in.activity.links);
  ledger.add(C::bus, wire.energy_J, static_cast<double>(chip.bufferWidth) * wire, kWireError,
             "repeated wires");
  constexpr double kLinks = 2.0;  // a tile's own, in both directions
  const CircuitCost router = meshRouter(tech, chip.linkWidth);
  const CircuitCost links = kLinks * chip.linkWidth * wire;
  ledger.add(C::router, router.energy_J + wire.energy_J,
             {0.0, router.delay_s + wire.delay_s, router.area_m2 + links.area_m2,
              router.leakage_W + links.leakage_W},
             kWireError, "router and link");
}

}  // namespace

ChipCosts equationCosts(const EquationInputs& inputs) {
  ChipCosts costs;
  costs.model = CostModel::equations;
  costs.controlShare = inputs.controlEnergy;
  Ledger ledger(costs);
  addElement(inputs, ledger);
  CircuitCost control;
  control.area_m2 = inputs.controlArea * areaOf(costs, Level::element);
  ledger.add(Component::control, inputs.controlEnergy, control, kAnalogError, "stated share");
  addDigitalUnit(inputs, ledger);
  addTile(inputs, costs, ledger);
  const CircuitCost port = offChipPort(inputs.chip.hostWidth);
  ledger.add(Component::hostLink, port.energy_J, port, kAnalogError, "LPDDR4's energy of a bit");
  return costs;
}

double settledReadTime(const Technology& technology, const ArraySizes& array, const ReadWires& wires,
                       int bits) {
  Line row = rowLine(technology, array);
  const LineDriver sized = lineDriver(technology, row, array.rowVoltage_V, 1.0);
  row.resistance = wires.rowSegment > 0.0 ? wires.rowSegment * array.columns : row.resistance;
  Line column = columnLine(technology, array);
  column.resistance = wires.columnSegment > 0.0 ? wires.columnSegment * array.rows : column.resistance;
  const double units = std::max(row.capacitance / technology.unitCapacitance(), 4.0);
  const double chain = configs::logarithm(units) / configs::logarithm(4.0) * technology.fanOutOfFour();
  const Settling rowSettles{wires.driver > 0.0 ? wires.driver : sized.resistance, row, 0.0};
  const Settling columnSettles{wires.sense, column, 0.0};
  return chain + rowSettles.toHalfLsb(bits) + columnSettles.toHalfLsb(bits);
}

}  // namespace ohmic::devices
