// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0

// ngspice as a referee from outside: currents of an array with wires and drivers, and how its lines settle.

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <cmath>
#include <cstdlib>
#include <random>
#include <string>
#include <vector>

#include "devices/circuits/settling.h"
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

}  // namespace
}  // namespace ohmic::tests
