// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0

// ngspice as a referee from outside: currents of an array with wires and drivers, and how its lines settle.

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <random>
#include <string>
#include <vector>

#include "devices/circuits/line.h"
#include "devices/circuits/settling.h"
#include "devices/circuits/technology.h"
#include "devices/costs/equations.h"
#include "devices/wires/wires.h"
#include "tests/system/command.h"

namespace ohmic::tests {
namespace {

using devices::ConductanceMatrix;
using devices::WireResistance;

class Spice : public testing::Test {
 protected:
  void SetUp() override {
    if (execute("command -v ngspice", "/").exitCode != 0) {
      GTEST_SKIP() << "ngspice is not installed";
    }
  }

  /// What a netlist prints. @param names  of the values, in ngspice's spelling.
  static std::vector<double> simulate(const std::string& name, const std::string& netlist,
                                      const std::vector<std::string>& names) {
    const auto folder = freshFolder("spice_" + name);
    writeText(folder / "circuit.cir", netlist);
    const auto run = execute("ngspice -b circuit.cir", folder);
    std::vector<double> values;
    for (const auto& value : names) {
      const auto at = run.output.find("\n" + value + " ");
      const auto equals = run.output.find('=', at);
      EXPECT_NE(at, std::string::npos) << value << "\n" << run.output << run.errors;
      values.push_back(at == std::string::npos ? 0.0 : std::atof(run.output.c_str() + equals + 1));
    }
    std::filesystem::remove_all(folder);
    return values;
  }
};

/// A line of so many cells behind a source resistance: R = 1 ohm, C = 1 F.
std::string lineNetlist(int cells, double source, double load, double level) {
  std::string text = fmt::format("line\nVin in 0 PWL(0 0 1u 1)\nRd in n0 {}\n", source > 0.0 ? source : 1e-9);
  for (int i = 0; i < cells; ++i) {
    text += fmt::format("R{0} n{0} n{1} {2}\nC{0} n{1} 0 {2}\n", i, i + 1, 1.0 / cells);
  }
  text += load > 0.0 ? fmt::format("Cload n{} 0 {}\n", cells, load) : "";
  return text + fmt::format(
                    ".options reltol=1e-6 abstol=1e-12 vntol=1e-9\n.tran 0.01 100 0 0.01\n"
                    ".meas tran settled when v(n{})={:.12f}\n.end\n",
                    cells, level);
}

TEST_F(Spice, LinesSettleInTheTimeOfTheEquation) {
  struct Case {
    double source, load;
    int bits;
  };
  for (const auto& [source, load, bits] : std::vector<Case>{
           {0.0, 0.0, 8}, {0.1, 0.1, 8}, {1.0, 0.0, 8}, {1.0, 1.0, 6}, {10.0, 0.0, 4}, {0.3, 2.0, 10}}) {
    const double level = 1.0 - std::pow(2.0, -(bits + 1));
    const double spice = simulate("line", lineNetlist(256, source, load, level), {"settled"})[0];
    const double ours = devices::Settling{source, {1.0, 1.0}, load}.toHalfLsb(bits);
    EXPECT_NEAR(ours, spice, 0.01 * spice) << source << ", " << load << ", " << bits;
  }
}

/// Rows driven at @p volts, columns read by amplifiers at 0 V (WireResistance's drawing).
std::string arrayNetlist(const WireResistance& wires, const ConductanceMatrix& g,
                         const Eigen::VectorXd& volts) {
  std::string text = "array\n";
  const auto rows = static_cast<int>(g.rows()), columns = static_cast<int>(g.cols());
  for (int i = 0; i < rows; ++i) {
    text += fmt::format("V{0} d{0} 0 {1:.17g}\nRd{0} d{0} e{0} {2}\n", i, volts(i), wires.driver);
    for (int j = 0; j < columns; ++j) {
      const std::string before = j == 0 ? fmt::format("e{}", i) : fmt::format("w{}_{}", i, j - 1);
      text += fmt::format("Rw{0}_{1} {2} w{0}_{1} {3}\nRg{0}_{1} w{0}_{1} b{0}_{1} {4:.17g}\n", i, j, before,
                          wires.row, 1.0 / g(i, j));
      const std::string below = i + 1 == rows ? fmt::format("s{}", j) : fmt::format("b{}_{}", i + 1, j);
      text += fmt::format("Rb{0}_{1} b{0}_{1} {2} {3}\n", i, j, below, wires.column);
    }
  }
  std::string print;
  for (int j = 0; j < columns; ++j) {
    text += fmt::format("Rs{0} s{0} t{0} {1}\nVs{0} t{0} 0 0\n", j, wires.sense);
    print += fmt::format(" i(vs{})", j);
  }
  return text +
         ".options reltol=1e-9 abstol=1e-18 vntol=1e-12 numdgt=12\n.control\nop\nset numdgt=12\nprint" +
         print + "\n.endc\n.end\n";
}

TEST_F(Spice, CurrentsOfAnArrayAreThoseOfItsEffectiveConductances) {
  std::mt19937 random(20260101);
  std::uniform_real_distribution<double> share(0.0, 1.0);
  for (const auto& [rows, columns] : std::vector<std::pair<int, int>>{{16, 12}, {8, 24}}) {
    ConductanceMatrix g(rows, columns);
    Eigen::VectorXd volts(rows);
    for (int i = 0; i < rows; ++i) {
      volts(i) = 0.2 * share(random);
      for (int j = 0; j < columns; ++j) {
        g(i, j) = 1e-6 + 99e-6 * share(random);
      }
    }
    WireResistance wires;
    wires.row = 3.0, wires.column = 5.0, wires.driver = 200.0, wires.sense = 100.0;
    const Eigen::VectorXd ours = devices::effectiveConductance(wires, g).transpose() * volts;
    std::vector<std::string> names;
    for (int j = 0; j < columns; ++j) {
      names.push_back(fmt::format("i(vs{})", j));
    }
    const auto spice = simulate("array", arrayNetlist(wires, g, volts), names);
    for (int j = 0; j < columns; ++j) {
      EXPECT_NEAR(ours(j), spice[static_cast<std::size_t>(j)], 1e-8 * std::abs(ours(j))) << "column " << j;
    }
  }
}

/// The same array with the capacitances of its lines, all rows stepping at once: when each column's current
/// is within half an LSB of its end.
std::string steppedNetlist(const WireResistance& wires, const ConductanceMatrix& g, double rowFarad,
                           double columnFarad, const Eigen::VectorXd& ends, double span) {
  const auto rows = static_cast<int>(g.rows()), columns = static_cast<int>(g.cols());
  std::string text = "step\n";
  for (int i = 0; i < rows; ++i) {
    text += fmt::format("V{0} d{0} 0 PWL(0 0 1f 0.2)\nRd{0} d{0} e{0} {1}\n", i, wires.driver);
    for (int j = 0; j < columns; ++j) {
      const std::string before = j == 0 ? fmt::format("e{}", i) : fmt::format("w{}_{}", i, j - 1);
      const std::string below = i + 1 == rows ? fmt::format("s{}", j) : fmt::format("b{}_{}", i + 1, j);
      text += fmt::format("Rw{0}_{1} {2} w{0}_{1} {3}\nCw{0}_{1} w{0}_{1} 0 {4:.9g}\n", i, j, before,
                          wires.row, rowFarad);
      text += fmt::format("Rg{0}_{1} w{0}_{1} b{0}_{1} {2:.17g}\n", i, j, 1.0 / g(i, j));
      text += fmt::format("Rb{0}_{1} b{0}_{1} {2} {3}\nCb{0}_{1} b{0}_{1} 0 {4:.9g}\n", i, j, below,
                          wires.column, columnFarad);
    }
  }
  std::string measured;
  for (int j = 0; j < columns; ++j) {
    text += fmt::format("Rs{0} s{0} t{0} {1}\nVs{0} t{0} 0 0\n", j, wires.sense);
    measured += fmt::format(".meas tran settled{0} when i(vs{0})={1:.12g}\n", j, ends(j));
  }
  return text +
         fmt::format(
             ".options reltol=1e-6 abstol=1e-15 vntol=1e-10\n.tran {0:.6g} {1:.6g} 0 {0:.6g}\n{2}.end\n",
             span / 1000.0, span, measured);
}

// The read time adds the row's settling to the column's, as if one waited for the other. In the array they
// settle together: two lines alike need 8.6 of their time constants for half an LSB of 8 bits, where the sum
// is 12.5; where one line is slow alone, both are the same. So the read time is never short and at most half
// too long.
TEST_F(Spice, AnArrayIsSettledWhenItsReadTimeIsOver) {
  struct Case {
    int rows, columns;
    double row, column, driver, sense;  // ohm
    int bits;
    double atMost;
  };
  devices::TechnologyChoice choice;
  choice.node = 32e-9;
  const devices::Technology tech = devices::technologyOf(choice);
  std::mt19937 random(20260101);
  std::uniform_real_distribution<double> share(0.0, 1.0);
  for (const auto& c : std::vector<Case>{{16, 16, 2.2, 0.73, 500.0, 20.0, 8, 1.12},
                                         {16, 16, 2.2, 0.73, 300.0, 300.0, 8, 1.5},
                                         {12, 24, 40.0, 40.0, 100.0, 100.0, 6, 1.5},
                                         {24, 12, 5.0, 100.0, 200.0, 10.0, 10, 1.5}}) {
    devices::ArraySizes array;
    array.rows = c.rows, array.columns = c.columns;
    array.columnPitch_m = 12 * 32e-9, array.rowPitch_m = 4 * 32e-9, array.accessWidth_m = 4 * 32e-9;
    const double terminal = array.accessWidth_m * tech.drainCapacitance;
    const devices::Line row = devices::lineOf(tech, c.columns, array.columnPitch_m, terminal);
    const devices::Line column = devices::lineOf(tech, c.rows, array.rowPitch_m, terminal);
    ConductanceMatrix g(c.rows, c.columns);
    for (double& siemens : g.reshaped()) {
      siemens = 1e-6 + 9e-6 * share(random);
    }
    WireResistance wires;
    wires.row = c.row, wires.column = c.column, wires.driver = c.driver, wires.sense = c.sense;
    const Eigen::VectorXd volts = Eigen::VectorXd::Constant(c.rows, 0.2);
    const Eigen::VectorXd currents = devices::effectiveConductance(wires, g).transpose() * volts;
    const double units = std::max(row.capacitance / tech.unitCapacitance(), 4.0);
    const double chain = std::log(units) / std::log(4.0) * tech.fanOutOfFour();  // the driver's own delay
    const double ours =
        devices::settledReadTime(tech, array, {c.row, c.column, c.driver, c.sense}, c.bits) - chain;
    std::vector<std::string> names;
    for (int j = 0; j < c.columns; ++j) {
      names.push_back(fmt::format("settled{}", j));
    }
    const auto settled =
        simulate("settling",
                 steppedNetlist(wires, g, row.capacitance / c.columns, column.capacitance / c.rows,
                                currents * (1.0 - std::pow(2.0, -(c.bits + 1))), 2.0 * ours),
                 names);
    const double spice = *std::max_element(settled.begin(), settled.end());
    EXPECT_GE(ours, 0.99 * spice) << c.rows << " x " << c.columns;
    EXPECT_LE(ours, c.atMost * spice) << c.rows << " x " << c.columns;
  }
}

}  // namespace
}  // namespace ohmic::tests
