// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "sim/report/findings.h"

#include <gtest/gtest.h>

#include <string>

#include "tests/unit/report/sample_record.h"

namespace ohmic::sim::report {
namespace {

/// The sentence about something; empty: there is none.
std::string about(const RunRecord& record, const std::string& what) {
  for (const auto& finding : findings(record)) {
    if (finding.about == what) {
      return finding.text;
    }
  }
  return {};
}

bool contains(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

TEST(Findings, NameTheSlowestStageWithItsShareOfTheTime) {
  EXPECT_EQ(
      about(sampleRecord(), "Limit"),
      "The arrays of `conv1` limit the throughput: they are at work in 101,252 clock cycles of an image, "
      "98 % of the time between two images; the arrays of `layer1.0.conv1` are as busy.");
}

TEST(Findings, AskForMoreTimedImagesWhereTheStreamWasTooShort) {
  auto record = sampleRecord();
  record.chip->demand[0].share = 1.53;
  EXPECT_TRUE(
      contains(about(record, "Limit"),
               "more than the time between the 2 timed images; with more of them (`run.timed_images`)"));
  EXPECT_FALSE(contains(about(record, "Limit"), "153 %"));
}

TEST(Findings, NameResourcesInWords) {
  const auto limit = [](const std::string& name, const std::string& layer) {
    auto record = sampleRecord();
    record.chip->demand = {{name, layer, 500, 0.5}};
    const auto text = about(record, "Limit");
    return text.substr(0, text.find(" limit"));
  };
  EXPECT_EQ(limit("chip.tile_12.buffer", ""), "The buffer of tile 12");
  EXPECT_EQ(limit("chip.tile_0.digital", ""), "The digital unit of tile 0");
  EXPECT_EQ(limit("chip.mesh.link_3_11", ""), "The link from tile 3 to tile 11");
  EXPECT_EQ(limit("chip.host", ""), "The host port");
  EXPECT_EQ(limit("chip.array_of_layer_0", "conv1"), "The array that `conv1` shares");
}

TEST(Findings, TellWhatTheBestChangeBringsAndCosts) {
  auto record = sampleRecord();
  EXPECT_EQ(
      about(record, "Helps most"),
      "`hardware.array_budget: 300` gives, by the plan's closed form, 111 times the throughput at equal "
      "energy and 1.25 times the area. Then the buffer of tile 3 limits.");
  record.chip->changes = {{"hardware.chip.buffer.width", 512, 1.9, {}, {}, "chip.layer_0", "conv1"}};
  EXPECT_EQ(
      about(record, "Helps most"),
      "`hardware.chip.buffer.width: 512` gives, by the plan's closed form, 1.90 times the throughput; what "
      "the wider unit costs is not known. Then the arrays of `conv1` limit.");
  record.chip->changes.clear();
  EXPECT_EQ(about(record, "Helps most"), "");
}

TEST(Findings, OfAChipThatIsReprogrammedAreItsLoads) {
  auto record = sampleRecord();
  record.chip->loads = 3;
  EXPECT_TRUE(contains(about(record, "Limit"), "in 3 loads"));
}

TEST(Findings, NameTheLayersThatCostAccuracy) {
  auto record = sampleRecord();
  record.digitalTop1 = 0.99;
  record.layers[4].relativeError = 0.75;
  const auto text = about(record, "Accuracy");
  EXPECT_TRUE(contains(text, "7.4 points are lost 1 s after programming.")) << text;
  EXPECT_TRUE(contains(text, "The outputs of `" + record.layers[4].name + "` are furthest")) << text;
  EXPECT_TRUE(contains(text, "Converters hardly clip")) << text;
  record.layers[2].saturatedCodes = record.layers[2].conversions / 10;
  EXPECT_TRUE(contains(about(record, "Accuracy"),
                       "Converters clip: 10.0 % of the codes of `" + record.layers[2].name + "`"));
}

// 91.60 % of 2,000 images lies in 90.30 to 92.74 %: a network of 92.65 % is not told from it.
TEST(Findings, DoNotBlameALayerForALossThatTheImagesDoNotShow) {
  const auto text = about(sampleRecord(), "Accuracy");
  EXPECT_TRUE(contains(text, "2,000 images do not tell the two apart")) << text;
  EXPECT_FALSE(contains(text, "furthest"));
}

TEST(Findings, TellWhenTimeCostsMost) {
  auto record = sampleRecord({1.0, 86400.0});
  record.byReadTime[1].top1 = 0.5;
  record.byReadTime[1].interval95 = {0.48, 0.52};
  EXPECT_TRUE(contains(about(record, "Accuracy"), "Time costs most: 91.6 % at 1 s becomes 50.0 % at 1 day."));
  EXPECT_EQ(about(record, "Hint"), "");
}

TEST(Findings, HintAtDriftCompensationWhereTheNetworkGuesses) {
  auto record = sampleRecord({1.0, 86400.0});
  record.byReadTime[1].top1 = 0.1;
  record.byReadTime[1].interval95 = {0.088, 0.114};
  record.config.push_back({"hardware.drift_compensation", "none", {}});
  EXPECT_TRUE(
      contains(about(record, "Hint"), "10.0 % at 1 day is no better than guessing one of 10 classes."));
  EXPECT_TRUE(contains(about(record, "Hint"), "`hardware.drift_compensation: per_layer`"));
  record.config.back().value = "per_layer";
  EXPECT_FALSE(contains(about(record, "Hint"), "drift_compensation"));
}

TEST(Findings, WithoutAChipAreOfAccuracyAlone) {
  const auto found = findings(sampleRecordWithoutChip());
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].about, "Accuracy");
}

TEST(Findings, OnAPageAreEscaped) {
  auto record = sampleRecord();
  record.layers[0].name = "<b>`</b>";
  record.chip->demand[0].layer = "<b>`</b>";
  const auto html = findingsHtml(record);
  EXPECT_TRUE(contains(html, "&lt;b&gt;"));
  EXPECT_FALSE(contains(html, "<b>"));
  EXPECT_TRUE(contains(html, "<code>hardware.array_budget: 300</code>"));
}

}  // namespace
}  // namespace ohmic::sim::report
