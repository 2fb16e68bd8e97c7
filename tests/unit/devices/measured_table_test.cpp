// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "devices/cells/measured_table.h"

#include <gtest/gtest.h>

#include <cmath>
#include <stdexcept>

#include "tests/folder.h"
#include "tests/unit/configs/refusal.h"
#include "tests/unit/devices/rows.h"

namespace ohmic::devices {
namespace {

/// Two targets at the end of programming, after an hour and after a hundred hours.
MeasuredTable table() {
  return MeasuredTable("cells.csv", {{0.0, {{1e-6, 1.2e-6, 0.2e-6}, {21e-6, 20e-6, 1e-6}}},
                                     {3600.0, {{1e-6, 1.0e-6, 0.4e-6}, {21e-6, 18e-6, 2e-6}}},
                                     {360000.0, {{1e-6, 0.8e-6, 0.8e-6}, {21e-6, 14e-6, 4e-6}}}});
}

std::shared_ptr<const MeasuredTable> shared() { return std::make_shared<const MeasuredTable>(table()); }

/// The message about a file's text, without the folder.
std::string refused(const std::string& text) {
  const tests::Folder folder;
  const auto file = folder.write("cells.csv", text);
  const std::string message = configs::refusal([&] { return readMeasuredTable(file); });
  const std::size_t place = message.find(".csv");
  return place == std::string::npos ? message : message.substr(place + 4);
}

TEST(MeasuredTable, IsLinearBetweenTargets) {
  EXPECT_DOUBLE_EQ(table().mean(1e-6, 0.0), 1.2e-6);
  EXPECT_DOUBLE_EQ(table().mean(11e-6, 0.0), 10.6e-6);
  EXPECT_DOUBLE_EQ(table().sigma(21e-6, 0.0), 1e-6);
  EXPECT_DOUBLE_EQ(table().sigma(30e-6, 0.0), 1e-6);
}

TEST(MeasuredTable, IsLinearInTimeFromZeroAndInItsLogarithmLater) {
  EXPECT_DOUBLE_EQ(table().mean(21e-6, 1800.0), 19e-6);
  EXPECT_DOUBLE_EQ(table().mean(21e-6, 3600.0), 18e-6);
  EXPECT_NEAR(table().mean(21e-6, 36000.0), 16e-6, 1e-18);
  EXPECT_NEAR(table().sigma(21e-6, 36000.0), 3e-6, 1e-18);
}

TEST(TableProgramming, LeavesTheMeasuredMeanAndSpread) {
  const Row target = {1e-6, 11e-6, 21e-6};
  const Row g = programmed(TableProgramming(shared()), target);
  float z[3];
  drawNormals(RandomStream(1), cellsOf(target), z);
  for (std::size_t i = 0; i < target.size(); ++i) {
    EXPECT_NEAR(g[i],
                table().mean(target[i], 0.0) + table().sigma(target[i], 0.0) * static_cast<double>(z[i]),
                1e-18);
  }
}

TEST(TableProgramming, ScaleZeroIsAnIdealDevice) {
  const Row target = {1e-6, 11e-6, 21e-6};
  EXPECT_EQ(programmed(TableProgramming(shared(), 0.0), target), target);
}

TEST(TableProgramming, NamesTheCellOutsideTheTable) {
  EXPECT_THROW(programmed(TableProgramming(shared()), {1e-6, 22e-6}), std::out_of_range);
}

TEST(TableRetention, ReadTimeZeroIsTheIdentity) {
  Row g = {1.5e-6, 3e-6};
  const Row target = {1e-6, 2e-6};
  TableRetention(shared()).age(cellsOf(g), RandomStream(1), target.data(), 0.0, g.data());
  EXPECT_EQ(g, (Row{1.5e-6, 3e-6}));
}

TEST(TableRetention, KeepsACellsPlaceAmongTheCellsOfItsTarget) {
  const Row target(4, 21e-6);
  Row g = {20e-6, 21e-6, 18.5e-6, 20.5e-6};
  const Row before = g;
  TableRetention(shared()).age(cellsOf(g), RandomStream(1), target.data(), 360000.0, g.data());
  for (std::size_t i = 0; i < g.size(); ++i) {
    EXPECT_NEAR((g[i] - 14e-6) / 4e-6, (before[i] - 20e-6) / 1e-6, 1e-9);
  }
}

TEST(TableRetention, LeavesNoConductanceBelowZero) {
  Row g = {0.8e-6};
  const Row target = {1e-6};
  TableRetention(shared()).age(cellsOf(g), RandomStream(1), target.data(), 360000.0, g.data());
  EXPECT_EQ(g, Row{0.0});
}

TEST(TableRetention, RefusesTimesAfterTheLastMeasured) {
  EXPECT_EQ(TableRetention(shared()).refusal(360000.0), "");
  EXPECT_EQ(TableRetention(shared()).refusal(360001.0), "0 s to 360000 s");
}

TEST(ReadMeasuredTable, ReadsEveryColumnInItsUnit) {
  const tests::Folder folder;
  const auto file = folder.write("cells.csv",
                                 "# measured on 7 May\n\ntime_h, target_uS, mean_uS, "
                                 "std_nS\r\n0,1,1.2,200\n0,21,20,1e3\n1,1,1,400\n1,21,18,2000\n");
  const MeasuredTable read = readMeasuredTable(file);
  EXPECT_DOUBLE_EQ(read.latest(), 3600.0);
  EXPECT_DOUBLE_EQ(read.fitted().greatest, 21e-6);
  EXPECT_DOUBLE_EQ(read.mean(21e-6, 3600.0), 18e-6);
  EXPECT_DOUBLE_EQ(read.sigma(1e-6, 0.0), 0.2e-6);
}

TEST(ReadMeasuredTable, RefusesWhatIsNoTable) {
  const std::string head = "time_s,target_uS,mean_uS,std_uS\n";
  EXPECT_EQ(refused(""), ": found fewer than two targets; allowed: at least two targets at each time");
  EXPECT_EQ(refused("time,target,mean,std\n"),
            ":1: found column 'time'; allowed: the header time_s,target_uS,mean_uS,std_uS");
  EXPECT_EQ(
      refused("time_s,target_s,mean_uS,std_uS\n"),
      ":1: found column 'target_s' with another unit; allowed: for example time_s,target_uS,mean_uS,std_uS");
  EXPECT_EQ(refused(head + "0,1,1\n"),
            ":2: found another number of columns; allowed: four, time_s,target_uS,mean_uS,std_uS");
  EXPECT_EQ(refused(head + "0,1,1,x\n"), ":2: found 'x' for std; allowed: a number");
  EXPECT_EQ(refused(head + "0,1,1,nan\n"), ":2: found 'nan' for std; allowed: a number");
  EXPECT_EQ(refused("time_day,target_uS,mean_uS,std_uS\n1e308,1,1,0\n"),
            ":2: found '1e308' for time; allowed: a number");
}

TEST(ReadMeasuredTable, RefusesContradictions) {
  const std::string head = "time_s,target_uS,mean_uS,std_uS\n0,1,1,0.1\n0,2,2,0.1\n";
  EXPECT_EQ(refused(head + "0,2,2,0.1\n"),
            ": found target 2e-06 S out of order at 0 s; allowed: ascending targets from 0 S");
  EXPECT_EQ(refused(head + "9,1,1,0.1\n9,3,2,0.1\n"),
            ": found other targets at 9 s than at 0 s; allowed: the same targets at every time");
  EXPECT_EQ(refused(head + "9,1,1,0.1\n9,2,2,0.1\n8,1,1,0.1\n8,2,2,0.1\n"),
            ": found 8 s out of order; allowed: ascending times from 0 s");
  EXPECT_EQ(refused(head + "9,1,1,0.1\n9,2,2,-0.1\n"),
            ": found a negative mean or std at target 2e-06 S and 9 s; allowed: at least 0 S");
}

TEST(ReadMeasuredTable, NamesAFileThatIsNotThere) {
  EXPECT_EQ(configs::refusal([] { return readMeasuredTable("/nowhere/cells.csv"); }),
            "/nowhere/cells.csv: found no such file; allowed: a CSV table; check the path");
}

}  // namespace
}  // namespace ohmic::devices
