// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "devices/cells/faults.h"

#include <gtest/gtest.h>

#include <cmath>
#include <fstream>

#include "configs/reader/config.h"
#include "devices/cells/variation.h"
#include "devices/read_cell.h"
#include "tests/folder.h"
#include "tests/unit/configs/refusal.h"

namespace ohmic::devices {
namespace {

constexpr std::uint32_t kCells = 1000000;

std::vector<Stuck> draw(const StuckRates& rates, std::uint64_t key = 1) {
  Faults faults;
  faults.cells = rates;
  std::vector<Stuck> states(kCells);
  faults.drawCells({0, 0, kCells, 0, 0}, RandomStream(key), states.data());
  return states;
}

std::int64_t count(const std::vector<Stuck>& states, Stuck state) {
  return std::count(states.begin(), states.end(), state);
}

// The number of struck cells is binomial: four standard deviations.
void expectRate(std::int64_t found, double rate) {
  EXPECT_NEAR(static_cast<double>(found), kCells * rate, 4.0 * std::sqrt(kCells * rate * (1.0 - rate)));
}

TEST(Faults, StrikeAsManyCellsAsTheRatesSay) {
  for (const StuckRates rates : {StuckRates{0.001, 0.001}, StuckRates{0.0, 0.1}, StuckRates{0.3, 0.5}}) {
    const auto states = draw(rates);
    expectRate(count(states, Stuck::high), rates.high);
    expectRate(count(states, Stuck::low), rates.low);
  }
}

TEST(Faults, StrikeEveryCellOrNone) {
  EXPECT_EQ(count(draw({1.0, 0.0}), Stuck::high), kCells);
  EXPECT_EQ(count(draw({0.0, 1.0}), Stuck::low), kCells);
  EXPECT_EQ(count(draw({0.0, 0.0}), Stuck::no), kCells);
}

TEST(Faults, AGreaterRateKeepsWhomASmallerOneStruck) {
  const auto few = draw({0.01, 0.02}), many = draw({0.05, 0.06});
  for (std::uint32_t i = 0; i < kCells; ++i) {
    if (few[i] != Stuck::no) {
      ASSERT_EQ(many[i], few[i]) << i;
    }
  }
}

TEST(Faults, StrikeNeighboursIndependently) {
  const auto states = draw({0.1, 0.0});
  std::int64_t pairs = 0;
  for (std::uint32_t i = 0; i + 1 < kCells; i += 2) {
    pairs += states[i] == Stuck::high && states[i + 1] == Stuck::high ? 1 : 0;
  }
  EXPECT_NEAR(static_cast<double>(pairs), kCells / 2 * 0.01, 4.0 * std::sqrt(kCells / 2 * 0.01 * 0.99));
}

Cell readCellText(const std::string& text) {
  const auto config = configs::Config::fromText("cell: " + text + "\n", "run.yaml");
  Cell cell = readCell(config.root().section("cell"));
  config.finish();
  return cell;
}

std::string refused(const std::string& text) {
  return configs::refusal([&] { return readCellText(text); });
}

TEST(ReadFaults, StickAtTheEndsOfTheRange) {
  const auto cell = readCellText("{ model: ideal, g_max: 50 uS, faults: { stuck_high: 1 %, row_low: 2 % } }");
  EXPECT_EQ(cell.faults->cells.high, 0.01);
  EXPECT_EQ(cell.faults->cells.low, 0.0);
  EXPECT_EQ(cell.faults->rows.low, 0.02);
  EXPECT_EQ(cell.faults->highConductance, 50e-6);
  EXPECT_EQ(cell.faults->lowConductance, 1e-6);
}

TEST(ReadFaults, AreAbsentUnlessAskedFor) {
  EXPECT_EQ(readCellText("{ model: ideal }").faults, nullptr);
  EXPECT_EQ(readCellText("{ model: ideal, faults: { model: none } }").faults, nullptr);
  EXPECT_EQ(readCellText("{ model: ideal }").variation, nullptr);
  EXPECT_EQ(readCellText("{ model: ideal, variation: { model: none } }").variation, nullptr);
}

TEST(ReadFaults, RefusesMoreThanAllCells) {
  EXPECT_EQ(refused("{ model: ideal, faults: { stuck_high: 60 %, stuck_low: 0.5 } }"),
            "run.yaml:1:62: cell.faults.stuck_low: found 50 % beside 60 % of stuck_high; at most 100 % "
            "together; lower one of them");
}

TEST(ReadFaults, RefusesAHighStateBelowTheLowOne) {
  EXPECT_EQ(refused("{ model: ideal, faults: { stuck_high: 1 %, g_high: 0.5 uS } }"),
            "run.yaml:1:58: cell.faults.g_high: found 500 nS, which is not above g_low; allowed: above 1 uS");
}

class StuckCellsFile : public testing::Test {
 protected:
  std::string refusalOf(const std::string& text) const {
    std::ofstream(file_) << text;
    return configs::refusal([&] { return readStuckCells(file_); });
  }
  const tests::Folder folder_;
  const std::filesystem::path file_ = folder_.path() / "stuck_cells.csv";
};

TEST_F(StuckCellsFile, IsReadLineByLine) {
  std::ofstream(file_)
      << "# tested on Monday\nlayer,array,row,column,stuck\nconv1, 0, 17,4,high\n\nfc*,2,0,31,low\r\n";
  const auto cells = readStuckCells(file_);
  ASSERT_EQ(cells.size(), 2U);
  EXPECT_EQ(cells[0].layer, "conv1");
  EXPECT_EQ(cells[0].row, 17);
  EXPECT_EQ(cells[0].line, 4);
  EXPECT_EQ(cells[0].state, Stuck::high);
  EXPECT_EQ(cells[1].crossbar, 2);
  EXPECT_EQ(cells[1].state, Stuck::low);
  EXPECT_EQ(cells[1].place, file_.string() + ":5");
}

TEST_F(StuckCellsFile, IsRefusedWithItsLine) {
  const std::string header = "layer,array,row,column,stuck\n";
  const std::string at = file_.string();
  EXPECT_EQ(refusalOf("array,row\n"),
            at + ":1: found 'array,row'; allowed: the header layer,array,row,column,stuck");
  EXPECT_EQ(refusalOf(header + "conv1,0,1,2\n"),
            at + ":2: found another number of columns; allowed: five, layer,array,row,column,stuck");
  EXPECT_EQ(refusalOf(header + "conv1,0,1,2,open\n"), at + ":2: found 'open' for stuck; allowed: high, low");
  EXPECT_EQ(refusalOf(header + "conv1,0,-1,2,low\n"),
            at + ":2: found '-1' for row; allowed: a whole number, counted from 0");
}

TEST(Variation, FollowsItsSpreads) {
  const Variation variation{0.1, 0.0};
  double sum = 0.0, squares = 0.0;
  constexpr int kChips = 200000;  // a spread 1 % off fails
  for (std::uint32_t chip = 0; chip < kChips; ++chip) {
    const double factor = variation.factor(1, chip, 7, 0, 0, 0, 0) - 1.0;
    sum += factor, squares += factor * factor;
  }
  EXPECT_NEAR(sum / kChips, 0.0, 4.0 * 0.1 / std::sqrt(kChips));
  EXPECT_NEAR(squares / kChips, 0.01, 4.0 * 0.01 * std::sqrt(2.0 / kChips));
}

TEST(Variation, OfADieIsOneForAllItsArraysAndOfAnArrayItsOwn) {
  const Variation dies{0.1, 0.0}, arrays{0.0, 0.1};
  EXPECT_EQ(dies.factor(1, 3, 7, 0, 0, 0, 0), dies.factor(1, 3, 8, 64, 12, 1, 1));
  EXPECT_NE(dies.factor(1, 3, 7, 0, 0, 0, 0), dies.factor(1, 4, 7, 0, 0, 0, 0));
  EXPECT_NE(arrays.factor(1, 3, 7, 0, 0, 0, 0), arrays.factor(1, 3, 8, 0, 0, 0, 0));
  EXPECT_NE(arrays.factor(1, 3, 7, 0, 0, 0, 0), arrays.factor(1, 3, 7, 64, 0, 0, 0));
  EXPECT_NE(arrays.factor(1, 3, 7, 0, 0, 0, 0), arrays.factor(1, 3, 7, 0, 0, 0, 1));
  EXPECT_NE(arrays.factor(1, 3, 7, 0, 0, 0, 0), arrays.factor(1, 3, 7, 0, 0, 1, 0));
}

TEST(Variation, IsNeverNegative) {
  const Variation variation{1.0, 1.0};
  for (std::uint32_t chip = 0; chip < 1000; ++chip) {
    EXPECT_GE(variation.factor(1, chip, 7, 0, 0, 0, 0), 0.0);
  }
}

}  // namespace
}  // namespace ohmic::devices
