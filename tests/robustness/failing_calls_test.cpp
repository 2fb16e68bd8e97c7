// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0

// One allocation or system call of a command fails (failing_calls.cpp): the command ends with whole results,
// or with exit code 3, one line that says why, and nothing left behind.

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include "tests/places.h"
#include "tests/sanitizer.h"
#include "tests/system/command.h"

namespace ohmic::tests {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;

const std::string kOhmic = tests::ohmicCommand();

struct Case {
  std::string verb;
  std::string call;
};

void PrintTo(const Case& c, std::ostream* out) { *out << c.verb << " " << c.call; }

const std::vector<std::string> kVerbs = {"run",       "exchange", "replace", "program",
                                         "calibrate", "study",    "points"};
const std::vector<std::string> kCalls = {"malloc", "open",  "write", "fsync",
                                         "rename", "mkdir", "flock", "thread"};

std::vector<Case> allCases() {
  std::vector<Case> cases;
  for (const auto& verb : kVerbs) {
    for (const auto& call : kCalls) {
      cases.push_back({verb, call});
    }
  }
  return cases;
}

/// "exchange", "replace": a run over earlier results, where nothing else lies beside them, and where
/// something does.
bool isForced(const std::string& verb) { return verb == "exchange" || verb == "replace"; }

/// "points": the study's processes are left alone, those of its points are not.
std::string commandOf(const std::string& verb) {
  return verb == "run"         ? " run run.yaml --threads 2 -o out"
         : isForced(verb)      ? " run run.yaml --seed 2 --threads 2 -o out --force"
         : verb == "program"   ? " program run.yaml --threads 2 -o out"
         : verb == "calibrate" ? " calibrate run.yaml --threads 2 -o out"
                               : " study run study.yaml --workers 2 --threads 2 -o out";
}

/// What stays the same however often a command is repeated.
std::string resultsOf(const std::string& verb, const fs::path& out) {
  if (verb == "run" || isForced(verb)) {
    std::string results;
    for (const auto& entry : std::set<fs::path>(fs::directory_iterator(out), {})) {
      results += entry.filename().string() + " ";
    }
    const auto hash = json::parse(readText(out / "summary.json")).at("hash").get<std::string>();
    const bool isOne = readText(out / "report.html").find(hash) != std::string::npos;
    return results + hash + (isOne ? "" : " and another report") + readText(out / "layers.csv") +
           readText(out / "predictions.csv") + readText(out / "timeline.json");
  }
  return verb == "program" || verb == "calibrate" ? readText(out) : readText(out / "results.json");
}

/// Temporary files, and words of points that are no more.
std::vector<std::string> straysIn(const fs::path& folder) {
  std::vector<std::string> strays;
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    const auto name = entry.path().filename().string();
    if (name.rfind(".ohmic-", 0) == 0 || entry.path().extension() == ".stderr") {
      strays.push_back(entry.path().string());
    }
  }
  return strays;
}

/// How often a line of a command's own is in its words.
int complaintsIn(const std::string& words) {
  std::istringstream lines(words);
  int complaints = 0;
  for (std::string line; std::getline(lines, line);) {
    complaints += line.rfind("ohmic: ", 0) == 0 ? 1 : 0;
  }
  return complaints;
}

class FailingCall : public testing::TestWithParam<Case> {
 protected:
  void SetUp() override {
    if (tests::kSanitized) {
      GTEST_SKIP() << "a sanitizer has allocations of its own";
    }
    const fs::path golden = tests::sourceFolder() + "/tests/golden/v0.1.0";
    folder_ = freshFolder("failing-" + GetParam().verb + "-" + GetParam().call);
    for (const char* name : {"tiny.onnx", "d.npz", "study.yaml"}) {
      fs::copy_file(golden / name, folder_ / name);
    }
    writeText(folder_ / "run.yaml",
              "network: { model: tiny.onnx }\n"
              "dataset: { name: npz, path: d.npz }\n"
              "hardware: { preset: rram_128x128 }\n"
              "calibration: { images: 16 }\n"
              "run: { seed: 1, chips: 2, timed_images: 1 }\n");
    if (isForced(GetParam().verb)) {
      ASSERT_EQ(execute(kOhmic + " run run.yaml -o earlier --logits", folder_).exitCode, 0);
      ASSERT_EQ(execute(kOhmic + " report earlier --figures", folder_).exitCode, 0);
      if (GetParam().verb == "replace") {
        writeText(folder_ / "earlier/notes.txt", "mine");
      }
      earlier_ = resultsOf(GetParam().verb, folder_ / "earlier");
    }
    begin();
    ASSERT_EQ(execute(kOhmic + command(), folder_).exitCode, 0);
    undisturbed_ = resultsOf(GetParam().verb, folder_ / "out");
  }
  void TearDown() override { fs::remove_all(folder_); }

