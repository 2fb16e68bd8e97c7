// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <cmath>
#include <fstream>
#include <map>
#include <nlohmann/json.hpp>
#include <sstream>
#include <vector>

#include "tests/places.h"
#include "tests/system/command.h"
#include "tests/system/study_file.h"

namespace ohmic::tests {
namespace {

namespace fs = std::filesystem;

const std::string kOhmic = tests::ohmicCommand();

/// Two runs that differ in their noise: a with 5 %, b with 60 %.
fs::path twoRuns(const std::string& name) {
  const fs::path folder = freshFolder(name);
  writeText(folder / "run.yaml", quickRun(150));
  for (const auto& [run, eta] : {std::pair("a", "5 %"), std::pair("b", "60 %")}) {
    EXPECT_EQ(
        execute(kOhmic + " run run.yaml -o " + run + " --set 'hardware.weight_noise.eta=" + eta + "'", folder)
            .exitCode,
        0);
  }
  return folder;
}

TEST(Compare, ExitsWithOneWhenWorse) {
  const fs::path folder = twoRuns("compare");
  EXPECT_EQ(execute(kOhmic + " compare a b", folder).exitCode, 0);
  EXPECT_EQ(execute(kOhmic + " compare a b --metric accuracy.top1 --at-least '-0.5 %'", folder).exitCode, 1);
  EXPECT_EQ(execute(kOhmic + " compare b a --metric accuracy.top1 --at-least '-0.5 %'", folder).exitCode, 0);
  EXPECT_EQ(execute(kOhmic + " compare a a --at-least '0 %'", folder).exitCode, 0);
  EXPECT_EQ(execute(kOhmic + " compare a b --at-least=-100%", folder).exitCode, 0);
  fs::remove_all(folder);
}

// The page and the words say the same difference; two results are enough without a page, and no more.
TEST(Compare, PutsSeveralRunsOntoOnePage) {
  const fs::path folder = twoRuns("compare-page");
  const auto compared = execute(kOhmic + " compare a b a --report page.html", folder);
  EXPECT_EQ(compared.exitCode, 0) << compared.errors;
  EXPECT_NE(compared.output.find("report         page.html\n"), std::string::npos) << compared.output;
  EXPECT_NE(compared.output.find("A a, B b\n"), std::string::npos);
  const auto at = compared.output.find("B less A       ") + 15;
  const std::string points = compared.output.substr(at, compared.output.find(" %", at) - at);
  const std::string page = readText(folder / "page.html");
  EXPECT_NE(page.find(points.substr(1) + " ("), std::string::npos) << points;
  EXPECT_NE(page.find("hardware.weight_noise.eta"), std::string::npos);
  EXPECT_NE(page.find(">a (2)<"), std::string::npos) << "two columns of one name";
  EXPECT_EQ(execute(kOhmic + " compare a b a", folder).exitCode, 2);
  fs::remove_all(folder);
}

/// Right or wrong, [chip][image], from predictions.csv.
std::map<int, std::vector<bool>> rightOf(const fs::path& run) {
  std::map<int, std::vector<bool>> right;
  std::ifstream in(run / "predictions.csv");
  std::string line;
  std::getline(in, line);
  while (std::getline(in, line)) {
    std::istringstream fields(line);
    std::vector<std::string> values;
    for (std::string field; std::getline(fields, field, ',');) {
      values.push_back(field);
    }
    right[std::stoi(values.at(1))].push_back(values.at(3) == values.at(4));
  }
  return right;
}

// The summary's bits against predictions.csv, counted here.
TEST(Compare, PairsImagesAndChips) {
  const fs::path folder = twoRuns("compare-pairs");
  const auto a = rightOf(folder / "a"), b = rightOf(folder / "b");
  int onlyA = 0, onlyB = 0;
  for (const auto& [chip, images] : a) {
    for (std::size_t i = 0; i < images.size(); ++i) {
      onlyA += images[i] && !b.at(chip)[i] ? 1 : 0;
      onlyB += b.at(chip)[i] && !images[i] ? 1 : 0;
    }
  }
  ASSERT_GT(onlyA, 0);
  const auto output = execute(kOhmic + " compare a b", folder).output;
  EXPECT_NE(output.find("only A right   " + std::to_string(onlyA) + " of 300; only B right " +
                        std::to_string(onlyB)),
            std::string::npos)
      << output;
  fs::remove_all(folder);
}

TEST(Compare, RefusesOtherImages) {
  const fs::path folder = twoRuns("compare-images");
  ASSERT_EQ(execute(kOhmic + " run run.yaml -o c --set dataset.images=100", folder).exitCode, 0);
  const auto other = execute(kOhmic + " compare a c", folder);
  EXPECT_EQ(other.exitCode, 2);
  EXPECT_EQ(other.errors,
            "ohmic: compare: dataset: 150 images of fashion-mnist test beside 100 of fashion-mnist test; the "
            "same images in both; run both with the same data set, number of images, chips and seed\n");
  const auto metric = execute(kOhmic + " compare a b --metric chip.latency_s", folder);
  EXPECT_EQ(metric.exitCode, 2);
  EXPECT_NE(metric.errors.find("a has no chip.latency_s"), std::string::npos) << metric.errors;
  fs::remove_all(folder);
}

TEST(Compare, TakesPointsOfAStudy) {
  const fs::path folder = freshFolder("compare-points");
  writeStudy(folder, "  axes: { hardware.weight_noise.eta: [5 %, 60 %] }\n", 100);
  ASSERT_EQ(execute(kOhmic + " study run study.yaml -o s", folder).exitCode, 0);
  EXPECT_EQ(execute(kOhmic + " compare s:1 s:2 --at-least '-0.5 %'", folder).exitCode, 1);
  EXPECT_EQ(execute(kOhmic + " compare s:1 s:3", folder).exitCode, 2);
  fs::remove_all(folder);
}

}  // namespace
}  // namespace ohmic::tests
