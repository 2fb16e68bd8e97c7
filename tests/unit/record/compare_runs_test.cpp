// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "sim/record/compare_runs.h"

#include <gtest/gtest.h>

#include <cmath>
#include <filesystem>
#include <fstream>
#include <string>
#include <utility>
#include <vector>

#include "sim/record/write_results.h"
#include "tests/folder.h"
#include "tests/unit/record/filled_record.h"

namespace ohmic::sim {
namespace {

/// What a run of four images on three chips wrote: @p right is [chip][image].
void writeRun(const std::filesystem::path& file, const std::vector<std::vector<int>>& right) {
  RunRecord record;
  record.images = 4;
  record.chips = static_cast<int>(right.size());
  record.classes = {"wrong", "right"};
  record.labels = {1, 1, 1, 1};
  record.predictions = {right};
  record.confusion = {{0, 0}, {0, 0}};
  AccuracyRecord accuracy;
  for (const auto& chip : right) {
    double hits = 0.0;
    for (const int hit : chip) {
      hits += hit;
      ++record.confusion[1][static_cast<std::size_t>(hit)];
    }
    accuracy.perChip.push_back(hits / 4.0);
    accuracy.top1 += hits / 4.0 / static_cast<double>(right.size());
  }
  record.byReadTime = {accuracy};
  std::ofstream(file) << summaryLine(record);
}

// The chips' differences are 1/4, 0 and 1/2 (mean 1/4, deviation 1/4), the images' 2/3, 1/3, 0 and 0 (mean
// 1/4, squared deviations 44/144). t(0.975) is 4.302652730 for two degrees of freedom and 3.182446305 for
// three.
TEST(CompareRuns, HasAnIntervalOverChipsAndOneOverImages) {
  const tests::Folder folder;
  writeRun(folder.path() / "a.json", {{0, 0, 0, 0}, {0, 0, 0, 0}, {0, 0, 0, 0}});
  writeRun(folder.path() / "b.json", {{1, 0, 0, 0}, {0, 0, 0, 0}, {1, 1, 0, 0}});
  const RunDifference found =
      compareRuns(folder.path() / "a.json", folder.path() / "b.json", "accuracy.top1", 0);
  EXPECT_DOUBLE_EQ(found.difference, 0.25);
  EXPECT_EQ(found.onlyFirst, 0);
  EXPECT_EQ(found.onlySecond, 3);
  const double chips = 4.302652730 * 0.25 / std::sqrt(3.0);
  ASSERT_TRUE(found.overChips);
  EXPECT_NEAR(found.overChips->low, 0.25 - chips, 1e-9);
  EXPECT_NEAR(found.overChips->high, 0.25 + chips, 1e-9);
  const double images = 3.182446305 * std::sqrt(44.0 / 144.0 / 3.0) / std::sqrt(4.0);
  ASSERT_TRUE(found.overImages);
  EXPECT_NEAR(found.overImages->low, 0.25 - images, 1e-9);
  EXPECT_NEAR(found.overImages->high, 0.25 + images, 1e-9);
}

TEST(CompareRuns, TheOtherWayRoundChangesTheSign) {
  const tests::Folder folder;
  writeRun(folder.path() / "a.json", {{0, 1, 1, 0}, {0, 1, 0, 1}});
  writeRun(folder.path() / "b.json", {{1, 1, 1, 0}, {0, 0, 0, 0}});
  const auto there = compareRuns(folder.path() / "a.json", folder.path() / "b.json", "accuracy.top1", 0);
  const auto back = compareRuns(folder.path() / "b.json", folder.path() / "a.json", "accuracy.top1", 0);
  EXPECT_DOUBLE_EQ(there.difference, -1.0 / 8.0);
  EXPECT_EQ(there.onlyFirst, 2);
  EXPECT_EQ(there.onlySecond, 1);
  EXPECT_DOUBLE_EQ(back.difference, 1.0 / 8.0);
  EXPECT_DOUBLE_EQ(back.overChips->low, -there.overChips->high);
  EXPECT_DOUBLE_EQ(back.overImages->high, -there.overImages->low);
}

// Of shares the difference is in points, of everything else it is a ratio to the first.
TEST(CompareRuns, TheTableOfFiguresSaysWhatIsAShare) {
  const tests::Folder folder;
  RunRecord record = filledRecord();
  record.utilisation = 0.50;
  record.byReadTime[0].top5 = 0.25;
  std::ofstream(folder.path() / "a.json") << summaryLine(record);
  record.utilisation = 0.75;
  record.byReadTime[0].top5 = 0.75;
  record.images = 6;
  record.labels.resize(6);
  for (auto& chips : record.predictions) {
    for (auto& images : chips) {
      images.resize(6);
    }
  }
  record.chip->latency_s *= 1.5;
  std::ofstream(folder.path() / "b.json") << summaryLine(record);
  const auto compare = [&](const std::string& metric) {
    const auto found = compareRuns(folder.path() / "a.json", folder.path() / "b.json", metric, 0);
    return std::pair(found.isShare, found.difference);
  };
  EXPECT_EQ(compare("mapping.utilisation"), std::pair(true, 0.25));
  EXPECT_EQ(compare("accuracy.top5"), std::pair(true, 0.5));
  EXPECT_EQ(compare("accuracy.images"), std::pair(false, -0.25));
  EXPECT_EQ(compare("chip.latency_s"), std::pair(false, 0.5));
}

TEST(CompareRuns, OneChipHasNoIntervalOverChips) {
  const tests::Folder folder;
  writeRun(folder.path() / "a.json", {{0, 1, 1, 0}});
  EXPECT_FALSE(compareRuns(folder.path() / "a.json", folder.path() / "a.json", "accuracy.top1", 0)
                   .overChips.has_value());
}

Answers answers(const std::vector<std::string>& correct) {
  return {"d", "digest", 4, static_cast<int>(correct.size()), 1, correct};
}

// Over two pairs of runs: image by image and chip by chip the means of both pairs' differences. Bits of "c"
// are 1100: the images' mean differences are 1/4, 1/4, 0 and 0, the chips' 0 and 1/4.
TEST(PairedDifference, OfSeveralPairsIsTheirMean) {
  const Answers none = answers({"0", "0"}), some = answers({"0", "c"}), other = answers({"8", "8"});
  const auto found = pairedDifference({{&none, &some}, {&other, &other}});
  EXPECT_DOUBLE_EQ(found.difference, 2.0 / 16.0);
  EXPECT_EQ(found.onlySecond, 2);
  EXPECT_EQ(found.onlyFirst, 0);
  const double t = 12.70620474;  // of one degree of freedom
  ASSERT_TRUE(found.overChips);  // 0 and 1/4
  EXPECT_NEAR(found.overChips->high, 0.125 + t * 0.125, 1e-7);
  ASSERT_TRUE(found.overImages);  // 1/4, 1/4, 0, 0: squared deviations 1/16
  EXPECT_NEAR(found.overImages->low, 0.125 - 3.182446305 * std::sqrt(1.0 / 16.0 / 3.0) / 2.0, 1e-9);
}

TEST(ArePairs, OnlyTheSameImagesOnAsManyChipsOfOneSeed) {
  const Answers first = answers({"0", "0"});
  EXPECT_TRUE(arePairs(first, answers({"8", "c"})));
  EXPECT_FALSE(arePairs(first, answers({"8"})));
  for (const auto change : {+[](Answers& a) { a.dataDigest = "x"; }, +[](Answers& a) { a.images = 3; },
                            +[](Answers& a) { a.seed = 2; }, +[](Answers& a) { a.chipsOfAnImage = 1; }}) {
    Answers other = answers({"0", "0"});
    change(other);
    EXPECT_FALSE(arePairs(first, other));
  }
}

}  // namespace
}  // namespace ohmic::sim
