// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0

// Chips priced by circuit equations: hardware.chip.costs.model: equations.

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <string>
#include <vector>

#include "configs/reader/config.h"
#include "configs/reader/error.h"
#include "devices/converters/adc_kind.h"
#include "sim/chip/energy.h"
#include "sim/chip/read_chip.h"
#include "tests/places.h"
#include "tests/unit/chip/test_network.h"
#include "tests/unit/configs/refusal.h"

namespace ohmic::sim {
namespace {

using devices::Component;
using devices::CostOrigin;

ChipModel readComputed(const std::string& changes = {}, const LayerHardware& hardware = {},
                       const std::string& preset = "isaac_2016") {
  configs::LoadOptions options;
  options.presetFolders = {tests::sourceFolder() + "/configs/presets"};
  options.overrides = {"chip.costs.model=equations"};
  const auto config =
      configs::Config::fromText("chip: { preset: " + preset + changes + " }\n", "run.yaml", options);
  return readChip(config.root().section("chip"), hardware);
}

std::string refusalOf(const std::string& changes) {
  return configs::refusal([&] { return readComputed(changes); });
}

TEST(ComputedCosts, CoverEveryComponentOfEveryPreset) {
  for (const char* const preset : {"isaac_2016", "puma_2019", "neurosim_22nm_rram", "edge"}) {
    const ChipModel model = readComputed({}, {}, preset);
    for (const auto& row : devices::componentTable()) {
      const auto& cost = model.costs[row.component];
      if (row.component == Component::macro || row.component == Component::integrator) {
        EXPECT_FALSE(cost) << preset;  // an integrator: where bits are accumulated alone
        continue;
      }
      ASSERT_TRUE(cost.has_value()) << preset << ": " << row.name;
      EXPECT_EQ(cost->origin, CostOrigin::equations) << preset << ": " << row.name;
      EXPECT_GE(cost->errorFactor.value(), 1.0) << row.name;
      EXPECT_FALSE(cost->source.empty()) << row.name;
    }
  }
}

// What a column's integrator draws moves out of its sample-and-hold, where it is asked for each integration.
TEST(ComputedCosts, PriceEachIntegrationWhereBitsAreAccumulated) {
  LayerHardware accumulated;
  accumulated.mapping.input.encoding = mapping::InputEncoding::bitSerial;
  LayerHardware converted = accumulated;
  accumulated.mapping.input.accumulation = mapping::Accumulation::analog;
  const auto analog = readComputed({}, accumulated).costs, digital = readComputed({}, converted).costs;
  ASSERT_TRUE(analog[Component::integrator].has_value());
  EXPECT_GT(analog[Component::integrator]->energyPerAction_J(), 0.0);
  EXPECT_NEAR(
      analog[Component::integrator]->energyPerAction_J() + analog[Component::sampleHold]->energyPerAction_J(),
      digital[Component::sampleHold]->energyPerAction_J(), 1e-20);
}

// Of every event, softmax included, which no published table prices.
TEST(ComputedCosts, LeaveNothingOut) {
  tests::TestChip test = tests::makeChip(tests::residualNetwork(), {}, 1);
  std::vector<LayerCounts> counts;
  for (const auto& layer : test.deployment.plan.layers) {
    counts.emplace_back(layer.rows(), layer.arrays.size());
  }
  const auto report = [&](const ChipModel& model) {
    return energy(test.deployment, test.chip, model, countEvents(test.deployment, model), {counts, 1}, 1e-6);
  };
  const EnergyReport energies = report(readComputed());
  EXPECT_TRUE(energies.notModelled.empty());
  const auto bill = energies.byComponent();
  for (const char* const name :
       {"adc", "dac", "sample_hold", "column_mux", "shift_add", "input_register", "output_register", "buffer",
        "bus", "dequantise", "elementwise", "pooling", "softmax", "host_link", "leakage", "control"}) {
    EXPECT_GT(bill.at(name), 0.0) << name;
  }
  EXPECT_EQ(bill.at("decoder"), 0.0);  // all rows are read at once
  LayerHardware grouped;
  grouped.mapping.array.activeRows = 32;
  EXPECT_GT(report(readComputed({}, grouped)).byComponent().at("decoder"), 0.0);
}

// Clock and control draw their share of what is computed, and of nothing else.
TEST(ComputedCosts, ControlIsAShareOfTheComputedComponents) {
  tests::TestChip test = tests::makeChip(tests::linearNetwork(10, 4), {}, 1);
  const ChipModel model = readComputed(
      ", technology: { control_energy: 50 % }, costs: { element: { dac: { energy: 1 pJ, per: row, area: 0 "
      "m2, "
      "source: mine } } }");
  const std::vector<LayerCounts> counts = {LayerCounts(10, 1)};
  const auto bill =
      energy(test.deployment, test.chip, model, countEvents(test.deployment, model), {counts, 1}, 0.0)
          .byComponent();
  double computed = 0.0;
  for (const auto& [name, joules] : bill) {
    const bool isOther =
        name == "control" || name == "dac" || name == "array" || name == "host_link" || name == "leakage";
    computed += isOther ? 0.0 : joules;
  }
  EXPECT_GT(computed, 0.0);
  EXPECT_NEAR(bill.at("control"), 0.5 * computed, 1e-9 * computed);
}

TEST(ComputedCosts, GivenOnesWin) {
  const ChipModel model = readComputed(
      ", costs: { element: { dac: { energy: 3 fJ, per: row, area: 80 um2, source: ours }, adc: { 8: { "
      "energy: "
      "1 pJ, per: conversion, area: 500 um2, source: ours } } } }");
  EXPECT_EQ(model.costs[Component::dac]->origin, CostOrigin::given);
  EXPECT_DOUBLE_EQ(model.costs[Component::dac]->energyPerAction_J(), 3e-15);
  EXPECT_EQ(model.costs[Component::adc]->origin, CostOrigin::given);
  EXPECT_EQ(model.costs[Component::shiftAdd]->origin, CostOrigin::equations);
}

TEST(ComputedCosts, StandAroundAMacro) {
  configs::LoadOptions options;
  const auto config = configs::Config::fromText(
      "chip: { node: 14 nm, clock: 1 GHz, read_time: 100 ns, read_voltage: 0.2 V, organisation: { "
      "arrays_per_element: 1, elements_per_tile: 1 }, costs: { model: equations, macro: { energy: 5 nJ, per: "
      "read, latency: 130 ns, area: 0.6 mm2, source: measured } } }\n",
      "run.yaml", options);
  const ChipModel model = readChip(config.root().section("chip"), LayerHardware{});
  EXPECT_TRUE(model.costs.hasMacro());
  EXPECT_FALSE(model.costs[Component::adc]);
  EXPECT_EQ(model.costs[Component::buffer]->origin, CostOrigin::equations);
}

double elementArea(const ChipModel& model) {
  double area = 0.0;
  model.costs.forEach(devices::Level::element,
                      [&](const auto&, const devices::ComponentCost& cost) { area += cost.area_m2; });
  return area;
}

/// Energy of a read of an array with every circuit around it, per row and column.
double readEnergy(const ChipModel& model, const LayerHardware& hardware) {
  const auto joules = [&](Component component) { return model.costs[component]->energyPerAction_J(); };
  const auto& array = hardware.mapping.array;
  return array.rows * (joules(Component::dac) + joules(Component::inputRegister)) +
         array.columns * (joules(Component::sampleHold) + joules(Component::columnMux) +
                          joules(Component::adc) + joules(Component::shiftAdd));
}

LayerHardware sized(int rows, int columns, int bits = 8) {
  LayerHardware hardware;
  hardware.mapping.array.rows = rows;
  hardware.mapping.array.columns = columns;
  hardware.adc.bits = bits;
  return hardware;
}

// No cost falls when rows, columns, bits or the node grow.
TEST(ComputedCosts, NeverFallWithSizeBitsAndNode) {
  const auto expectGrows = [](const std::vector<LayerHardware>& steps) {
    double energy = 0.0, area = 0.0;
    for (const auto& step : steps) {
      const ChipModel model = readComputed({}, step);
      EXPECT_GT(readEnergy(model, step), energy);
      EXPECT_GT(elementArea(model), area);
      energy = readEnergy(model, step);
      area = elementArea(model);
    }
  };
  expectGrows({sized(32, 128), sized(64, 128), sized(128, 128), sized(256, 128), sized(512, 128)});
  expectGrows({sized(128, 32), sized(128, 64), sized(128, 128), sized(128, 256), sized(128, 512)});
  expectGrows({sized(128, 128, 4), sized(128, 128, 6), sized(128, 128, 8), sized(128, 128, 10)});
  double energy = 0.0, area = 0.0;
  for (const char* const node : {"22 nm", "28 nm", "32 nm", "40 nm", "65 nm", "130 nm"}) {
    const ChipModel model = readComputed(std::string(", node: ") + node, sized(128, 128));
    EXPECT_GT(readEnergy(model, sized(128, 128)), energy) << node;
    EXPECT_GT(elementArea(model), area) << node;
    energy = readEnergy(model, sized(128, 128));
    area = elementArea(model);
  }
}

TEST(ComputedCosts, DriversOfSeveralBitsCostMoreThanSwitches) {
  LayerHardware serial, amplitude, width;
  serial.mapping.input.encoding = mapping::InputEncoding::bitSerial;
  amplitude.mapping.input.encoding = mapping::InputEncoding::parallel;
  width.mapping.input.encoding = mapping::InputEncoding::pulseWidth;
  const auto dac = [](const LayerHardware& hardware) {
    return readComputed({}, hardware).costs[Component::dac]->energyPerAction_J();
  };
  EXPECT_GT(dac(amplitude), dac(serial));
  EXPECT_GT(dac(width), dac(serial));
}

TEST(ComputedCosts, FollowTheTechnology) {
  const auto leakage = [](const std::string& technology) {
    return readComputed(", technology: { " + technology + " }").costs[Component::buffer]->leakage_W;
  };
  const double usual = leakage("temperature: 300 K");
  EXPECT_NEAR(leakage("temperature: 400 K"), 10.0 * usual, 1e-9 * usual);
  EXPECT_NEAR(leakage("flavour: high_performance"), 1000.0 * usual, 1e-6 * usual);
  const auto shiftAdd = [](const std::string& technology) {
    return readComputed(", technology: { " + technology + " }").costs[Component::shiftAdd]->power_W;
  };
  EXPECT_NEAR(shiftAdd("supply: 0.72 V"), 0.64 * shiftAdd("supply: 0.9 V"), 1e-9 * shiftAdd("supply: 0.9 V"));
}

ChipModel readSettled(const LayerHardware& hardware, const std::string& changes = {}) {
  return readComputed(", read_time: settled" + changes, hardware);
}

TEST(SettledReads, TakeLongerInLargerArraysAndForMoreBits) {
  double rows = 0.0, columns = 0.0, bits = 0.0;
  for (const int size : {64, 128, 256, 512}) {
    EXPECT_GT(readSettled(sized(size, 128)).readTime, rows) << size;
    EXPECT_GT(readSettled(sized(128, size)).readTime, columns) << size;
    rows = readSettled(sized(size, 128)).readTime;
    columns = readSettled(sized(128, size)).readTime;
  }
  for (const int count : {4, 6, 8, 10}) {
    EXPECT_GT(readSettled(sized(128, 128, count)).readTime, bits) << count;
    bits = readSettled(sized(128, 128, count)).readTime;
  }
}

// A column that an amplifier of 10 kohm reads, and rows that drivers of 10 kohm drive, with wires of no
// resistance to speak of: two exponentials and the chain of inverters before the driver.
TEST(SettledReads, FollowTheWiresOfTheRunFile) {
  LayerHardware hardware = sized(256, 256);
  const double ideal = readSettled(hardware).readTime;
  hardware.wires.sense = 10e3;
  const double sensed = readSettled(hardware).readTime;
  const devices::Technology tech = devices::technologyOf({32e-9, devices::Flavour::lowPower, {}, 300.0});
  const double column = 256 * (4 * 32e-9 * tech.wireCapacitance + 4 * 32e-9 * tech.drainCapacitance);
  EXPECT_NEAR(sensed - ideal, 10e3 * column * 9 * 0.6931, 0.05 * (sensed - ideal));
  hardware.wires.column = 1e3;
  EXPECT_GT(readSettled(hardware).readTime, 2.0 * sensed);
}

TEST(SettledReads, AreCyclesOfTheClockAndEnergyOfTheCells) {
  const ChipModel model = readSettled(sized(512, 512), ", clock: 20 GHz");
  EXPECT_EQ(model.array.read, static_cast<std::int64_t>(std::ceil(model.readTime * 20e9)));
  EXPECT_GT(model.array.read, 1);
}

TEST(SettledReads, NeedConvertersWithAnLsb) {
  LayerHardware hardware;
  hardware.adc.ideal = true;
  EXPECT_NE(configs::refusal([&] {
              return readSettled(hardware);
            }).find("chip.read_time: found settled with adc.bits: ideal"),
            std::string::npos);
  EXPECT_NE(refusalOf(", read_time: setled").find("chip.read_time"), std::string::npos);
}

TEST(ComputedTiming, IsTheEquationsDelaysInCycles) {
  const ChipModel stated = readComputed();
  const ChipModel model = readComputed(", timing: { model: equations }, clock: 10 GHz");
  const auto cycles = [&](Component component) {
    return static_cast<std::int64_t>(std::ceil(*model.costs[component]->latency_s * 10e9));
  };
  EXPECT_EQ(stated.array.dac, 0);
  EXPECT_EQ(model.array.dac, cycles(Component::dac));
  EXPECT_EQ(model.array.sampleHold, cycles(Component::sampleHold));
  EXPECT_EQ(model.array.adc, cycles(Component::adc));
  EXPECT_EQ(model.array.shiftAdd, cycles(Component::shiftAdd));
  EXPECT_EQ(model.buffer.latency, cycles(Component::buffer));
  EXPECT_EQ(model.network.routerCycles, cycles(Component::router));
  EXPECT_GT(model.array.adc, 1);
  configs::LoadOptions options;
  options.presetFolders = {tests::sourceFolder() + "/configs/presets"};
  const auto config = configs::Config::fromText(
      "chip: { preset: isaac_2016, timing: { model: equations } }\n", "run.yaml", options);
  EXPECT_NE(configs::refusal([&] {
              return readChip(config.root().section("chip"), LayerHardware{});
            }).find("chip.timing.model: found equations with published costs"),
            std::string::npos);
}

// A ramp's steps stay the clock's: its latency is that of all of them.
TEST(ComputedTiming, OfARampIsItsSteps) {
  LayerHardware hardware;
  hardware.adc.kind = &devices::adcKind("ramp");
  const ChipModel model = readComputed(", timing: { model: equations }", hardware);
  EXPECT_EQ(model.array.adc, 1);
  EXPECT_NEAR(*model.costs[Component::adc]->latency_s, 256 / 1.28e9, 1e-15);
}

TEST(GivenLatencies, AreTheCyclesOfTheirComponents) {
  configs::LoadOptions options;
  options.presetFolders = {tests::sourceFolder() + "/configs/presets"};
  const auto config = configs::Config::fromText(
      "chip: { preset: isaac_2016, costs: { element: { dac: { energy: 3 fJ, per: row, area: 80 um2, latency: "
      "3 ns, "
      "source: ours }, adc: { 8: { energy: 1 pJ, per: conversion, area: 500 um2, latency: 2 ns, source: ours "
      "} } "
      "}, tile: { buffer: { energy: 1 fJ, per: bit, area: 0 m2, source: ours } } } }\n",
      "run.yaml", options);
  const ChipModel model = readChip(config.root().section("chip"), LayerHardware{});
  EXPECT_EQ(model.array.dac, 4);  // of 0.78125 ns
  EXPECT_EQ(model.array.adc, 3);
  EXPECT_EQ(model.buffer.latency, 1);  // as the preset's timing says
}

configs::Config isaacAt(const std::string& changes) {
  configs::LoadOptions options;
  options.presetFolders = {tests::sourceFolder() + "/configs/presets"};
  return configs::Config::fromText(
      "chip: { preset: isaac_2016, adc: { model: murmann_regression }" + changes + " }\n", "run.yaml",
      options);
}

ChipModel readPublished(const std::string& changes) {
  return readChip(isaacAt(changes).root().section("chip"), LayerHardware{});
}

TEST(PublishedCosts, AreRefusedAtAnotherNode) {
  EXPECT_NE(configs::refusal([] { return readPublished(", node: 22 nm"); })
                .find("chip.node: found 22 nm, and published costs that hold for 32 nm; another node with "
                      "costs.scaling: technology, or with costs.model: equations; use --set "
                      "chip.costs.scaling=technology or --set chip.costs.model=equations"),
            std::string::npos);
  EXPECT_NE(configs::refusal([] {
              return readPublished(", costs: { scaling: linear }");
            }).find("chip.costs.scaling"),
            std::string::npos);
}

TEST(PublishedCosts, AreScaledByTheTechnologyTableWhereTheUserSaysSo) {
  const ChipModel as = readPublished("");
  const ChipModel scaled = readPublished(", node: 22 nm, costs: { scaling: technology }");
  const auto ratio = [&](Component component) {
    return scaled.costs[component]->energyPerAction_J() / as.costs[component]->energyPerAction_J();
  };
  EXPECT_NEAR(ratio(Component::dac), 0.207 / 0.355, 0.005);  // e0 of the table
  EXPECT_NEAR(ratio(Component::buffer), 0.207 / 0.355, 0.005);
  EXPECT_NEAR(scaled.costs[Component::dac]->area_m2 / as.costs[Component::dac]->area_m2, 0.103 / 0.219,
              0.005);
  EXPECT_NEAR(scaled.costs[Component::array]->area_m2 / as.costs[Component::array]->area_m2,
              22.0 * 22.0 / (32.0 * 32.0), 1e-9);
  EXPECT_DOUBLE_EQ(ratio(Component::array), 1.0);
  EXPECT_DOUBLE_EQ(ratio(Component::hostLink), 1.0);
  EXPECT_EQ(scaled.costs[Component::dac]->origin, CostOrigin::published);
  EXPECT_EQ(scaled.costs[Component::dac]->source, "published at 32 nm, scaled by the technology table");
  const ChipModel same = readPublished(", costs: { scaling: technology }");
  EXPECT_DOUBLE_EQ(same.costs[Component::dac]->power_W, as.costs[Component::dac]->power_W);
}

// Hashes of runs at the preset's own node are those of versions that did not know this key.
TEST(PublishedCosts, RecordTheirNodeOnlyWhereItMatters) {
  const auto isRecorded = [](const std::string& changes) {
    const auto config = isaacAt(changes);
    static_cast<void>(readChip(config.root().section("chip"), LayerHardware{}));
    const auto values = config.resolved();
    return std::any_of(values.begin(), values.end(),
                       [](const auto& value) { return value.path == "chip.costs.node"; });
  };
  EXPECT_FALSE(isRecorded(""));
  EXPECT_TRUE(isRecorded(", node: 22 nm, costs: { scaling: technology }"));
}

TEST(ComputedCosts, RefuseWhatNoEquationCovers) {
  EXPECT_NE(refusalOf(", node: 5 nm")
                .find("chip.node: no equations for 5 nm with hardware.chip.technology as "
                      "it is; they cover 130 nm to 22 nm, and 14 nm to 7 nm"),
            std::string::npos);
  EXPECT_NE(refusalOf(", array_energy: published").find("chip.array_energy"), std::string::npos);
  configs::LoadOptions options;
  options.presetFolders = {tests::sourceFolder() + "/configs/presets"};
  const auto config = configs::Config::fromText(
      "chip: { preset: isaac_2016, technology: { supply: 0.9 V } }\n", "run.yaml", options);
  EXPECT_NE(configs::refusal([&] { return readChip(config.root().section("chip"), LayerHardware{}); })
                .find("chip.technology: found with published costs and a given read_time; it goes with "
                      "costs.model: equations, costs.scaling: technology and read_time: settled"),
            std::string::npos);
}

}  // namespace
}  // namespace ohmic::sim
