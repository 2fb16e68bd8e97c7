// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0

// A study that is killed at random moments, again and again, by KILL, TERM, INT and HUP: every file parses,
// no finished point is lost or done again, and the end is that of an undisturbed run. So it is with several
// processes on one folder.

#include <fcntl.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <filesystem>
#include <map>
#include <nlohmann/json.hpp>
#include <random>
#include <string>
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
constexpr int kPoints = 60;

constexpr int kSignals[] = {SIGKILL, SIGTERM, SIGINT, SIGHUP};

pid_t startStudy(const fs::path& folder, const std::string& output, const std::string& shard = "1/1",
                 const std::string& said = "/dev/null") {
  const pid_t child = ::fork();
  if (child != 0) {
    return child;
  }
  const int nothing = ::open("/dev/null", O_RDWR | O_CLOEXEC);
  if (::chdir(folder.c_str()) != 0) {
    ::_exit(127);
  }
  const int words = ::open(said.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
  if (::dup2(nothing, 1) >= 0 && ::dup2(words, 2) >= 0) {
    ::execl(kOhmic.c_str(), kOhmic.c_str(), "study", "run", "study.yaml", "-o", output.c_str(), "--workers",
            "2", "--shard", shard.c_str(), static_cast<char*>(nullptr));
  }
  ::_exit(127);
}

struct Written {
  fs::file_time_type time;
  std::string bytes;
};

/// Finished points; every file that is no half must parse.
std::map<std::string, Written> finishedPoints(const fs::path& study) {
  std::map<std::string, Written> finished;
  if (!fs::exists(study / "points")) {
    return finished;
  }
  for (const auto& entry : fs::directory_iterator(study / "points")) {
    if (entry.path().extension() != ".json") {
      continue;
    }
    const std::string bytes = readText(entry.path());
    EXPECT_TRUE(json::accept(bytes)) << entry.path();
    finished[entry.path().filename().string()] = {entry.last_write_time(), bytes};
  }
  for (const char* name : {"plan.json", "results.json"}) {
    if (fs::exists(study / name)) {
      EXPECT_TRUE(json::accept(readText(study / name))) << name;
    }
  }
  return finished;
}

void expectKept(const std::map<std::string, Written>& before, const std::map<std::string, Written>& after) {
  for (const auto& [name, written] : before) {
    const auto found = after.find(name);
    ASSERT_NE(found, after.end()) << name << " was lost";
    EXPECT_EQ(found->second.time, written.time) << name << " was written again";
    EXPECT_EQ(found->second.bytes, written.bytes) << name;
  }
}

/// Files that no finished study has: temporary ones, and words of points.
std::vector<std::string> straysIn(const fs::path& study) {
  std::vector<std::string> strays;
  for (const auto& entry : fs::recursive_directory_iterator(study)) {
    const auto name = entry.path().filename().string();
    if (name.rfind(".ohmic-", 0) == 0 || entry.path().extension() == ".stderr") {
      strays.push_back(name);
    }
  }
  return strays;
}

/// @param kills  how often the study is killed, each time up to 300 ms after its start; a study that has
///               finished is begun anew in the next folder.
void killAndCompare(const std::string& name, int kills) {
  const fs::path folder = freshFolder(name);
  writeStudy(folder, "  axes: { run.seed: { linear: [1, " + std::to_string(kPoints) +
                         "], points: " + std::to_string(kPoints) + " } }\n");
  ASSERT_EQ(execute(kOhmic + " study run study.yaml -o undisturbed --workers 2", folder).exitCode, 0);
  const auto answer = readText(folder / "undisturbed/results.json");
  std::mt19937 random(20261123);
  std::map<std::string, Written> before;
  int studies = 1, interrupted = 0;
  const auto nameOf = [](int number) { return "killed-" + std::to_string(number); };
  for (int kill = 0; kill < kills; ++kill) {
    const pid_t study = startStudy(folder, nameOf(studies));
    ASSERT_GT(study, 0);
    std::this_thread::sleep_for(std::chrono::microseconds(random() % 300000));
    ::kill(study, kSignals[random() % 4]);
    int status = 0;
    ::waitpid(study, &status, 0);
    interrupted += WIFSIGNALED(status) ? 1 : 0;
    auto after = finishedPoints(folder / nameOf(studies));
    expectKept(before, after);
    before = std::move(after);
    if (before.size() == kPoints) {
      ASSERT_EQ(execute(kOhmic + " study run study.yaml -o " + nameOf(studies), folder).exitCode, 0);
      EXPECT_EQ(readText(folder / nameOf(studies) / "results.json"), answer);
      ++studies;
      before.clear();
    }
  }
  EXPECT_GT(interrupted, kills / 2) << "the kills came too late";
  ASSERT_EQ(execute(kOhmic + " study run study.yaml -o " + nameOf(studies), folder).exitCode, 0);
  const auto last = finishedPoints(folder / nameOf(studies));
  expectKept(before, last);
  EXPECT_EQ(last.size(), static_cast<std::size_t>(kPoints));
  EXPECT_EQ(straysIn(folder / nameOf(studies)), std::vector<std::string>());
  EXPECT_EQ(readText(folder / nameOf(studies) / "results.json"), answer);
  EXPECT_EQ(readText(folder / nameOf(studies) / "results.csv"), readText(folder / "undisturbed/results.csv"));
  fs::remove_all(folder);
}

/// Three processes take overlapping parts of one study's points in one folder; in every round each of them
/// may be killed.
void killSeveralAndCompare(const std::string& name, int rounds) {
  const fs::path folder = freshFolder(name);
  writeStudy(folder, "  axes: { run.seed: { linear: [1, 20], points: 20 } }\n");
  ASSERT_EQ(execute(kOhmic + " study run study.yaml -o undisturbed --workers 2", folder).exitCode, 0);
  const auto wordsOf = [](std::size_t index) { return "said-" + std::to_string(index) + ".txt"; };
  std::mt19937 random(20261128);
  for (int round = 0; round < rounds; ++round) {
    const std::string output = "shared-" + std::to_string(round);
    std::vector<pid_t> processes;
    for (const char* shard : {"1/1", "1/2", "2/2", "1/1"}) {  // the last one finds the first one's lock
      processes.push_back(startStudy(folder, output, shard, wordsOf(processes.size())));
      ASSERT_GT(processes.back(), 0);
    }
    for (const pid_t process : processes) {
      std::this_thread::sleep_for(std::chrono::microseconds(random() % 100000));
      if (round % 2 == 0) {
        ::kill(process, kSignals[random() % 4]);
      }
    }
    for (std::size_t index = 0; index < processes.size(); ++index) {
      int status = 0;
      ::waitpid(processes[index], &status, 0);
      EXPECT_TRUE(WIFSIGNALED(status) || WEXITSTATUS(status) == 0 || WEXITSTATUS(status) == 2)
          << status << ": " << readText(folder / wordsOf(index));
    }
    ASSERT_EQ(execute(kOhmic + " study run study.yaml -o " + output, folder).exitCode, 0);
    EXPECT_EQ(readText(folder / output / "results.json"), readText(folder / "undisturbed/results.json"));
    EXPECT_EQ(straysIn(folder / output), std::vector<std::string>());
  }
  fs::remove_all(folder);
}

TEST(StudyKilled, SeveralProcessesOnOneFolderGiveOneAnswer) { killSeveralAndCompare("study-several", 4); }

TEST(StudyKilledOften, SeveralProcessesOnOneFolderGiveOneAnswer) {
  killSeveralAndCompare("study-several-often", 100);
}

TEST(StudyKilled, FiftyTimesLosesNothing) { killAndCompare("study-killed-50", 50); }

TEST(StudyKilledOften, AThousandTimesLosesNothing) { killAndCompare("study-killed-1000", 1000); }

}  // namespace
}  // namespace ohmic::tests
