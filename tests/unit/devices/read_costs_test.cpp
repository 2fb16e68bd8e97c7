// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "devices/read_costs.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <fstream>
#include <string>

#include "configs/reader/config.h"
#include "tests/folder.h"
#include "tests/places.h"
#include "tests/unit/configs/refusal.h"

namespace ohmic::devices {
namespace {

ChipCosts readIsaac(const AdcFormat& adc = {}, const std::string& more = {}) {
  configs::LoadOptions options;
  options.presetFolders = {tests::sourceFolder() + "/configs/presets"};
  const auto config =
      configs::Config::fromText("chip: { preset: isaac_2016" + more + " }\n", "run.yaml", options);
  return readCosts(config.root().section("chip"), adc);
}

double power(const ChipCosts& costs, Level level) {
  double sum = 0.0;
  costs.forEach(level, [&](const auto&, const ComponentCost& cost) { sum += cost.power_W + cost.leakage_W; });
  return sum;
}

double area(const ChipCosts& costs, Level level) {
  double sum = 0.0;
  costs.forEach(level, [&](const auto&, const ComponentCost& cost) { sum += cost.area_m2; });
  return sum;
}

constexpr double kMillimetre2 = 1e-6;

// Shafiee et al., ISCA 2016, corrected Table I; each tolerance is half of the table's last digit.
TEST(IsaacPreset, TwelveElementsAreThePublishedTable) {
  const auto costs = readIsaac();
  EXPECT_NEAR(12.0 * power(costs, Level::element), 289e-3, 0.5e-3);
  EXPECT_NEAR(12.0 * area(costs, Level::element), 0.157 * kMillimetre2, 0.0005 * kMillimetre2);
}

TEST(IsaacPreset, ATilesPeripheralsAreThePublishedTable) {
  const auto costs = readIsaac();
  EXPECT_NEAR(power(costs, Level::tile), 40.9e-3, 0.05e-3);
  EXPECT_NEAR(area(costs, Level::tile), 0.215 * kMillimetre2, 0.0005 * kMillimetre2);
}

TEST(IsaacPreset, ATileIsThePublishedTable) {
  const auto costs = readIsaac();
  EXPECT_NEAR(12.0 * power(costs, Level::element) + power(costs, Level::tile), 330e-3, 0.5e-3);
  EXPECT_NEAR(12.0 * area(costs, Level::element) + area(costs, Level::tile), 0.372 * kMillimetre2,
              0.0005 * kMillimetre2);
}

TEST(IsaacPreset, AChipOf168TilesIsThePublishedTable) {
  const auto costs = readIsaac();
  const double tilePower = 12.0 * power(costs, Level::element) + power(costs, Level::tile);
  const double tileArea = 12.0 * area(costs, Level::element) + area(costs, Level::tile);
  EXPECT_NEAR(168.0 * tilePower + power(costs, Level::chip), 65.8, 0.05);
  EXPECT_NEAR(168.0 * tileArea + area(costs, Level::chip), 85.4 * kMillimetre2, 0.05 * kMillimetre2);
}

TEST(IsaacPreset, PricesActionsByFullActivity) {
  const auto costs = readIsaac();
  EXPECT_NEAR(costs[Component::adc]->energyPerAction_J(), 2e-3 / 1.28e9, 1e-18);
  EXPECT_NEAR(costs[Component::dac]->energyPerAction_J(), 4e-3 / 1024.0 * 100e-9, 1e-18);
  EXPECT_NEAR(costs[Component::array]->energyPerAction_J(), 0.3e-3 * 100e-9, 1e-18);
  EXPECT_NEAR(costs[Component::buffer]->energyPerAction_J(), 20.7e-3 / 1.28e9 / 256.0, 1e-20);
}

TEST(ReadCosts, RefusesConvertersThatTheModelDoesNotCoverAndNamesTheModelsThatDo) {
  AdcFormat adc;
  adc.bits = 6;
  EXPECT_NE(configs::refusal([&] { return readIsaac(adc); })
                .find("chip.adc.model: isaac_2016 does not cover converters of 6 bits at 1.28 GHz and 32 nm; "
                      "it covers 8 bits at 32 nm, up to 1.28 GHz; use --set "
                      "chip.adc.model=hwcomponents_isaac or murmann_regression"),
            std::string::npos);
}

// What the remedy says is what is read then.
TEST(ReadCosts, NamesTheNearestBitsThatAModelCovers) {
  AdcFormat adc;
  adc.bits = 14;
  EXPECT_NE(configs::refusal([&] {
              return readIsaac(adc);
            }).find("use --set hardware.adc.bits=12 --set chip.adc.model=murmann_regression"),
            std::string::npos);
  adc.bits = 12;
  EXPECT_EQ(readIsaac(adc, ", adc: { model: murmann_regression }").adcModel, "murmann_regression");
}

// neurosim_sar needs the column's resistance, which the regression does not know.
TEST(ReadCosts, AnotherModelKeepsRateAndNumberAndForgetsTheRest) {
  configs::LoadOptions options;
  options.presetFolders = {tests::sourceFolder() + "/configs/presets"};
  options.overrides = {"chip.adc.model=murmann_regression"};
  AdcFormat adc;
  adc.bits = 5;
  const auto config =
      configs::Config::fromText("chip: { preset: neurosim_22nm_rram }\n", "run.yaml", options);
  const auto costs = readCosts(config.root().section("chip"), adc);
  EXPECT_EQ(costs.adcModel, "murmann_regression");
  EXPECT_NEAR(costs[Component::adc]->actionsPerSecond, 64 * 166.666666667e6, 1.0);
  for (const auto& value : config.resolved()) {
    EXPECT_NE(value.path, "chip.adc.column_resistance");
  }
}

TEST(ReadCosts, TakesAnotherModelByName) {
  AdcFormat adc;
  adc.bits = 6;
  const auto costs = readIsaac(adc, ", adc: { model: hwcomponents_isaac, rate: 1.2 GHz, per_element: 8 }");
  EXPECT_EQ(costs.adcModel, "hwcomponents_isaac");
  EXPECT_NEAR(costs[Component::adc]->energyPerAction_J(), 1.20e-12, 1e-20);
  EXPECT_NEAR(costs[Component::adc]->area_m2, 8 * 627e-12, 1e-15);
}

TEST(ReadCosts, AsksForTheColumnsResistanceWhereAModelNeedsIt) {
  AdcFormat adc;
  const std::string sar = ", adc: { model: neurosim_sar, rate: 100 MHz, per_element: 8";
  EXPECT_NE(configs::refusal([&] { return readIsaac(adc, sar + " }"); }).find("chip.adc.column_resistance"),
            std::string::npos);
  const auto costs = readIsaac(adc, sar + ", column_resistance: 10 kohm }");
  EXPECT_EQ(costs.adcModel, "neurosim_sar");
  EXPECT_GT(costs[Component::adc]->energyPerAction_J(), 0.0);
}

TEST(ReadCosts, LeavesIdealConvertersOutOfTheModel) {
  AdcFormat adc;
  adc.ideal = true;
  const auto costs = readIsaac(adc);
  EXPECT_EQ(costs.adcModel, "");
  EXPECT_FALSE(costs[Component::adc].has_value());
}

constexpr const char* kGivenAdc =
    ", costs: { element: { adc: { 5: { energy: 0.6 pJ, per: conversion, area: 300 um2, leakage: 2 uW, "
    "source: a }, "
    "6: { energy: 0.9 pJ, per: conversion, area: 420 um2, source: b } } } }";

TEST(GivenCosts, WinOverThePresetsComponentByComponent) {
  const auto costs = readIsaac({},
                               ", costs: { element: { dac: { energy: 3 fJ, per: row, area: 80 um2, leakage: "
                               "1 uW, source: our driver } } }");
  const auto& dac = *costs[Component::dac];
  EXPECT_DOUBLE_EQ(dac.energyPerAction_J(), 3e-15);
  EXPECT_DOUBLE_EQ(dac.area_m2, 80e-12);
  EXPECT_DOUBLE_EQ(dac.leakage_W, 1e-6);
  EXPECT_EQ(dac.origin, CostOrigin::given);
  EXPECT_EQ(dac.source, "our driver");
  const auto published = readIsaac();
  EXPECT_EQ(costs[Component::array]->power_W, published[Component::array]->power_W);
  EXPECT_EQ(costs[Component::array]->origin, CostOrigin::published);
}

TEST(GivenCosts, AreNotScaledWithTheArray) {
  auto costs = readIsaac(
      {}, ", costs: { element: { dac: { energy: 3 fJ, per: row, area: 80 um2, source: our driver } } }");
  scaleToArray(4.0, 4.0, costs);
  EXPECT_DOUBLE_EQ(costs[Component::dac]->area_m2, 80e-12);
  EXPECT_DOUBLE_EQ(costs[Component::dac]->energyPerAction_J(), 3e-15);
}

// Eight converters in an element of ISAAC's.
TEST(GivenCosts, OfConvertersGoByTheirBits) {
  AdcFormat adc;
  adc.bits = 5;
  const auto costs = readIsaac(adc, kGivenAdc);
  EXPECT_DOUBLE_EQ(costs[Component::adc]->energyPerAction_J(), 0.6e-12);
  EXPECT_DOUBLE_EQ(costs[Component::adc]->area_m2, 8 * 300e-12);
  EXPECT_DOUBLE_EQ(costs[Component::adc]->leakage_W, 8 * 2e-6);
  EXPECT_EQ(costs.adcModel, "");
  adc.bits = 7;
  EXPECT_NE(
      configs::refusal([&] { return readIsaac(adc, kGivenAdc); })
          .find("chip.costs.element.adc: found no cost of converters of 7 bits; costs are given for 5, 6 "
                "bits; add 7: { energy: 1 pJ, per: conversion, ... }, or --set hardware.adc.bits=6"),
      std::string::npos);
}

TEST(GivenCosts, OfConvertersMayBeATable) {
  const tests::Folder folder;
  const auto file = folder.path() / "adc.csv";
  AdcFormat adc;
  adc.bits = 6;
  const auto read = [&](const std::string& text) {
    std::ofstream(file) << text;
    return readIsaac(adc, ", costs: { element: { adc: " + file.string() + " } }");
  };
  const std::string header = "bits,energy_J,area_m2,leakage_W,latency_s,source\n";
  const auto costs = read(header + "5,6e-13,3e-10,0,,layout\n6,9e-13,4.2e-10,2e-6,3e-9,\"layout, March\"\n");
  EXPECT_DOUBLE_EQ(costs[Component::adc]->energyPerAction_J(), 0.9e-12);
  EXPECT_DOUBLE_EQ(costs[Component::adc]->area_m2, 8 * 420e-12);
  EXPECT_DOUBLE_EQ(costs[Component::adc]->leakage_W, 8 * 2e-6);
  EXPECT_DOUBLE_EQ(costs[Component::adc]->latency_s.value(), 3e-9);
  EXPECT_EQ(costs[Component::adc]->source, "layout, March");
  const auto refusal = [&](const std::string& text) { return configs::refusal([&] { return read(text); }); };
  EXPECT_NE(refusal(header + "5,6e-13,3e-10,0,,a\n").find("found no cost of converters of 6 bits"),
            std::string::npos);
  EXPECT_NE(refusal("bits,energy\n").find("adc.csv:1"), std::string::npos);
  EXPECT_NE(refusal("").find("empty file"), std::string::npos);
  EXPECT_NE(refusal(header + "6,-1,0,0,,a\n").find("adc.csv:2: found '-1' for energy_J"), std::string::npos);
  EXPECT_NE(refusal(header + "6,1,0,0,,\n").find("found no source"), std::string::npos);
  EXPECT_NE(refusal(header + "6.5,1,0,0,,a\n").find("for bits"), std::string::npos);
  EXPECT_NE(refusal(header + "6,1,0,0,,a\n6,1,0,0,,a\n").find("6 bits a second time"), std::string::npos);
  EXPECT_NE(refusal(header + "6,1,0\n").find("another number of columns"), std::string::npos);
}

TEST(GivenCosts, SayWhatTheyArePerAndWhereTheyComeFrom) {
  EXPECT_NE(configs::refusal([&] {
              return readIsaac(
                  {}, ", costs: { element: { dac: { energy: 3 fJ, per: read, area: 0 m2, source: a } } }");
            }).find("chip.costs.element.dac.per"),
            std::string::npos);
  EXPECT_NE(configs::refusal([&] {
              return readIsaac({}, ", costs: { element: { dac: { energy: 3 fJ, per: row, area: 0 m2 } } }");
            }).find("chip.costs.element.dac.source"),
            std::string::npos);
}

constexpr const char* kMacro =
    "macro: { energy: 5 nJ, per: read, latency: 130 ns, area: 0.5 mm2, leakage: 1 mW, source: measured }";

TEST(GivenCosts, OfAMacroAreInPlaceOfAnElements) {
  const auto config = configs::Config::fromText(
      fmt::format("chip: {{ organisation: {{ arrays_per_element: 4 }}, costs: {{ {} }} }}\n", kMacro),
      "run.yaml");
  const auto costs = readCosts(config.root().section("chip"), {});
  EXPECT_TRUE(costs.hasMacro());
  EXPECT_DOUBLE_EQ(costs[Component::macro]->energyPerAction_J(), 5e-9);
  EXPECT_DOUBLE_EQ(costs[Component::macro]->area_m2, 4 * 0.5e-6);
  EXPECT_DOUBLE_EQ(costs[Component::macro]->leakage_W, 4 * 1e-3);
  EXPECT_FALSE(costs[Component::adc]);
  EXPECT_NE(configs::refusal([&] {
              return readIsaac({}, fmt::format(", costs: {{ {} }}", kMacro));
            }).find("chip.costs.macro: found beside costs.element"),
            std::string::npos);
}

}  // namespace
}  // namespace ohmic::devices
