// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "sim/chip/energy.h"

#include <gtest/gtest.h>

#include "tests/unit/chip/test_network.h"

namespace ohmic::sim {
namespace {

using tests::TestChip;
using tests::TestHardware;

/// Costs whose energies are easy to tell apart: one action of the n-th component costs n pJ.
devices::ChipCosts countingCosts() {
  devices::ChipCosts costs;
  double next = 1e-12;
  const auto cost = [&] {
    const double energy = next;
    next += 1e-12;
    return devices::ComponentCost{energy, 1.0, 1e-3, 1e-9};
  };
  using C = devices::Component;
  for (const C component :
       {C::dac, C::sampleHold, C::array, C::shiftAdd, C::inputRegister, C::outputRegister, C::adc, C::buffer,
        C::bus, C::router, C::activation, C::pooling, C::elementwise, C::tileOutputRegister, C::hostLink}) {
    costs[component] = cost();
  }
  return costs;
}

TestChip chipWithCosts(models::Graph graph, const TestHardware& hardware = {}) {
  TestChip test = tests::makeChip(std::move(graph), hardware, 1);
  test.model.costs = countingCosts();
  return test;
}

LayerCounts uniformDrive(const TestChip& test, std::size_t layer, std::int64_t square) {
  LayerCounts counts(test.deployment.plan.layers[layer].rows(),
                     test.deployment.plan.layers[layer].arrays.size());
  counts.driveWork.assign(counts.driveWork.size(), square);
  return counts;
}

EnergyReport report(const TestChip& test, double interval) {
  std::vector<LayerCounts> counts;
  for (std::size_t l = 0; l < test.deployment.plan.layers.size(); ++l) {
    counts.push_back(uniformDrive(test, l, 100));
  }
  return energy(test.deployment, test.chip, test.model, countEvents(test.deployment, test.model), {counts, 1},
                interval);
}

TEST(Energy, OneArrayEqualsTheHandCalculation) {
  TestChip test = chipWithCosts(tests::linearNetwork(10, 4));
  test.model.organisation = {1, 1, 0};
  const auto bill = report(test, 1e-6).byLayer[0];
  const auto pJ = [](double count, double unit) { return count * unit * 1e-12; };
  EXPECT_DOUBLE_EQ(bill.at("dac"), pJ(10, 1));
  EXPECT_DOUBLE_EQ(bill.at("sample_hold"), pJ(4, 2));
  EXPECT_DOUBLE_EQ(bill.at("shift_add"), pJ(4, 4));
  EXPECT_DOUBLE_EQ(bill.at("input_register"), pJ(10 * 8, 5));
  EXPECT_DOUBLE_EQ(bill.at("adc"), pJ(4, 7));
  EXPECT_DOUBLE_EQ(bill.at("buffer"), pJ(2 * 10 * 16, 8));
  EXPECT_DOUBLE_EQ(bill.at("bus"), pJ(2 * 10 * 16, 9));
  EXPECT_DOUBLE_EQ(bill.at("router"), 0.0);
  EXPECT_DOUBLE_EQ(bill.at("elementwise"), pJ(4, 13));
  EXPECT_DOUBLE_EQ(bill.at("output_register"), pJ(4 * 16, 6 + 14));
  EXPECT_DOUBLE_EQ(bill.at("host_link"), pJ(14 * 16, 15));
  EXPECT_DOUBLE_EQ(bill.at("leakage"), 15 * 1e-3 * 1e-6);  // 15 components of 1 mW, one of each
}

// Every installed tile leaks, used or not: 7 components of 1 mW in it and 7 in each of its elements, one of
// the chip.
TEST(Energy, EveryInstalledTileLeaks) {
  TestChip test = chipWithCosts(tests::linearNetwork(300, 4));
  ASSERT_EQ(test.deployment.plan.arrays(), 3);
  const auto leakage = [&](const ChipOrganisation& organisation) {
    test.model.organisation = organisation;
    return report(test, 1e-6).byLayer[0].at("leakage");
  };
  EXPECT_DOUBLE_EQ(leakage({3, 1, 0}), (1 * (7 + 1 * 7) + 1) * 1e-3 * 1e-6);
  EXPECT_DOUBLE_EQ(leakage({1, 2, 0}), (2 * (7 + 2 * 7) + 1) * 1e-3 * 1e-6);  // the second is half empty
  EXPECT_DOUBLE_EQ(leakage({1, 1, 0}), (3 * (7 + 1 * 7) + 1) * 1e-3 * 1e-6);
  EXPECT_DOUBLE_EQ(leakage({1, 1, 5}), (5 * (7 + 1 * 7) + 1) * 1e-3 * 1e-6);
}

TEST(Energy, LayersShareTheLeakageByTheirArrays) {
  TestHardware hardware;
  hardware.mapping.array = {16, 16, mapping::Split::equal};
  TestChip test = chipWithCosts(tests::residualNetwork(), hardware);
  test.model.organisation = {1, 1, 0};
  const int arrays = test.deployment.plan.arrays();
  const auto energies = report(test, 1e-6);
  for (std::size_t l = 0; l < energies.byLayer.size(); ++l) {
    EXPECT_DOUBLE_EQ(energies.byLayer[l].at("leakage"),
                     (arrays * 14 + 1) * 1e-9 * test.deployment.plan.layers[l].crossbars() / arrays)
        << l;
  }
}

TEST(Energy, BitSerialInputsMoveOneBitInEachPhase) {
  TestHardware hardware;
  hardware.mapping.input.encoding = mapping::InputEncoding::bitSerial;  // signed pixels: 7 phases
  TestChip test = chipWithCosts(tests::linearNetwork(10, 4), hardware);
  const auto bill = report(test, 0.0).byLayer[0];
  EXPECT_DOUBLE_EQ(bill.at("dac"), 7 * 10 * 1e-12);
  EXPECT_DOUBLE_EQ(bill.at("input_register"), 7 * 10 * 5e-12);
}

// 4 + 3 bits: 15 + 7 integrations of 2 pJ; conversions of 10 and 6 steps, 10 of which cost 7 pJ.
TEST(Energy, IntegrationsAndStepsOfAConversionCost) {
  TestHardware hardware;
  hardware.mapping.input = {8, mapping::InputEncoding::bitSerial, mapping::Accumulation::analog};
  hardware.mapping.input.parts = 2;
  hardware.adc.kind = &devices::adcKind("charge_decrement");
  hardware.adc.bits = 10;
  TestChip test = chipWithCosts(tests::linearNetwork(10, 4), hardware);
  test.model.costs[devices::Component::integrator] = devices::ComponentCost{2e-12};
  const auto bill = report(test, 0.0).byLayer[0];
  EXPECT_DOUBLE_EQ(bill.at("integrator"), 22 * 4 * 2e-12);
  EXPECT_DOUBLE_EQ(bill.at("sample_hold"), 7 * 4 * 2e-12);
  EXPECT_DOUBLE_EQ(bill.at("adc"), 1.6 * 4 * 7e-12);
}

// Ten rows, four at once: three reads, whose columns are held, converted and added; each row is driven once.
TEST(Energy, GroupsOfRowsAreReadOneAfterTheOther) {
  TestHardware hardware;
  hardware.mapping.array.activeRows = 4;
  TestChip test = chipWithCosts(tests::linearNetwork(10, 4), hardware);
  const auto bill = report(test, 0.0).byLayer[0];
  EXPECT_DOUBLE_EQ(bill.at("dac"), 10 * 1e-12);
  EXPECT_DOUBLE_EQ(bill.at("sample_hold"), 3 * 4 * 2e-12);
  EXPECT_DOUBLE_EQ(bill.at("adc"), 3 * 4 * 7e-12);
  EXPECT_DOUBLE_EQ(bill.at("shift_add"), 3 * 4 * 4e-12);
  test.model.arrayEnergy = ArrayEnergy::published;
  EXPECT_DOUBLE_EQ(report(test, 0.0).byLayer[0].at("array"), 3 * 3e-12);
}

TEST(Energy, AMacroIsInPlaceOfAllOfItsElement) {
  TestHardware hardware;
  hardware.mapping.array.activeRows = 4;
  TestChip test = chipWithCosts(tests::linearNetwork(10, 4), hardware);
  auto& costs = test.model.costs;
  const auto published = costs;
  costs = {};
  costs[devices::Component::macro] = devices::ComponentCost{5e-9, 1.0, 1e-3, 1e-9};
  costs[devices::Component::buffer] = published[devices::Component::buffer];
  const auto energies = report(test, 0.0);
  EXPECT_DOUBLE_EQ(energies.byLayer[0].at("macro"), 3 * 5e-9);
  EXPECT_DOUBLE_EQ(energies.byLayer[0].at("buffer"), 2 * 10 * 16 * 8e-12);
  EXPECT_EQ(energies.byLayer[0].count("array"), 0U);
  for (const auto& name : energies.notModelled) {  // the tile's: an element's are in the macro
    EXPECT_TRUE(name == "bus" || name == "elementwise" || name == "output_register" || name == "host_link" ||
                name == "router")
        << name;
  }
}

TEST(Energy, CellsDissipateByTheirConductance) {
  TestChip test = chipWithCosts(tests::linearNetwork(10, 4));
  test.model.readTime = 100e-9;
  test.model.readVoltage = 0.2;
  double conductance = 0.0;
  for (const double row : test.chip.layers[0].arrays[0].rowConductance) {
    conductance += row;
  }
  const double lsb = 0.2 / 127.0;  // signed pixels of 8 bits
  EXPECT_NEAR(report(test, 0.0).byLayer[0].at("array"), 100e-9 * lsb * lsb * 100.0 * conductance, 1e-24);
}

TEST(Energy, PublishedReadsCostTheSameWhateverTheCells) {
  TestChip test = chipWithCosts(tests::linearNetwork(10, 4));
  test.model.arrayEnergy = ArrayEnergy::published;
  EXPECT_DOUBLE_EQ(report(test, 0.0).byLayer[0].at("array"), 3e-12);  // one read
}

TEST(Energy, ReplicasOfEqualCellsCostWhatOneWould) {
  const TestChip one = chipWithCosts(tests::convolutionNetwork(2, 4, 6));
  TestHardware hardware;
  hardware.replicas = 3;
  const TestChip three = chipWithCosts(tests::convolutionNetwork(2, 4, 6), hardware);
  EXPECT_DOUBLE_EQ(report(three, 0.0).byLayer[0].at("array"), report(one, 0.0).byLayer[0].at("array"));
}

TEST(Energy, ComponentsAndLayersAddUpToTheSameTotal) {
  const TestChip test = chipWithCosts(tests::residualNetwork());
  const EnergyReport energies = report(test, 1e-3);
  double byLayer = 0.0;
  for (std::size_t l = 0; l < energies.byLayer.size(); ++l) {
    byLayer += energies.ofLayer(l);
  }
  EXPECT_NEAR(byLayer, energies.total(), 1e-12 * byLayer);
  EXPECT_GT(energies.byComponent().at("pooling"), 0.0);
}

TEST(Programming, WritesEveryCellOnce) {
  TestChip test = chipWithCosts(tests::linearNetwork(10, 4));
  EXPECT_FALSE(programmingCost(test.deployment, test.chip, test.model));
  test.model.programming = ProgrammingTiming{2.0, 40e-9, 3};
  double conductance = 0.0;
  for (const double row : test.chip.layers[0].arrays[0].rowConductance) {
    conductance += row;
  }
  const auto cost = programmingCost(test.deployment, test.chip, test.model);
  EXPECT_DOUBLE_EQ(cost->energy_J, 4.0 * conductance * 120e-9);
  EXPECT_DOUBLE_EQ(cost->time_s, 128 * 120e-9);
  EXPECT_EQ(report(test, 1e-6).byLayer[0].count("programming"), 0U);  // apart from the images
}

TEST(Programming, OfVerifiedCellsCountsTheirPulsesAndReads) {
  TestHardware hardware;
  hardware.verified = true;
  TestChip test = chipWithCosts(tests::linearNetwork(40, 12), hardware);
  test.model.programming = ProgrammingTiming{2.0, 40e-9, 1};
  const auto& writes = *test.chip.layers[0].arrays[0].writes;
  const auto& cell = *test.deployment.hardware[0].cell.programming;
  EXPECT_EQ(writes.cells, 2 * 40 * 12);
  EXPECT_GT(writes.pulses, writes.cells);
  EXPECT_LT(writes.pulses, writes.cells * cell.mostPulses());
  EXPECT_GT(writes.givenUp, 0);
  EXPECT_GE(writes.rowPulses, 128);
  EXPECT_LE(writes.rowPulses, 88 + 40 * cell.mostPulses());
  const auto cost = programmingCost(test.deployment, test.chip, test.model);
  const double read = test.model.readVoltage * test.model.readVoltage * test.model.readTime;
  EXPECT_DOUBLE_EQ(cost->energy_J, writes.work * (4.0 * 40e-9 + read));
  EXPECT_DOUBLE_EQ(cost->time_s, static_cast<double>(writes.rowPulses) * (40e-9 + test.model.readTime));
}

TEST(Programming, OfAChipThatIsTooSmallIsPaidByItsImages) {
  TestHardware hardware;
  hardware.mapping.array = {32, 16, mapping::Split::equal};
  TestChip test = chipWithCosts(tests::residualNetwork(), hardware);
  int largest = 0;
  for (const auto& layer : test.deployment.plan.layers) {
    largest = std::max(largest, layer.crossbars());
  }
  test.model.organisation = {1, 1, largest, Overflow::reprogram};
  test.model.programming = ProgrammingTiming{2.0, 40e-9, 1};
  const double all = programmingCost(test.deployment, test.chip, test.model)->energy_J;
  EXPECT_DOUBLE_EQ(report(test, 1e-6).byComponent().at("programming"), all / 2.0);  // two images a batch
}

TEST(Energy, NamesWhatHasNoCost) {
  TestChip test = chipWithCosts(tests::residualNetwork());
  test.model.costs[devices::Component::adc].reset();  // ideal converters
  const std::vector<std::string> expected = {"adc", "softmax"};
  EXPECT_EQ(report(test, 0.0).notModelled, expected);
}

}  // namespace
}  // namespace ohmic::sim