  [[nodiscard]] std::string command() const { return commandOf(GetParam().verb); }
  [[nodiscard]] bool isStudy() const { return GetParam().verb == "study" || GetParam().verb == "points"; }

  /// The folder as a command finds it.
  void begin() {
    fs::remove_all(folder_ / "out");
    if (isForced(GetParam().verb)) {
      fs::copy(folder_ / "earlier", folder_ / "out", fs::copy_options::recursive);
    }
  }

  /// @returns whether the command makes so many calls.
  bool failAt(int number) {
    begin();
    const bool failsPoints = GetParam().verb == "points";
    const std::string environment = "OHMIC_FAIL_TOLD=" + (folder_ / "told").string() + " OHMIC_FAIL='" +
                                    GetParam().call + " " + std::to_string(number) + "' OHMIC_FAIL_VERB=" +
                                    (isForced(GetParam().verb) ? "run" : GetParam().verb) +
                                    " LD_PRELOAD=" + tests::failingCallsLibrary();
    const auto outcome = execute("env " + environment + " " + kOhmic + command(), folder_);
    const bool isTold = fs::remove(folder_ / "told");
    SCOPED_TRACE(GetParam().call + " " + std::to_string(number) + ", exit " +
                 std::to_string(outcome.exitCode) + ": " + outcome.errors);
    EXPECT_TRUE(outcome.exitCode == 0 || outcome.exitCode == 3 || (failsPoints && outcome.exitCode == 4));
    if (outcome.exitCode == 0) {
      EXPECT_EQ(resultsOf(GetParam().verb, folder_ / "out"), undisturbed_);
    } else if (isForced(GetParam().verb)) {
      const std::string left = resultsOf(GetParam().verb, folder_ / "out");
      EXPECT_TRUE(left == earlier_ || left == undisturbed_) << left;
    } else if (!isStudy() && fs::exists(folder_ / "out")) {  // whole, but not known to be on the disk
      EXPECT_EQ(resultsOf(GetParam().verb, folder_ / "out"), undisturbed_) << "a part of the results";
    }
    if (outcome.exitCode == 3) {
      EXPECT_EQ(complaintsIn(outcome.errors), 1);
    }
    if (isStudy()) {
      EXPECT_EQ(execute(kOhmic + command(), folder_).exitCode, 0) << "the machine works again";
      EXPECT_EQ(resultsOf(GetParam().verb, folder_ / "out"), undisturbed_);
    }
    EXPECT_EQ(straysIn(folder_), std::vector<std::string>());
    return isTold;
  }

  fs::path folder_;
  std::string earlier_;  ///< of forced commands
  std::string undisturbed_;
};

std::string nameOf(const testing::TestParamInfo<Case>& info) {
  return info.param.verb + "_" + info.param.call;
}

class FailingCallSample : public FailingCall {};

TEST_P(FailingCallSample, LeavesWholeResultsOrNone) {
  for (const int number : {1, 2, 3, 5, 12, 60, 300}) {
    if (!failAt(number) || HasFailure()) {
      break;
    }
  }
}

class EveryFailingCall : public FailingCall {};

TEST_P(EveryFailingCall, LeavesWholeResultsOrNone) {
  constexpr int kMost = 500;
  int number = 1;
  while (number <= kMost && failAt(number) && !HasFatalFailure()) {
    ++number;
  }
  RecordProperty("calls", number - 1);
}

INSTANTIATE_TEST_SUITE_P(Of, FailingCallSample, testing::ValuesIn(allCases()), nameOf);
INSTANTIATE_TEST_SUITE_P(Of, EveryFailingCall, testing::ValuesIn(allCases()), nameOf);

}  // namespace
}  // namespace ohmic::tests
