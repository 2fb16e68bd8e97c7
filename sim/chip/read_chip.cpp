// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "sim/chip/read_chip.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "devices/converters/adc_kind.h"
#include "devices/costs/equations.h"
#include "devices/read_costs.h"
#include "sim/chip/read_equations.h"

namespace ohmic::sim {
namespace {

using configs::Dimension;
using configs::Range;
using configs::Section;

constexpr double kMostCycles = 1e6;
constexpr double kMostBits = 1e6;

/// Whole cycles of a time; one part in 10^9 is not another cycle.
std::int64_t cyclesOf(double seconds, double period) {
  return static_cast<std::int64_t>(std::ceil(seconds / period * (1.0 - 1e-9)));
}

std::int64_t readCycles(const Section& section, const char* key, double least, std::int64_t fallback) {
  return section.integer(key, Range::between(least, kMostCycles), fallback);
}

ChipOrganisation readOrganisation(const Section& chip) {
  ChipOrganisation organisation;
  const Section section = chip.section("organisation");
  organisation.arraysPerElement =
      static_cast<int>(section.integer("arrays_per_element", Range::between(1, 65536)));
  organisation.elementsPerTile =
      static_cast<int>(section.integer("elements_per_tile", Range::between(1, 65536)));
  const auto tiles = chip.integerOrChoice("tiles", Range::between(1, 65536), {"auto"},
                                          configs::IntegerOrWord{std::string("auto")});
  if (const auto* count = std::get_if<std::int64_t>(&tiles)) {
    organisation.tiles = static_cast<int>(*count);
  }
  return organisation;
}

int readAdcsPerArray(const Section& adc, int arraysPerElement) {
  const auto perElement = adc.integer("per_element", Range::between(1, 65536));
  if (perElement % arraysPerElement != 0) {
    adc.refuse("per_element", fmt::format("{} converters for {} arrays", perElement, arraysPerElement),
               "the same number of converters for each array",
               fmt::format("a multiple of {}, or other organisation.arrays_per_element", arraysPerElement));
  }
  return static_cast<int>(perElement / arraysPerElement);
}

/// `read_time: settled`. A message about anything else says that a time is expected.
bool isSettled(const Section& chip) {
  return chip.isText("read_time") && chip.text("read_time") == "settled";
}

/// Seconds of a read: given, or to half an LSB of its converters by wires and drivers.
double readReadTime(const Section& chip, const ChipModel& model, const LayerHardware& hardware) {
  if (!isSettled(chip)) {
    return chip.quantity("read_time", Dimension::time, Range::between(1e-12, 1.0));
  }
  if (hardware.adc.ideal) {
    chip.refuse("read_time", "found settled with adc.bits: ideal", "to half an LSB of converters with bits",
                "give adc.bits a number, or a time");
  }
  const auto& wires = hardware.wires;
  return devices::settledReadTime(readTechnology(chip), readArraySizes(chip, model, hardware),
                                  {wires.row, wires.column, wires.driver, wires.sense}, hardware.adc.bits);
}

ArrayTiming readArrayTiming(const Section& chip, const ChipModel& model) {
  ArrayTiming timing;
  const Section section = chip.section("timing");
  timing.inputRegister = readCycles(section, "input_register", 0, timing.inputRegister);
  timing.dac = readCycles(section, "dac", 0, timing.dac);
  if (section.has("integration")) {  // else not recorded: what says nothing of it keeps its hash
    timing.integration = readCycles(section, "integration", 0, timing.integration);
  }
  timing.sampleHold = readCycles(section, "sample_hold", 0, timing.sampleHold);
  timing.shiftAdd = readCycles(section, "shift_add", 0, timing.shiftAdd);
  timing.outputRegister = readCycles(section, "output_register", 0, timing.outputRegister);
  timing.pipelined = section.boolean("pipelined", timing.pipelined);
  timing.read = cyclesOf(model.readTime, model.clockPeriod);
  if (model.costs.hasMacro()) {
    const Section macro = chip.section("costs").section("macro");
    const double latency = macro.quantity("latency", Dimension::time, Range::positive());
    if (macro.has("codes")) {
      timing.codesPerRead = macro.integer("codes", Range::between(1, 65536));
    }
    timing.inputRegister = timing.dac = timing.integration = timing.sampleHold = 0;
    timing.read = cyclesOf(latency, model.clockPeriod);
    timing.readsGiveCodes = true;
    return timing;
  }
  const Section adc = chip.section("adc");
  timing.adc =
      cyclesOf(1.0 / adc.quantity("rate", Dimension::frequency, Range::positive()), model.clockPeriod);
  timing.adcsPerArray = readAdcsPerArray(adc, model.organisation.arraysPerElement);
  return timing;
}

BufferTiming readBuffer(const Section& section) {
  BufferTiming timing;
  timing.bitsPerCycle = section.integer("width", Range::between(1, kMostBits), timing.bitsPerCycle);
  timing.latency = readCycles(section, "latency", 0, timing.latency);
  timing.images = static_cast<int>(section.integer("images", Range::between(1, 1024), timing.images));
  return timing;
}

NetworkTiming readNetwork(const Section& section) {
  NetworkTiming timing;
  timing.bitsPerCycle = section.integer("width", Range::between(1, kMostBits), timing.bitsPerCycle);
  timing.routerCycles = readCycles(section, "router", 0, timing.routerCycles);
  return timing;
}

DigitalTiming readDigital(const Section& section) {
  DigitalTiming timing;
  timing.bits = static_cast<int>(section.integer("bits", Range::between(1, 64), timing.bits));
  timing.sumBits = static_cast<int>(section.integer("sum_bits", Range::between(1, 64), timing.sumBits));
  timing.lanes = section.integer("lanes", Range::between(1, kMostBits), timing.lanes);
  timing.latency = readCycles(section, "latency", 0, timing.latency);
  return timing;
}

std::optional<ProgrammingTiming> readProgramming(const Section& section) {
  if (!section.present()) {
    return {};
  }
  ProgrammingTiming timing;
  timing.voltage = section.quantity("voltage", Dimension::voltage, Range::positive());
  timing.pulse = section.quantity("pulse", Dimension::time, Range::between(1e-12, 1.0));
  timing.pulses = section.integer("pulses", Range::between(1, kMostCycles), timing.pulses);
  return timing;
}

Overflow readOverflow(const Section& chip, bool canProgram) {
  const bool reprograms = chip.choice("overflow", {"refuse", "reprogram"}, "refuse") == "reprogram";
  if (reprograms && !canProgram) {
    chip.refuse("overflow", "found reprogram without hardware.chip.programming",
                "what writing a cell takes must be known", "add programming: { voltage: 2 V, pulse: 40 ns }");
  }
  return reprograms ? Overflow::reprogram : Overflow::refuse;
}

/// The published costs hold for the chip's own array size; other sizes scale them (component_costs.h).
void scaleToArray(const Section& published, const mapping::ArrayFormat& array, devices::ChipCosts& costs) {
  const auto rows = published.integer("rows", Range::between(1, 8192));
  const auto columns = published.integer("columns", Range::between(1, 8192));
  devices::scaleToArray(static_cast<double>(array.rows) / static_cast<double>(rows),
                        static_cast<double>(array.columns) / static_cast<double>(columns), costs);
}

/// Cycles by latencies that are given, or that equations say where the chip's timing is theirs.
void applyLatencies(bool isComputed, const devices::AdcFormat& adc, ChipModel& model) {
  using C = devices::Component;
  const auto cycles = [&](C component, std::int64_t stated, std::int64_t least, double actions = 1.0) {
    const auto& cost = model.costs[component];
    const bool applies =
        cost && cost->latency_s && (isComputed || cost->origin == devices::CostOrigin::given);
    return applies ? std::max(least, cyclesOf(*cost->latency_s / actions, model.clockPeriod)) : stated;
  };
  auto& array = model.array;
  if (!array.readsGiveCodes) {
    array.inputRegister = cycles(C::inputRegister, array.inputRegister, 0);
    array.dac = cycles(C::dac, array.dac, 0);
    array.integration = cycles(C::integrator, array.integration, 0);
    array.sampleHold = cycles(C::sampleHold, array.sampleHold, 0);
    const double steps = adc.ideal ? 1.0 : static_cast<double>(adc.kind->steps(adc.bits));
    array.adc = cycles(C::adc, array.adc, 1, steps);
    array.shiftAdd = cycles(C::shiftAdd, array.shiftAdd, std::min<std::int64_t>(1, array.shiftAdd));
    array.outputRegister = cycles(C::outputRegister, array.outputRegister, 0);
  }
  model.buffer.latency = cycles(C::buffer, model.buffer.latency, 0);
  model.network.routerCycles = cycles(C::router, model.network.routerCycles, 0);
  model.digital.latency = isComputed ? cycles(C::multiply, model.digital.latency, 1) : model.digital.latency;
}

/// Whether the chip's timing is that of its equations.
bool isTimingComputed(const Section& chip) {
  const Section timing = chip.section("timing");
  const bool isComputed =
      timing.has("model") && timing.choice("model", {"stated", "equations"}) == "equations";
  if (isComputed && !devices::isComputed(chip)) {
    timing.refuse("model", "found equations with published costs", "the delays of costs.model: equations",
                  "add costs: { model: equations }");
  }
  return isComputed;
}

/// Equations count cells by what they conduct.
void refusePublishedEnergy(const Section& chip, const ChipModel& model) {
  if (model.arrayEnergy == ArrayEnergy::published && !model.costs[devices::Component::array]) {
    chip.refuse("array_energy", "found published with costs.model: equations",
                "cells, by their conductances; or a given cost of costs.element.array",
                "use array_energy: cells");
  }
}

}  // namespace

ChipModel readChip(const Section& chip, const LayerHardware& hardware, const std::string& bitsKey) {
  ChipModel model;
  model.preset = chip.text("preset", "custom");
  model.clockPeriod = 1.0 / chip.quantity("clock", Dimension::frequency, Range::between(1e3, 1e12));
  model.readVoltage = chip.quantity("read_voltage", Dimension::voltage, Range::positive());
  model.arrayEnergy = chip.choice("array_energy", {"cells", "published"}, "cells") == "cells"
                          ? ArrayEnergy::cells
                          : ArrayEnergy::published;
  model.costs = devices::readCosts(chip, hardware.adc, bitsKey);
  model.organisation = readOrganisation(chip);
  model.readTime = readReadTime(chip, model, hardware);
  model.array = readArrayTiming(chip, model);
  model.buffer = readBuffer(chip.section("buffer"));
  model.network = readNetwork(chip.section("network"));
  model.digital = readDigital(chip.section("digital"));
  model.hostBitsPerCycle =
      chip.section("host").integer("width", Range::between(1, kMostBits), model.hostBitsPerCycle);
  model.programming = readProgramming(chip.section("programming"));
  model.organisation.overflow = readOverflow(chip, model.programming.has_value());
  if (devices::isComputed(chip)) {
    refusePublishedEnergy(chip, model);
    static_cast<void>(chip.section("array").has("rows"));  // of a preset's published costs
    static_cast<void>(chip.section("array").has("columns"));
    static_cast<void>(chip.section("costs").has("node"));
    model.costs =
        devices::completeWith(devices::equationCosts(readEquations(chip, model, hardware)), model.costs);
  } else {
    bringToNode(chip, model.costs);
    if (chip.has("technology") && !isSettled(chip) && !chip.section("costs").has("scaling")) {
      chip.refuse("technology", "found with published costs and a given read_time",
                  "it goes with costs.model: equations, costs.scaling: technology and read_time: settled",
                  "add costs: { model: equations }, or leave it out");
    }
    scaleToArray(chip.section("array"), hardware.mapping.array, model.costs);
  }
  applyLatencies(isTimingComputed(chip), hardware.adc, model);
  return model;
}

}  // namespace ohmic::sim
