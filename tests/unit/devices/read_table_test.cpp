// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "configs/reader/config.h"
#include "devices/read_cell.h"
#include "tests/unit/configs/refusal.h"

namespace ohmic::devices {
namespace {

const std::string kFile = OHMIC_SOURCE_DIR "/tests/unit/devices/measured_cells.csv";

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

}  // namespace
}  // namespace ohmic::devices
