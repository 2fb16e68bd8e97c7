// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0

// Circuit equations against values of other tools and of silicon, within the bars that
// docs/models/circuits.md states for each.

#include <gtest/gtest.h>

#include <cmath>
#include <string>
#include <vector>

#include "devices/circuits/adder.h"
#include "devices/circuits/adder_tree.h"
#include "devices/circuits/decoder.h"
#include "devices/circuits/flip_flops.h"
#include "devices/circuits/line_driver.h"
#include "devices/circuits/mesh_router.h"
#include "devices/circuits/multiplier.h"
#include "devices/circuits/pass_gates.h"
#include "devices/circuits/pulse_counter.h"
#include "devices/circuits/repeated_wire.h"
#include "devices/circuits/sample_hold.h"
#include "devices/circuits/settling.h"
#include "devices/circuits/shift_add.h"
#include "devices/circuits/softmax_unit.h"
#include "devices/circuits/sram.h"
#include "devices/converters/adc_kind.h"

namespace ohmic::devices {
namespace {

constexpr double kFemto = 1e-15, kPico = 1e-12, kMicron2 = 1e-12;

Technology at(double nanometres, double supply = 0.0, Flavour flavour = Flavour::lowPower) {
  TechnologyChoice choice;
  choice.node = nanometres * 1e-9;
  choice.flavour = flavour;
  if (supply > 0.0) {
    choice.supply = supply;
  }
  return technologyOf(choice);
}

void expectWithin(double factor, double value, double source, const std::string& what) {
  EXPECT_LT(value / source, factor) << what;
  EXPECT_LT(source / value, factor) << what;
}

TEST(Technology, UnitsOfAnInverterAreTheTables) {
  struct Row {
    double node, energy_fJ, area_um2, low_ps, high_ps;
  };
  const std::vector<Row> rows = {
      {130, 3.84, 3.60, 82, 27},  {90, 2.16, 1.72, 71, 20},  {65, 1.21, 0.90, 51, 16},
      {45, 0.644, 0.431, 33, 11}, {32, 0.355, 0.219, 24, 9}, {22, 0.207, 0.103, 16, 7},
      {14, 0.165, 0.090, 19, 0},  {10, 0.140, 0.042, 15, 0}, {7, 0.121, 0.027, 14, 0}};
  for (const auto& row : rows) {
    const Technology low = at(row.node);
    EXPECT_NEAR(low.unitEnergy() / kFemto, row.energy_fJ, 0.006 * row.energy_fJ) << row.node;
    EXPECT_NEAR(low.unitArea() / kMicron2, row.area_um2, 0.02 * row.area_um2) << row.node;
    EXPECT_NEAR(low.fanOutOfFour() / kPico, row.low_ps, 0.53) << row.node;
    if (row.high_ps > 0.0) {
      EXPECT_NEAR(at(row.node, 0.0, Flavour::highPerformance).fanOutOfFour() / kPico, row.high_ps, 0.53);
    }
  }
}

// Stillmaker and Baas, Integration 2017, relative to 45 nm and 0.9 V.
TEST(Technology, EnergyScalesAsStillmakerSays) {
  const double base = at(45, 0.9).unitEnergy();
  expectWithin(1.2, at(130).unitEnergy() / base, 7.46, "130 nm");
  expectWithin(1.2, at(90).unitEnergy() / base, 3.80, "90 nm");
  expectWithin(1.2, at(65).unitEnergy() / base, 1.99, "65 nm");
  expectWithin(1.2, at(32).unitEnergy() / base, 0.64, "32 nm");
}

TEST(Technology, ANodeBetweenTwoLiesBetweenThem) {
  const Technology above = at(32), between = at(28), below = at(22);
  EXPECT_LT(between.unitEnergy(), above.unitEnergy());
  EXPECT_GT(between.unitEnergy(), below.unitEnergy());
  EXPECT_NEAR(between.node, 28e-9, 1e-15);
}

TEST(Technology, LeaksTenTimesAsMuchIn100Kelvin) {
  TechnologyChoice choice;
  const double cold = technologyOf(choice).unitLeakage();
  choice.temperature = 400.0;
  EXPECT_NEAR(technologyOf(choice).unitLeakage() / cold, 10.0, 1e-9);
}

TEST(Technology, RefusesWhatTheTableLacks) {
  TechnologyChoice choice;
  choice.node = 16e-9;
  EXPECT_EQ(refusalOf(choice), "130 nm to 22 nm, and 14 nm to 7 nm");
  choice.node = 180e-9;
  EXPECT_FALSE(refusalOf(choice).empty());
  choice.node = 7e-9;
  EXPECT_EQ(refusalOf(choice), "");
  choice.flavour = Flavour::highPerformance;
  EXPECT_NE(refusalOf(choice).find("FinFETs"), std::string::npos);
  choice = {};
  choice.supply = 3.0;
  EXPECT_FALSE(refusalOf(choice).empty());
  choice = {};
  choice.temperature = 700.0;
  EXPECT_FALSE(refusalOf(choice).empty());
}

TEST(Technology, ALowerSupplyIsSlower) {
  EXPECT_GT(at(32, 0.7).fanOutOfFour(), at(32).fanOutOfFour());
  EXPECT_LT(at(32, 1.1).fanOutOfFour(), at(32).fanOutOfFour());
  EXPECT_NEAR(at(32, 0.9).fanOutOfFour(), at(32).fanOutOfFour(), 1e-20);
}

// Horowitz, ISSCC 2014, at 45 nm and 0.9 V: what the constants were fitted to.
TEST(Arithmetic, IsHorowitzs) {
  const Technology tech = at(45, 0.9);
  expectWithin(1.3, adder(tech, 8).energy_J, 30 * kFemto, "add 8");
  expectWithin(1.3, adder(tech, 16).energy_J, 50 * kFemto, "add 16");
  expectWithin(1.3, adder(tech, 32).energy_J, 100 * kFemto, "add 32");
  expectWithin(1.3, multiplier(tech, 8, 8).energy_J, 0.2 * kPico, "multiply 8");
  expectWithin(1.3, multiplier(tech, 32, 32).energy_J, 3.1 * kPico, "multiply 32");
  expectWithin(1.3, adder(tech, 8).area_m2, 36 * kMicron2, "area of add 8");
  expectWithin(1.3, adder(tech, 32).area_m2, 137 * kMicron2, "area of add 32");
  expectWithin(1.3, multiplier(tech, 8, 8).area_m2, 282 * kMicron2, "area of multiply 8");
}

// Independent of the fit: AccelForge's TPUv4i (7 nm), Aladdin (40 nm, 0.9 V), DSENT, ISAAC.
TEST(Arithmetic, IsNearOtherSources) {
  const Technology seven = at(7), forty = at(40, 0.9);
  expectWithin(2.0, multiplier(seven, 8, 8).energy_J + adder(seven, 24).energy_J, 0.084 * kPico, "int8 MAC");
  expectWithin(4.0, adder(forty, 32).energy_J, 0.21 * kPico, "Aladdin's add 32");
  expectWithin(5.0, multiplier(forty, 32, 32).energy_J, 12.68 * kPico, "Aladdin's multiply 32");
  expectWithin(1.3, flipFlops(forty, 1).energy_J, 9 * kFemto, "Aladdin's register bit");
  expectWithin(1.05, flipFlops(at(45), 1).area_m2, 5.28 * kMicron2, "DSENT's flip-flop");
  expectWithin(1.3, shiftAdd(at(32), 16, 1.0, 1.0).area_m2, 60 * kMicron2, "ISAAC's shift-and-add");
}

// NeuroSim V1.4, 22 nm, our runs: 8.4 to 14.9 fJ a conversion for sums of 11 bits.
TEST(Arithmetic, AccumulatesAsNeuroSimDoes) {
  expectWithin(2.0, shiftAdd(at(22), 11, 0.15, 0.5).energy_J, 14.9 * kFemto, "greatest");
  expectWithin(3.0, shiftAdd(at(22), 11, 0.15, 0.5).energy_J, 8.4 * kFemto, "least");
}

TEST(Arithmetic, ATreeAddsAllButOneTime) {
  const Technology tech = at(32);
  EXPECT_DOUBLE_EQ(adderTree(tech, 4, 7, 1.0).energy_J, 4.0 * adder(tech, 8).energy_J);
  EXPECT_DOUBLE_EQ(adderTree(tech, 5, 7, 1.0).delay_s, 3.0 * adder(tech, 8).delay_s);
}

// CACTI 7 @1ffd8df, run here: read energies.
TEST(Sram, EnergyIsNearCactis) {
  struct Row {
    double node, supply, kibibytes;
    int word;
    double source_pJ;
  };
  const std::vector<Row> rows = {
      {45, 1.0, 2, 64, 1.71},   {45, 1.0, 8, 64, 4.31},    {45, 1.0, 32, 64, 8.42},
      {45, 1.0, 64, 256, 24.8}, {45, 1.0, 1024, 64, 55.1}, {32, 0.9, 8, 64, 1.87},
      {32, 0.9, 64, 256, 13.9}, {22, 0.8, 8, 64, 0.959},   {22, 0.8, 64, 256, 7.46}};
  for (const auto& row : rows) {
    Technology tech = at(row.node, row.supply);
    tech.sramCell = row.node < 30 ? 0.071e-12 : tech.sramCell;  // CACTI's own at 22 nm
    const double joules = sram(tech, row.kibibytes * 8192, row.word).energy_J;
    expectWithin(1.6, joules, row.source_pJ * kPico, std::to_string(row.kibibytes) + " KiB");
  }
}

TEST(Sram, AreaIsNearCactis) {
  const std::vector<std::pair<double, double>> rows = {
      {2, 0.00675}, {8, 0.0254}, {32, 0.103}, {64, 0.250}, {1024, 3.68}};
  for (const auto& [kibibytes, source_mm2] : rows) {
    expectWithin(1.2, sram(at(45), kibibytes * 8192, 64).area_m2, source_mm2 * 1e-6,
                 std::to_string(kibibytes));
  }
}

// With CACTI's own off currents at 300 K.
TEST(Sram, LeakageIsNearCactis) {
  const auto leakage = [](double node, double supply, double nanoamperes, double kibibytes) {
    Technology tech = at(node, supply);
    tech.offCurrent = nanoamperes * 1e-3;
    return sram(tech, kibibytes * 8192, 64).leakage_W;
  };
  expectWithin(1.2, leakage(45, 1.0, 280, 8), 4.59e-3, "45 nm");
  expectWithin(1.2, leakage(32, 0.9, 152, 8), 1.40e-3, "32 nm");
  expectWithin(1.2, leakage(22, 0.8, 122, 8), 0.680e-3, "22 nm");
}

// CACTI's wires of 1 mm that are 30 % slower than the fastest, all bits changing; DSENT's link of 64 bits.
TEST(Wires, AreNearCactisAndDsents) {
  const std::vector<std::pair<double, double>> cacti = {{90, 0.420}, {65, 0.330}, {45, 0.249}, {32, 0.197}};
  for (const auto& [node, source_pJ] : cacti) {
    expectWithin(1.55, repeatedWire(at(node), 1e-3, 1.0).energy_J, source_pJ * kPico, std::to_string(node));
  }
  expectWithin(1.55, repeatedWire(at(22, 0.8), 1e-3, 1.0).energy_J, 0.156 * kPico, "22 nm");
  const std::vector<std::pair<double, double>> dsent = {{45, 2.583}, {32, 2.073}, {22, 1.509}};
  for (const auto& [node, source_pJ] : dsent) {
    expectWithin(1.55, 64.0 * repeatedWire(at(node), 1e-3, 0.25).energy_J, source_pJ * kPico,
                 std::to_string(node));
  }
}

TEST(Wires, ARouterIsNearDsents) {
  expectWithin(1.2, 64.0 * meshRouter(at(45), 64).energy_J, 7.20 * kPico, "45 nm");
  expectWithin(1.2, 64.0 * meshRouter(at(32), 64).energy_J, 3.96 * kPico, "32 nm");
  expectWithin(1.2, 64.0 * meshRouter(at(22, 0.8), 64).energy_J, 1.84 * kPico, "22 nm");
  expectWithin(1.4, meshRouter(at(32), 32).energy_J, 81 * kFemto, "hwcomponents");
  expectWithin(2.2, meshRouter(at(32), 32).energy_J, 128 * kFemto, "ISAAC");
}

// NeuRRAM's word line of 256 cells, 126 F2 each: 538 fF with wider transistors than 4 F.
TEST(Wires, AWordLineIsHalfOfNeurrams) {
  const Technology tech = at(130);
  const double pitch = std::sqrt(126.0) * tech.node;
  const Line line = lineOf(tech, 256, pitch, 4.0 * tech.node * tech.gateCapacitance);
  EXPECT_NEAR(line.capacitance / kFemto, 253.0, 2.5);
  expectWithin(2.2, line.capacitance, 538 * kFemto, "word line");
}

double conversion(const char* kind, int bits, const Technology& tech) {
  return adcKind(kind).circuit({tech, bits, 1e-9, 2.5, 1}).energy_J;
}

// ISAAC (32 nm), the regression over Murmann's survey, Jia (65 nm), Wang (22 nm), ZigZag (28 nm),
// hwcomponents (32 nm). NeuroSim's 0.085 pJ at 22 nm is a tenth of the others and lies outside.
TEST(Converters, OfSuccessiveApproximationAreWithinTheirBarOfSilicon) {
  struct Row {
    int bits;
    double node, supply, source_pJ;
  };
  const std::vector<Row> rows = {{8, 32, 0, 1.56},    {8, 32, 0, 1.71},   {8, 22, 0, 0.847},
                                 {8, 65, 0.85, 1.79}, {8, 65, 1.2, 3.56}, {8, 65, 0, 6.49},
                                 {8, 22, 1.0, 2.66},  {8, 28, 0, 0.70},   {4, 32, 0, 0.79},
                                 {6, 32, 0, 1.20},    {10, 32, 0, 2.38}};
  for (const auto& row : rows) {
    expectWithin(3.0, conversion("sar", row.bits, at(row.node, row.supply)), row.source_pJ * kPico,
                 std::to_string(row.bits) + " bits at " + std::to_string(row.node));
  }
  const auto area = [](double node) { return adcKind("sar").circuit({at(node), 8, 1e-9, 2.5, 1}).area_m2; };
  expectWithin(3.0, area(32), 1200 * kMicron2, "ISAAC");
  expectWithin(3.0, area(65), 1941 * kMicron2, "Jia");
  expectWithin(3.0, area(28), 2085 * kMicron2, "ZigZag");
}

// NeuRRAM's step with its shift-and-add (130 nm, 1.8 V): fitted. NeuroSim's flash of 5 bits (22 nm): its
// energy has the word line in it, its area is fitted.
TEST(Converters, OfOtherKindsAreNearSilicon) {
  expectWithin(1.3, adcKind("charge_decrement").circuit({at(130, 1.8), 8, 0.3e-6, 2.5, 1}).energy_J / 8.0,
               0.4 * kPico, "NeuRRAM's step");
  const CircuitCost flash = adcKind("flash").circuit({at(22), 5, 1e-9, 2.5, 1});
  expectWithin(3.0, flash.energy_J, 77 * kFemto, "NeuroSim's flash, between 45 and 109 fJ");
  expectWithin(1.05, flash.area_m2, 52.45 * kMicron2, "its area");
}

// Exact eigenvalue solutions of ladders with a source and a load, R = C = 1: time to 2^-9 of a step.
TEST(Settling, IsTheExactLaddersWithin1Percent) {
  struct Row {
    double source, load, exact;
  };
  const std::vector<Row> rows = {{0.0, 0.0, 2.637}, {0.0, 0.0, 2.647},  {0.1, 0.1, 3.777},
                                 {1.0, 0.0, 8.592}, {1.0, 1.0, 20.468}, {10.0, 0.0, 64.653}};
  for (const auto& row : rows) {
    const Settling settling{row.source, {1.0, 1.0}, row.load};
    EXPECT_NEAR(settling.toHalfLsb(8), row.exact, 0.01 * row.exact) << row.source << ", " << row.load;
  }
}

TEST(Settling, OfALumpedLineIsOneExponential) {
  const Settling lumped{2.0, {0.0, 3.0}, 1.0};
  EXPECT_NEAR(lumped.toHalfLsb(7), 8.0 * std::log(256.0), 1e-12);
  const Settling nearly{2.0, {1e-9, 3.0}, 1.0};
  EXPECT_NEAR(nearly.toHalfLsb(7), lumped.toHalfLsb(7), 1e-5);
}

// No cost falls where a circuit has more to do, or is of an older node.
TEST(Circuits, CostMoreWhereTheyDoMore) {
  const std::vector<double> nodes = {130, 90, 65, 45, 32, 28, 22};
  std::vector<double> energies, areas;
  for (const double node : nodes) {
    const Technology tech = at(node);
    const CircuitCost all = adder(tech, 16) + multiplier(tech, 8, 8) + flipFlops(tech, 8) +
                            shiftAdd(tech, 16, 0.15, 0.5) + sram(tech, 65536, 64) +
                            repeatedWire(tech, 1e-3, 0.25) + meshRouter(tech, 32) + softmaxUnit(tech, 16) +
                            decoder(tech, 7, 4 * tech.node) + pulseCounter(tech, 8, 128);
    energies.push_back(all.energy_J);
    areas.push_back(all.area_m2);
  }
  for (std::size_t n = 1; n < nodes.size(); ++n) {
    EXPECT_LT(energies[n], energies[n - 1]) << nodes[n];
    EXPECT_LT(areas[n], areas[n - 1]) << nodes[n];
  }
  const Technology tech = at(32);
  double before = 0.0;
  for (const int cells : {32, 64, 128, 256, 512}) {
    const Line line = lineOf(tech, cells, 12 * tech.node, 4 * tech.node * tech.gateCapacitance);
    const CircuitCost cost = lineDriver(tech, line, 0.9, 0.5).cost + sampleHold(tech, 8, line.capacitance) +
                             columnMultiplexer(tech, cells, 8 * tech.width, 0.2);
    EXPECT_GT(cost.energy_J, before);
    before = cost.energy_J;
  }
  for (const AdcKind* kind : adcKinds()) {
    double energy = 0.0, area = 0.0;
    for (const int bits : {4, 5, 6, 7, 8}) {
      const CircuitCost cost = kind->circuit({tech, bits, 1e-9, 2.5, 8});
      EXPECT_GT(cost.energy_J, energy) << kind->name() << ", " << bits;
      EXPECT_GT(cost.area_m2, area) << kind->name() << ", " << bits;
      energy = cost.energy_J;
      area = cost.area_m2;
    }
  }
}

}  // namespace
}  // namespace ohmic::devices
