// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "configs/reader/config.h"
#include "devices/read_cell.h"
#include "tests/folder.h"
#include "tests/places.h"
#include "tests/unit/configs/refusal.h"

namespace ohmic::devices {
namespace {

const std::string kFile = tests::sourceFolder() + "/tests/unit/devices/measured_cells.csv";

Cell read(const std::string& cell) {
  const auto config = configs::Config::fromText("cell: " + cell + "\n", "run.yaml");
  Cell read = readCell(config.root().section("cell"));
  config.finish();
  return read;
}

TEST(ReadTable, TakesATablesRangeAndLawsFromItsFile) {
  const Cell cell = read("{ model: table, file: " + kFile + ", drift: { scale: 0.5 } }");
  EXPECT_DOUBLE_EQ(cell.range.least, 1e-6);
  EXPECT_DOUBLE_EQ(cell.range.greatest, 21e-6);
  EXPECT_EQ(cell.programming->describe(), "programming error, 1 * the measured one of " + kFile);
  EXPECT_EQ(cell.drift->refusal(86401.0), "0 s to 86400 s");
  EXPECT_EQ(cell.readNoise, nullptr);
}

TEST(ReadTable, ATableReplacesOneLaw) {
  const Cell cell = read("{ model: ideal, g_max: 20 uS, drift: { model: table, file: " + kFile + " } }");
  EXPECT_EQ(cell.programming, nullptr);
  EXPECT_EQ(cell.drift->refusal(86400.0), "");
}

TEST(ReadTable, OnlyATableHasAFile) {
  EXPECT_NE(configs::refusal([] {
              return read("{ model: gaussian, programming: { sigma: 0.1, file: " + kFile + " } }");
            }).find("cell.programming.file"),
            std::string::npos);
}

TEST(ReadTable, AsksForATablesFile) {
  EXPECT_NE(configs::refusal([] { return read("{ model: table }"); }).find("cell.file"), std::string::npos);
}

/// Laws from tables of the test's own.
class ReadOwnTable : public testing::Test {
 protected:
  [[nodiscard]] std::string tableFile(const std::string& name, const std::string& text) const {
    return folder_.write(name, text).string();
  }

 private:
  tests::Folder folder_;
};

TEST_F(ReadOwnTable, ATableOfErrorsLeavesTheTargetInTheMean) {
  const std::string file = tableFile("errors.csv", "target_uS,std_uS\n1,0.1\n21,0.5\n");
  const Cell cell = read("{ model: table, file: " + file + " }");
  EXPECT_DOUBLE_EQ(cell.range.greatest, 21e-6);
  EXPECT_EQ(cell.drift, nullptr);
  double g[4] = {11e-6, 11e-6, 11e-6, 11e-6};
  cell.programming->program({0, 0, 4, 0, 0}, RandomStream(1), g);
  float z[4];
  drawNormals(RandomStream(1), {0, 0, 4, 0, 0}, z);
  for (int i = 0; i < 4; ++i) {
    EXPECT_NEAR(g[i], 11e-6 + 0.3e-6 * z[i], 1e-15);
  }
}

// 10 * 1e-6 is 9.999999999999999e-06, and the table ends at what 10 uS is.
TEST_F(ReadOwnTable, EndsAtTheConductanceThatItsLastLineWrites) {
  for (const std::string end : {"10", "20", "25", "30", "40", "50", "60", "100", "0.7", "33.3"}) {
    const std::string file = tableFile("end.csv", "target_uS,std_uS\n0.1,0.01\n" + end + ",0.01\n");
    const std::string range = "{ model: table, g_min: 0.1 uS, g_max: " + end + " uS, file: " + file + " }";
    EXPECT_EQ(read(range).range.greatest, std::stod(end + "e-6"));
  }
  const std::string file = tableFile("nS.csv", "target_nS,std_nS\n100,10\n30000,10\n");
  EXPECT_EQ(read("{ model: table, g_min: 0.1 uS, g_max: 30 uS, file: " + file + " }").range.greatest, 30e-6);
}

TEST_F(ReadOwnTable, ATableOfRelaxationMovesAllStatesAlike) {
  const std::string file = tableFile("relaxation.csv", "time_s,shift_uS,std_uS\n1,-0.5,0.2\n100,-1.5,0.6\n");
  const Cell cell = read("{ model: ideal, drift: { model: table, file: " + file + " } }");
  EXPECT_EQ(cell.programming, nullptr);
  float z[4];
  drawNormals(RandomStream(1), {0, 0, 4, 0, 0}, z);
  for (const auto& [time, shift, sigma] :
       {std::tuple{0.0, 0.0, 0.0}, std::tuple{0.5, -0.25, 0.1}, std::tuple{1.0, -0.5, 0.2},
        std::tuple{10.0, -1.0, 0.4}, std::tuple{100.0, -1.5, 0.6}}) {
    double g[4] = {5e-6, 10e-6, 20e-6, 40e-6};
    const double before[4] = {5e-6, 10e-6, 20e-6, 40e-6};
    cell.drift->age({0, 0, 4, 0, 0}, RandomStream(1), before, time, g);
    for (int i = 0; i < 4; ++i) {
      EXPECT_NEAR(g[i], before[i] + (shift + sigma * z[i]) * 1e-6, 1e-15) << time;
    }
  }
  EXPECT_EQ(cell.drift->refusal(101.0), "0 s to 100 s");
}

TEST_F(ReadOwnTable, ATableOfReadNoiseIsLinearBetweenItsLines) {
  const std::string file = tableFile("noise.csv", "conductance_uS,std_uS\n10,0.1\n30,0.5\n");
  const Cell cell = read("{ model: ideal, read_noise: { model: table, scale: 2, file: " + file + " } }");
  EXPECT_NEAR(cell.readNoise->freshSigma(15e-6), 0.4e-6, 1e-18);
  EXPECT_NEAR(cell.readNoise->freshSigma(25e-6), 0.8e-6, 1e-18);
  EXPECT_NEAR(cell.readNoise->freshSigma(1e-6), 0.2e-6, 1e-18);
  EXPECT_NEAR(cell.readNoise->freshSigma(90e-6), 1e-6, 1e-18);
}

TEST_F(ReadOwnTable, RefusesATableThatSaysNothingOfItsLaw) {
  const std::string file = tableFile("noise.csv", "conductance_uS,std_uS\n10,0.1\n30,0.5\n");
  EXPECT_EQ(
      configs::refusal([&] { return read("{ model: ideal, drift: { model: table, file: " + file + " } }"); }),
      "run.yaml:1:52: cell.drift.file: found a table without drift; a table with the columns "
      "time_s,shift_uS,std_uS or time_s,target_uS,mean_uS,std_uS");
}

TEST_F(ReadOwnTable, RefusesACurveOutOfOrder) {
  const std::string file = tableFile("noise.csv", "conductance_uS,std_uS\n30,0.1\n10,0.5\n");
  EXPECT_NE(configs::refusal([&] {
              return read("{ model: ideal, read_noise: { model: table, file: " + file + " } }");
            }).find("out of order; allowed: ascending from 0"),
            std::string::npos);
}

}  // namespace
}  // namespace ohmic::devices
