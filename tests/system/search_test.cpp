// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0

// Searches through the command: one outcome however they are run, and run files that are the points.

#include <gtest/gtest.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <nlohmann/json.hpp>
#include <thread>
#include <vector>

#include "tests/places.h"
#include "tests/system/command.h"
#include "tests/system/study_file.h"

namespace ohmic::tests {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;

const std::string kOhmic = tests::ohmicCommand();

// Eight points of 400 images on two chips: rounds of 100 and 400 images, dealt out.
const std::string kSearch =
    "  chips: 2\n"
    "  axes: { hardware.weight_noise.eta: { log: [1 %, 300 %], points: 8 } }\n"
    "  search: { maximise: [top1], constraints: [\"top1 >= digital_top1 - 60 %\"], tolerance: 1 % }\n";
constexpr int kImages = 400;

std::string outcomeOf(const fs::path& folder) {
  return readText(folder / "results.csv") + readText(folder / "results.json") +
         readText(folder / "decisions.csv");
}

/// A process of a search that goes on by itself.
pid_t startSearch(const fs::path& folder, const std::string& output, const std::string& shard) {
  const pid_t child = ::fork();
  if (child == 0) {
    const std::string line = "cd " + folder.string() + " && exec " + kOhmic + " study run study.yaml -o " +
                             output + " --workers 1 --shard " + shard + " >/dev/null 2>&1";
    ::execl("/bin/sh", "sh", "-c", line.c_str(), static_cast<char*>(nullptr));
    ::_exit(127);
  }
  return child;
}

TEST(StudySearch, OneOutcomeForAnyWorkersShardsAndKills) {
  const fs::path folder = freshFolder("search-outcome");
  writeStudy(folder, kSearch, kImages);
  const auto run = execute(kOhmic + " study run study.yaml -o one --workers 2", folder);
  ASSERT_EQ(run.exitCode, 0) << run.errors;
  const std::string outcome = outcomeOf(folder / "one");
  const json search = json::parse(readText(folder / "one/results.json")).at("search");
  EXPECT_EQ(search.at("end"), "whole");
  ASSERT_GE(search.at("rounds").size(), 2U);
  EXPECT_FALSE(search.at("rounds").at(0).at("falls").empty()) << "triple noise falls on a hundred images";
  EXPECT_LT(search.at("rounds").at(1).at("points").size(), 8U);

  std::vector<pid_t> shards;
  for (const std::string shard : {"1/3", "2/3", "3/3"}) {
    shards.push_back(startSearch(folder, "shards", shard));
  }
  for (const pid_t shard : shards) {
    int status = 0;
    ASSERT_EQ(::waitpid(shard, &status, 0), shard);
    EXPECT_TRUE(WIFEXITED(status) && WEXITSTATUS(status) == 0) << status;
  }
  EXPECT_EQ(execute(kOhmic + " study merge shards", folder).exitCode, 0);
  EXPECT_EQ(outcomeOf(folder / "shards"), outcome);

  for (const int milliseconds : {150, 400, 700}) {
    const pid_t killed = startSearch(folder, "killed", "1/1");
    std::this_thread::sleep_for(std::chrono::milliseconds(milliseconds));
    ::kill(killed, SIGKILL);
    ::waitpid(killed, nullptr, 0);
  }
  const auto resumed = execute(kOhmic + " study run study.yaml -o killed --shard 2/3", folder);
  ASSERT_EQ(resumed.exitCode, 0) << "one shard alone finishes: " << resumed.errors;
  EXPECT_EQ(execute(kOhmic + " study merge killed", folder).exitCode, 0);
  EXPECT_EQ(outcomeOf(folder / "killed"), outcome);
  fs::remove_all(folder);
}

TEST(StudySearch, AnswersWithARunFileThatIsThePoint) {
  const fs::path folder = freshFolder("search-pick");
  writeStudy(folder, kSearch, kImages);
  const auto run = execute(kOhmic + " study run study.yaml -o s --workers 2", folder);
  ASSERT_EQ(run.exitCode, 0) << run.errors;
  EXPECT_NE(run.output.find("answer      Best in top-1 accuracy: point "), std::string::npos) << run.output;
  const std::string report = readText(folder / "s/report.html");
  EXPECT_LT(report.find("pick-1.yaml"), report.find("id=\"figures\""));
  ASSERT_EQ(execute(kOhmic + " run s/pick-1.yaml -o r", folder).exitCode, 0);
  const std::string id = json::parse(readText(folder / "r/summary.json")).at("id");
  const json points = json::parse(readText(folder / "s/plan.json")).at("points");
  EXPECT_TRUE(
      std::any_of(points.begin(), points.end(), [&](const json& point) { return point.at("id") == id; }));
  fs::remove_all(folder);
}

// A run reads the files of its own images only: those of a round are fewer than the search's.
TEST(StudySearch, FindsItsRoundsOverAFolderOfPictures) {
  const fs::path folder = freshFolder("search-pictures");
  const fs::path picture = tests::sourceFolder() + "/tests/golden/pictures/formats/test/grey/grey.jpg";
  for (int i = 0; i < kImages; ++i) {
    const fs::path place = folder / "pictures/test" / std::to_string(i % 10);
    fs::create_directories(place);
    fs::copy_file(picture, place / (std::to_string(i) + ".jpg"));
  }
  for (const std::string images : {"0", "400"}) {
    writeStudy(folder,
               "  chips: 2\n"
               "  set: { dataset.name: folder, dataset.path: pictures, dataset.images: " +
                   images +
                   " }\n"
                   "  axes: { hardware.weight_noise.eta: [1 %, 5 %] }\n"
                   "  search: { maximise: [top1] }\n");
    const std::string output = "of-" + images;
    const auto run = execute(kOhmic + " study run study.yaml --workers 2 -o " + output, folder);
    EXPECT_EQ(run.exitCode, 0) << run.output << run.errors;
    EXPECT_NE(run.output.find("0 failed"), std::string::npos) << run.output;
    const json search = json::parse(readText(folder / output / "results.json")).at("search");
    EXPECT_EQ(search.at("end"), "whole");
    EXPECT_EQ(search.at("rounds").size(), 2U);
  }
  fs::remove_all(folder);
}

TEST(StudySearch, SaysWhyItHasNoAnswer) {
  const fs::path folder = freshFolder("search-nothing");
  writeStudy(folder, kSearch, kImages);
  const std::string run = kOhmic + " study run study.yaml -o ";
  const auto poor = execute(run + "poor --set study.search.images=1", folder);
  EXPECT_NE(poor.output.find("answer      There is no answer yet: no point is done."), std::string::npos)
      << poor.output;
  const auto strict =
      execute(run + "strict --set 'study.search.constraints=[\"top1 >= digital_top1 + 50 %\"]'", folder);
  EXPECT_NE(strict.output.find("answer      No point meets the constraints."), std::string::npos)
      << strict.output;
  writeStudy(folder, kSearch + "  limits: { memory: 1 MB }\n", kImages);
  const auto failed = execute(run + "failed", folder);
  EXPECT_EQ(failed.exitCode, 4);
  EXPECT_NE(failed.output.find("answer      There is no answer: every point failed."), std::string::npos)
      << failed.output;
  fs::remove_all(folder);
}

TEST(StudySearch, StopsBeforeARoundThatItMayNotPayOrBegin) {
  const fs::path folder = freshFolder("search-limits");
  writeStudy(folder, kSearch, kImages);
  const auto poor = execute(kOhmic + " study run study.yaml -o poor --set study.search.images=1700", folder);
  EXPECT_EQ(poor.exitCode, 0) << poor.errors;
  EXPECT_EQ(json::parse(readText(folder / "poor/results.json")).at("search").at("end"), "images");
  EXPECT_NE(poor.output.find("above the limit of 1,700"), std::string::npos) << poor.output;
  const auto late = execute(kOhmic + " study run study.yaml -o late --set 'study.search.time=1 us'", folder);
  EXPECT_EQ(late.exitCode, 0) << late.errors;
  EXPECT_NE(late.output.find("no round begins (time)"), std::string::npos) << late.output;
  fs::remove_all(folder);
}

TEST(StudySearch, RefusesPointsThatCannotBePaired) {
  const fs::path folder = freshFolder("search-pairs");
  for (const auto& [axis, complaint] : std::vector<std::pair<std::string, std::string>>{
           {"run.seed: [1, 2]", "run.seed: found 2, and 1 in the study's first point"},
           {"dataset.images: [8, 16]", "dataset.images: found 16, and 8 in the study's first point"},
           {"run.chips: [2, 3]", "run.chips: found 3, and 2 in the study's first point"}}) {
    writeStudy(folder, "  axes: { " + axis + " }\n  search: { maximise: [top1] }\n");
    const auto run = execute(kOhmic + " study plan study.yaml", folder);
    EXPECT_EQ(run.exitCode, 2);
    EXPECT_NE(run.errors.find(complaint), std::string::npos) << run.errors;
  }
  writeStudy(
      folder,
      "  axes: { hardware.weight_noise.eta: [1 %, 2 %] }\n  search: { minimise: [energy_per_image_J] }\n");
  EXPECT_NE(execute(kOhmic + " study plan study.yaml", folder)
                .errors.find("hardware.chip: absent, and the search reads"),
            std::string::npos);
  fs::remove_all(folder);
}

TEST(StudyWhy, NamesSettingsFiguresAndLayersThatDiffer) {
  const fs::path folder = freshFolder("why");
  writeStudy(folder, "  axes: { hardware.weight_noise.eta: [1 %, 200 %] }\n", 100);
  ASSERT_EQ(execute(kOhmic + " study run study.yaml -o s", folder).exitCode, 0);
  const auto why = execute(kOhmic + " study why s:1 s:2", folder);
  EXPECT_EQ(why.exitCode, 0) << why.errors;
  EXPECT_NE(why.output.find("hardware.weight_noise.eta"), std::string::npos) << why.output;
  EXPECT_NE(why.output.find("top-1 accuracy"), std::string::npos);
  EXPECT_NE(why.output.find("over 100 images"), std::string::npos);
  EXPECT_EQ(execute(kOhmic + " study why s:1", folder).exitCode, 2);
  EXPECT_EQ(execute(kOhmic + " study why s:1 s:3", folder).exitCode, 2);
  fs::remove_all(folder);
}

}  // namespace
}  // namespace ohmic::tests
