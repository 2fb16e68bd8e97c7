// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "sim/chip/read_equations.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <optional>

#include "devices/costs/scale_to_node.h"

namespace ohmic::sim {
namespace {

using configs::Dimension;
using configs::Range;
using configs::Section;

constexpr double kCellWidth = 12.0;  // F, of 1T1R (NeuroSim's manual, Table VI)
constexpr double kCellHeight = 4.0;
constexpr double kAccessWidth = 4.0;
constexpr double kMostPitch = 1e-4;  // m

devices::Activities readActivities(const Section& section) {
  devices::Activities activity;
  const auto share = [&](const char* key, double usual) {
    return section.fraction(key, Range::between(0.0, 1.0), usual);
  };
  activity.rows = share("rows", activity.rows);
  activity.registers = share("registers", activity.registers);
  activity.adders = share("adders", activity.adders);
  activity.links = share("links", activity.links);
  return activity;
}

devices::RowDriver driverOf(const mapping::InputFormat& input) {
  return isBitByBit(input.encoding)    ? devices::RowDriver::onOff
         : isAmplitude(input.encoding) ? devices::RowDriver::amplitude
                                       : devices::RowDriver::width;
}

/// Bits of a sum of codes over the phases of an input and the slices of a weight.
int sumBits(const LayerHardware& hardware) {
  const auto& input = hardware.mapping.input;
  const mapping::LevelFormat levels = mapping::levelFormat(hardware.mapping.weights);
  const bool isPerBit = isBitByBit(input.encoding) && input.accumulation == mapping::Accumulation::digital;
  const int code = hardware.adc.ideal ? 16 : hardware.adc.bits;
  return code + (isPerBit ? input.bits : 1) + (levels.slices - 1) * levels.sliceBits;
}

}  // namespace

devices::Technology readTechnology(const Section& chip) {
  const Section section = chip.section("technology");
  devices::TechnologyChoice choice;
  choice.node = chip.quantity("node", Dimension::length, Range::positive());
  choice.flavour = section.choice("flavour", {"low_power", "high_performance"}, "low_power") == "low_power"
                       ? devices::Flavour::lowPower
                       : devices::Flavour::highPerformance;
  if (section.has("supply")) {
    choice.supply = section.quantity("supply", Dimension::voltage, Range::positive());
  }
  choice.temperature =
      section.quantity("temperature", Dimension::temperature, Range::positive(), choice.temperature);
  const std::string covered = devices::refusalOf(choice);
  if (!covered.empty()) {
    chip.refuse("node",
                fmt::format("no equations for {} with hardware.chip.technology as it is",
                            configs::formatQuantity(choice.node, Dimension::length)),
                "they cover " + covered, "change hardware.chip.node or hardware.chip.technology");
  }
  return devices::technologyOf(choice);
}

void bringToNode(const Section& chip, devices::ChipCosts& costs) {
  const Section published = chip.section("costs");
  if (published.has("scaling")) {
    static_cast<void>(published.choice("scaling", {"technology"}));
  }
  if (!published.has("node") || costs.hasMacro()) {
    return;
  }
  const double node = chip.quantity("node", Dimension::length, Range::positive());
  // Read as a lower mapping's, which is not recorded: it decides nothing where it is the chip's own.
  const double own =
      published.section("macro").laidOver(published).quantity("node", Dimension::length, Range::positive());
  if (std::abs(node - own) <= 1e-3 * own) {
    return;
  }
  static_cast<void>(published.quantity("node", Dimension::length, Range::positive()));
  if (!published.has("scaling")) {
    chip.refuse("node",
                fmt::format("found {}, and published costs that hold for {}",
                            configs::formatQuantity(node, Dimension::length),
                            configs::formatQuantity(own, Dimension::length)),
                "another node with costs.scaling: technology, or with costs.model: equations",
                fmt::format("use --set {}=technology or --set {}=equations", published.path("scaling"),
                            published.path("model")));
  }
  devices::TechnologyChoice choice;
  choice.node = own;
  const std::string covered = devices::refusalOf(choice);
  if (!covered.empty()) {
    published.refuse("node", "found a node that the technology table lacks", "it covers " + covered,
                     "leave out costs.scaling");
  }
  devices::scaleToNode(devices::technologyOf(choice), readTechnology(chip), costs);
}

devices::ArraySizes readArraySizes(const Section& chip, const ChipModel& model,
                                   const LayerHardware& hardware) {
  const devices::Technology tech = readTechnology(chip);
  const auto length = [&](const Section& section, const char* key, double least, double usual) {
    return section.quantity(key, Dimension::length, Range::between(least, kMostPitch), usual * tech.node);
  };
  const auto& mapped = hardware.mapping;
  const mapping::LevelFormat levels = mapping::levelFormat(mapped.weights);
  const Section cell = chip.section("technology").section("cell");
  devices::ArraySizes array;
  array.rows = mapped.array.rows;
  array.columns = mapped.array.columns;
  array.activeRows = mapped.array.activeRows;
  array.columnPitch_m = length(cell, "width", 1e-9, kCellWidth);
  array.rowPitch_m = length(cell, "height", 1e-9, kCellHeight);
  array.accessWidth_m = length(cell, "access", 0.0, kAccessWidth);
  array.gated = hardware.wires.gated;
  array.accumulates =
      isBitByBit(mapped.input.encoding) && mapped.input.accumulation == mapping::Accumulation::analog;
  array.driver = driverOf(mapped.input);
  array.driveBits = array.driver == devices::RowDriver::onOff ? 1 : mapped.input.bits;
  array.rowVoltage_V =
      chip.section("technology").quantity("row_voltage", Dimension::voltage, Range::positive(), tech.supply);
  array.readVoltage_V = model.readVoltage;
  array.outputs = std::max(1, array.columns / (levels.slices * levels.cellsPerSlice()));
  array.sumBits = sumBits(hardware);
  array.converters = model.array.adcsPerArray;
  return array;
}

devices::EquationInputs readEquations(const Section& chip, const ChipModel& model,
                                      const LayerHardware& hardware) {
  const Section section = chip.section("technology");
  devices::EquationInputs inputs;
  inputs.technology = readTechnology(chip);
  inputs.array = readArraySizes(chip, model, hardware);
  inputs.chip.arraysPerElement = model.organisation.arraysPerElement;
  inputs.chip.elementsPerTile = model.organisation.elementsPerTile;
  inputs.chip.bufferWidth = static_cast<int>(model.buffer.bitsPerCycle);
  inputs.chip.bufferBits = chip.section("buffer").quantity(
      "size", Dimension::data, Range::between(1024.0, 1e12), inputs.chip.bufferBits);
  inputs.chip.linkWidth = static_cast<int>(model.network.bitsPerCycle);
  inputs.chip.lanes = static_cast<int>(model.digital.lanes);
  inputs.chip.bits = model.digital.bits;
  inputs.chip.sumBits = model.digital.sumBits;
  inputs.chip.hostWidth = static_cast<int>(model.hostBitsPerCycle);
  inputs.adc = hardware.adc;
  inputs.conversionStep_s = static_cast<double>(model.array.adc) * model.clockPeriod;
  inputs.converterOverhead =
      section.number("converter_overhead", Range::between(0.5, 5.0), inputs.converterOverhead);
  inputs.activity = readActivities(section.section("activity"));
  inputs.controlEnergy = section.fraction("control_energy", Range::between(0.0, 10.0), inputs.controlEnergy);
  inputs.controlArea = section.fraction("control_area", Range::between(0.0, 10.0), inputs.controlArea);
  return inputs;
}

}  // namespace ohmic::sim
