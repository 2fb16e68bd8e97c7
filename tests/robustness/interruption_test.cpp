// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0

// A run that is killed leaves no results, or all of them: at most the empty folder that it had claimed.

#include <fcntl.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <filesystem>
#include <set>
#include <string>
#include <thread>

#include "tests/places.h"
#include "tests/system/command.h"
#include "tests/system/run_file.h"

namespace ohmic::tests {
namespace {

namespace fs = std::filesystem;

const std::string kOhmic = tests::ohmicCommand();

/// `ohmic run run.yaml` in a folder, not waited for.
pid_t startRun(const fs::path& folder) {
  const pid_t child = ::fork();
  if (child != 0) {
    return child;
  }
  const int nothing = ::open("/dev/null", O_RDWR | O_CLOEXEC);
  if (::chdir(folder.c_str()) == 0 && ::dup2(nothing, 1) >= 0 && ::dup2(nothing, 2) >= 0) {
    ::execl(kOhmic.c_str(), kOhmic.c_str(), "run", "run.yaml", static_cast<char*>(nullptr));
  }
  ::_exit(127);
}

/// Whether a child has ended; it stays to be waited for, so that its number stays its own.
bool hasEnded(pid_t child) {
  siginfo_t info{};
  return ::waitid(P_PID, static_cast<id_t>(child), &info, WEXITED | WNOHANG | WNOWAIT) != 0 ||
         info.si_pid == child;
}

/// Whether a run has begun to write: into a temporary folder beside the one that it has claimed.
bool writes(const fs::path& results) {
  std::error_code ignored;
  for (const auto& entry : fs::directory_iterator(results, ignored)) {
    if (fs::exists(entry.path() / "summary.json", ignored)) {
      return true;
    }
  }
  return false;
}

std::set<std::string> namesIn(const fs::path& folder) {
  std::set<std::string> names;
  for (const auto& entry : fs::directory_iterator(folder)) {
    names.insert(entry.path().filename().string());
  }
  return names;
}

void expectNoneOrWhole(const fs::path& results) {
  if (!fs::exists(results) || fs::is_empty(results)) {
    return;
  }
  EXPECT_EQ(namesIn(results), (std::set<std::string>{"layers.csv", "predictions.csv", "report.html",
                                                     "summary.json", "timeline.json"}));
  const std::string summary = readText(results / "summary.json");
  EXPECT_EQ(summary.rfind("}\n"), summary.size() - 2) << "summary.json is cut off";
}

/// Kill a run some time after it begins to write its results; negative: after its start.
void killRun(const fs::path& folder, std::chrono::microseconds after) {
  const pid_t run = startRun(folder);
  ASSERT_GT(run, 0);
  if (after.count() < 0) {
    std::this_thread::sleep_for(-after);
  } else {
    while (!writes(folder / "results") && !hasEnded(run)) {
      std::this_thread::sleep_for(std::chrono::microseconds(50));
    }
    std::this_thread::sleep_for(after);
  }
  ::kill(run, SIGKILL);
  ::waitpid(run, nullptr, 0);
}

TEST(Interruption, KillLeavesNoResultsOrAllOfThem) {
  const fs::path folder = freshFolder("interruption");
  writeText(folder / "run.yaml", lenetRun(8, 1));
  for (const int microseconds : {-20000, -100000, 0, 100, 500, 1000, 2000, 4000, 8000, 16000}) {
    killRun(folder, std::chrono::microseconds(microseconds));
    expectNoneOrWhole(folder / "results/run-1");
    ASSERT_EQ(execute(kOhmic + " run run.yaml --set dataset.images=2", folder).exitCode, 0);
    for (const auto& left : namesIn(folder / "results")) {
      EXPECT_EQ(left.rfind("run-", 0), 0U) << left << ": the next run clears up";
    }
    fs::remove_all(folder / "results");
  }
  fs::remove_all(folder);
}

}  // namespace
}  // namespace ohmic::tests
