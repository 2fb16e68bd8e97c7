// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "sim/report/comparison.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "sim/report/drawings.h"
#include "sim/report/run_report.h"
#include "tests/unit/report/sample_record.h"

namespace ohmic::sim {
namespace {

bool contains(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

/// A run of four images on one chip, a bit for each that is right.
RunRecord answering(const std::string& digit) {
  RunRecord record = sampleRecord();
  record.images = 4;
  record.chips = 1;
  record.correct = {{digit}};
  return record;
}

std::vector<ComparedRun> threeRuns() {
  auto second = answering("c"), third = answering("1");
  second.chip->energyPerImage_J *= 2.0;
  second.config[4].value = "8";
  third.dataDigest = "another";
  return {{"first", answering("8")}, {"<second>", second}, {"third", third}};
}

TEST(Comparison, ShowsPairedDifferencesWhereTheImagesAreTheSame) {
  const auto html = renderComparison(threeRuns());
  EXPECT_TRUE(contains(html, ">+25.00 (")) << "one of four images more";
  EXPECT_TRUE(contains(html, ">other images or chips<"));
}

TEST(Comparison, ListsOnlyWhatDiffersInTheRunFiles) {
  const auto html = renderComparison(threeRuns());
  const auto table = html.substr(html.find("table-configuration"));
  EXPECT_TRUE(contains(table, ">hardware.adc.bits<"));
  EXPECT_FALSE(contains(table, ">hardware.array.rows<"));
  EXPECT_TRUE(contains(renderComparison({{"a", sampleRecord()}, {"b", sampleRecord()}}),
                       "All values of the run files are equal."));
}

TEST(Comparison, EscapesNamesAndAsksNoNetwork) {
  const auto html = renderComparison(threeRuns());
  EXPECT_TRUE(contains(html, "&lt;second&gt;"));
  EXPECT_FALSE(contains(html, "<second>"));
  EXPECT_TRUE(contains(html, "default-src 'none'"));
  EXPECT_EQ(html, renderComparison(threeRuns()));
}

TEST(Comparison, WithoutAnyChipHasNoEnergy) {
  const auto html = renderComparison({{"a", sampleRecordWithoutChip()}, {"b", sampleRecordWithoutChip()}});
  EXPECT_FALSE(contains(html, "plot-energy"));
  EXPECT_TRUE(
      contains(renderComparison({{"a", sampleRecordWithoutChip()}, {"b", sampleRecord()}}), "no chip"));
}

// Each drawing of a report, by its name, is a whole SVG file.
TEST(DrawingsOf, FindsEveryDrawingOfAReport) {
  const auto drawings = drawingsOf(renderReport(sampleRecord()));
  const auto named = [&](const std::string& name) {
    return std::any_of(drawings.begin(), drawings.end(),
                       [&](const auto& drawing) { return drawing.name == name; });
  };
  EXPECT_TRUE(named("plot-accuracy"));
  EXPECT_TRUE(named("plot-area-rest"));
  EXPECT_EQ(drawings.size(), 16U);
  for (const auto& drawing : drawings) {
    EXPECT_EQ(drawing.svg.rfind("<svg xmlns=", 0), 0U) << drawing.name;
    EXPECT_EQ(drawing.svg.substr(drawing.svg.size() - 7), "</svg>\n") << drawing.name;
    EXPECT_EQ(drawing.svg.find("<svg ", 1), std::string::npos) << drawing.name;
  }
  EXPECT_TRUE(drawingsOf("no drawing").empty());
}

}  // namespace
}  // namespace ohmic::sim
