// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0

// Outputs are claimed before anything is computed, belong to one command, and are whole or absent; what a
// terminal or pipe does to the words of a command decides nothing.

#include <fcntl.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <set>
#include <string>
#include <thread>
#include <vector>

#include "tests/places.h"
#include "tests/sanitizer.h"
#include "tests/system/command.h"
#include "tests/system/run_file.h"
#include "tests/system/study_file.h"

namespace ohmic::tests {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;

const std::string kOhmic = tests::ohmicCommand();

/// A run that takes many seconds, so that whatever ends at once has computed nothing.
fs::path longRunFolder(const std::string& name) {
  const fs::path folder = freshFolder(name);
  writeText(folder / "run.yaml", lenetRun(10000, 20));
  fs::permissions(folder, fs::perms::all);
  return folder;
}

std::set<std::string> namesIn(const fs::path& folder) {
  std::set<std::string> names;
  for (const auto& entry : fs::directory_iterator(folder)) {
    names.insert(entry.path().filename().string());
  }
  return names;
}

std::string hashIn(const fs::path& results) {
  return json::parse(readText(results / "summary.json")).at("hash").get<std::string>();
}

/// A command as a user without rights: root may write everywhere.
std::string withoutRights(const std::string& command) {
  return ::getuid() == 0 ? "setpriv --reuid=65534 --regid=65534 --clear-groups " + command : command;
}

/// Refused in less than two seconds of processor time, in one line, with nothing left behind.
void expectRefused(const fs::path& folder, const std::string& command, int exitCode,
                   const std::string& message) {
  const auto before = namesIn(folder);
  const auto refused = execute("(ulimit -t 2; exec " + command + ")", folder);
  EXPECT_EQ(refused.exitCode, exitCode) << command << "\n" << refused.errors;
  EXPECT_NE(refused.errors.find(message), std::string::npos) << command << "\n" << refused.errors;
  EXPECT_EQ(std::count(refused.errors.begin(), refused.errors.end(), '\n'), 1) << refused.errors;
  EXPECT_EQ(namesIn(folder), before) << command;
}

const std::vector<std::string> kFileOutputs = {" calibrate run.yaml -o ", " program run.yaml -o ",
                                               " run run.yaml --summary "};

TEST(Outputs, WhereNothingCanBeWrittenAreRefusedBeforeTheWork) {
  const fs::path folder = longRunFolder("outputs-rights");
  fs::create_directory(folder / "closed");
  fs::permissions(folder / "closed", fs::perms::owner_read | fs::perms::owner_exec | fs::perms::others_read |
                                         fs::perms::others_exec);
  expectRefused(folder, withoutRights(kOhmic + " run run.yaml -o closed/x"), 3,
                "ohmic: closed/x: cannot make the folder: Permission denied");
  for (const auto& verb : kFileOutputs) {
    expectRefused(folder, withoutRights(kOhmic + verb + "closed/x"), 3,
                  "ohmic: closed: cannot write into this folder: Permission denied");
  }
  writeText(folder / "study.yaml", "study: { run: run.yaml, axes: { run.seed: [1, 2] } }\n");
  expectRefused(folder, withoutRights(kOhmic + " study run study.yaml -o closed/x"), 3,
                "ohmic: closed/x: cannot make the folder: Permission denied");
  fs::remove_all(folder);
}

TEST(Outputs, ThatAreNoPlacesForFilesAreRefusedBeforeTheWork) {
  const fs::path folder = longRunFolder("outputs-places");
  fs::create_symlink("nowhere", folder / "dangling");
  fs::create_directory(folder / "folder");
  ASSERT_EQ(::mkfifo((folder / "pipe").c_str(), 0644), 0);
  for (const auto& verb : kFileOutputs) {
    const std::string force = " --force";
    expectRefused(folder, kOhmic + verb + "missing/x", 2, "missing/x: found no folder 'missing'");
    expectRefused(folder, kOhmic + verb + "run.yaml/x", 2, "run.yaml/x: found no folder 'run.yaml'");
    expectRefused(folder, kOhmic + verb + "dangling" + force, 2, "dangling: found a link to nothing");
    expectRefused(folder, kOhmic + verb + "folder" + force, 2, "folder: found a folder");
    expectRefused(folder, kOhmic + verb + "pipe" + force, 2, "pipe: found a device or a pipe");
    expectRefused(folder, kOhmic + verb + "/dev/null" + force, 2, "/dev/null: found a device or a pipe");
  }
  expectRefused(folder, kOhmic + " run run.yaml -o dangling", 2, "--output: 'dangling' is a link to nothing");
  expectRefused(folder, kOhmic + " run run.yaml -o run.yaml/x", 2, "--output: 'run.yaml' is no folder");
  expectRefused(folder, kOhmic + " run run.yaml -o run.yaml --force", 2, "--output: 'run.yaml' is no folder");
  EXPECT_TRUE(fs::is_character_file("/dev/null"));
  fs::remove_all(folder);
}

TEST(Outputs, RunsAtOnceEndInFoldersOfTheirOwn) {
  const fs::path folder = freshFolder("outputs-at-once");
  writeText(folder / "run.yaml", lenetRun(40, 1));
  const auto four =
      execute("sh -c 'for i in 1 2 3 4; do " + kOhmic + " run run.yaml --threads 1 & done; wait'", folder);
  EXPECT_EQ(four.errors.find("ohmic: "), std::string::npos) << four.errors;
  EXPECT_EQ(namesIn(folder / "results"), (std::set<std::string>{"run-1", "run-2", "run-3", "run-4"}));
  for (const auto& entry : fs::directory_iterator(folder / "results")) {
    EXPECT_EQ(hashIn(entry), hashIn(folder / "results/run-1"));
  }
  fs::remove_all(folder);
}

TEST(Outputs, ARunWithoutResultsLeavesNoFolder) {
  const fs::path folder = freshFolder("outputs-none");
  // only the run itself finds that the network takes other images
  std::string run = lenetRun(8, 1);
  run.replace(run.find("lenet5-fashion-mnist"), 20, "resnet20-cifar-10");
  writeText(folder / "run.yaml", run);
  EXPECT_EQ(execute(kOhmic + " run run.yaml", folder).exitCode, 2);
  EXPECT_EQ(execute(kOhmic + " run run.yaml -o a/b/c", folder).exitCode, 2);
  EXPECT_EQ(namesIn(folder), std::set<std::string>{"run.yaml"});
  fs::remove_all(folder);
}

/// A command that goes on in the background.
pid_t start(const fs::path& folder, const std::vector<std::string>& words) {
  const pid_t child = ::fork();
  if (child != 0) {
    return child;
  }
  std::vector<char*> arguments;
  for (const auto& word : words) {
    arguments.push_back(const_cast<char*>(word.c_str()));
  }
  arguments.push_back(nullptr);
  const int nothing = ::open("/dev/null", O_RDWR | O_CLOEXEC);
  if (::chdir(folder.c_str()) == 0 && ::dup2(nothing, 1) >= 0 && ::dup2(nothing, 2) >= 0) {
    ::execv(arguments[0], arguments.data());
  }
  ::_exit(127);
}

void waitFor(const fs::path& path) {
  for (int tries = 0; !fs::exists(path) && tries < 5000; ++tries) {
    std::this_thread::sleep_for(std::chrono::milliseconds(2));
  }
  ASSERT_TRUE(fs::exists(path));
}

TEST(Outputs, AFolderHasOneRunAtATimeAndAnInterruptedRunLeavesNone) {
  const fs::path folder = longRunFolder("outputs-lock");
  for (const int number : {SIGTERM, SIGINT, SIGHUP, SIGQUIT, SIGUSR1}) {
    const pid_t run = start(folder, {kOhmic, "run", "run.yaml", "-o", "out"});
    ASSERT_GT(run, 0);
    waitFor(folder / "out");
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
    const auto second = execute(kOhmic + " run run.yaml -o out --force", folder);
    EXPECT_EQ(second.exitCode, 2);
    EXPECT_EQ(second.errors,
              "ohmic: --output: 'out' is in use: another run writes its results there; one run for each "
              "folder; wait for it, or choose another name\n");
    ::kill(run, number);
    int status = 0;
    ::waitpid(run, &status, 0);
    EXPECT_TRUE(WIFSIGNALED(status) && WTERMSIG(status) == number) << status;
    EXPECT_EQ(namesIn(folder), std::set<std::string>{"run.yaml"});
  }
  fs::remove_all(folder);
}

TEST(Outputs, ForcedResultsReplaceAllOfTheOldOnesAndNothingElse) {
  const fs::path folder = freshFolder("outputs-force");
  writeText(folder / "run.yaml", lenetRun(8, 1));
  ASSERT_EQ(execute(kOhmic + " run run.yaml -o out --logits", folder).exitCode, 0);
  ASSERT_TRUE(fs::exists(folder / "out/logits.npy"));
  writeText(folder / "out/notes.txt", "mine");
  ASSERT_EQ(execute(kOhmic + " run run.yaml -o out --force --seed 9", folder).exitCode, 0);
  EXPECT_EQ(namesIn(folder / "out"), (std::set<std::string>{"layers.csv", "notes.txt", "predictions.csv",
                                                            "report.html", "summary.json", "timeline.json"}))
      << "logits of another run stayed beside these results";
  EXPECT_EQ(json::parse(readText(folder / "out/summary.json")).at("seed"), 9);
  fs::remove_all(folder);
}

TEST(Outputs, ForcedResultsTakeThePlaceOfAFolderOfResultsAsAWhole) {
  const fs::path folder = freshFolder("outputs-exchange");
  writeText(folder / "run.yaml", lenetRun(8, 1));
  const std::string force = kOhmic + " run run.yaml -o link --force --seed ";
  ASSERT_EQ(execute(kOhmic + " run run.yaml -o out --logits", folder).exitCode, 0);
  ASSERT_EQ(execute(kOhmic + " report out --figures", folder).exitCode, 0);
  fs::permissions(folder / "out", fs::perms::owner_all);
  fs::create_directory_symlink("out", folder / "link");
  ASSERT_EQ(execute(force + "9", folder).exitCode, 0);
  EXPECT_EQ(namesIn(folder / "out"), (std::set<std::string>{"layers.csv", "predictions.csv", "report.html",
                                                            "summary.json", "timeline.json"}));
  EXPECT_EQ(json::parse(readText(folder / "out/summary.json")).at("seed"), 9);
  EXPECT_TRUE(fs::is_symlink(folder / "link"));
  EXPECT_EQ(fs::status(folder / "out").permissions(), fs::perms::owner_all);
  fs::create_directory(folder / "out/figures");
  writeText(folder / "out/figures/mine.txt", "mine");
  ASSERT_EQ(execute("cd out && " + kOhmic + " run ../run.yaml -o . --force --seed 10", folder).exitCode, 0);
  EXPECT_EQ(readText(folder / "out/figures/mine.txt"), "mine");
  EXPECT_EQ(json::parse(readText(folder / "out/summary.json")).at("seed"), 10);
  EXPECT_EQ(namesIn(folder), (std::set<std::string>{"link", "out", "run.yaml"}));
  fs::remove_all(folder);
}

TEST(Outputs, ForcedResultsThatCannotTakeTheirPlacesAreRefusedBeforeTheWork) {
  const fs::path folder = longRunFolder("outputs-force-places");
  fs::create_directories(folder / "out/layers.csv");
  expectRefused(folder, kOhmic + " run run.yaml -o out --force", 2,
                "--output: 'out' holds 'layers.csv', which is no file");
  fs::remove(folder / "out/layers.csv");
  writeText(folder / "out/report.html", "mine");
  fs::permissions(folder / "out/report.html", fs::perms::owner_read);
  expectRefused(folder, withoutRights(kOhmic + " run run.yaml -o out --force"), 2,
                "--output: 'out' holds 'report.html', which may not be written");
  EXPECT_EQ(readText(folder / "out/report.html"), "mine");
  fs::remove_all(folder);
}

// One rule for all verbs: what exists is replaced with --force alone, what is read or may not be written
// never.
TEST(Outputs, ReplaceAFileWithForceAloneAndNeverAnInput) {
  const fs::path folder = freshFolder("outputs-inputs");
  const std::string model = "lenet5-fashion-mnist.onnx";
  fs::copy_file(tests::sourceFolder() + "/models/zoo/" + model, folder / "m.onnx");
  std::string text = lenetRun(4, 1);
  const auto path = text.find(tests::sourceFolder());
  text.replace(path, text.find(" }", path) - path, "m.onnx");
  writeText(folder / "run.yaml", text);
  fs::create_hard_link(folder / "m.onnx", folder / "hard.onnx");
  fs::create_symlink("run.yaml", folder / "link.yaml");
  const std::string weights = readText(folder / "m.onnx");
  writeText(folder / "old", "old");
  fs::create_symlink("old", folder / "link");
  for (const auto& verb : kFileOutputs) {
    const std::string option = verb.find("--summary") != std::string::npos ? "--summary" : "--output";
    expectRefused(folder, kOhmic + verb + "old", 2, option + ": 'old' exists");
    expectRefused(folder, kOhmic + verb + "run.yaml --force", 2,
                  option + ": 'run.yaml' is read by this command");
    expectRefused(folder, kOhmic + verb + "link.yaml --force", 2,
                  option + ": 'link.yaml' is 'run.yaml', which this command reads");
    expectRefused(folder, kOhmic + verb + "m.onnx --force", 2, option + ": 'm.onnx' is ");
    expectRefused(folder, kOhmic + verb + "hard.onnx --force", 2, option + ": 'hard.onnx' is ");
    fs::permissions(folder / "old", fs::perms::owner_read);
    expectRefused(folder, withoutRights(kOhmic + verb + "old --force"), 2,
                  option + ": 'old' may not be written");
    fs::permissions(folder / "old", fs::perms::owner_read | fs::perms::owner_write);
    ASSERT_EQ(execute(kOhmic + verb + "link --force", folder).exitCode, 0) << verb;
    EXPECT_TRUE(fs::is_symlink(folder / "link")) << "the link's target is written";
    EXPECT_NE(readText(folder / "old"), "old");
    EXPECT_EQ(fs::status(folder / "old").permissions(), fs::perms::owner_read | fs::perms::owner_write);
    writeText(folder / "old", "old");
  }
  EXPECT_EQ(readText(folder / "m.onnx"), weights);
  EXPECT_EQ(readText(folder / "run.yaml"), text);

  ASSERT_EQ(execute(kOhmic + " run run.yaml -o a", folder).exitCode, 0);
  ASSERT_EQ(execute(kOhmic + " calibrate run.yaml -o c.json", folder).exitCode, 0);
  EXPECT_EQ(execute(kOhmic + " calibrate run.yaml -o c.json --force --set calibration.file=c.json", folder)
                .exitCode,
            0)
      << "calibrating anew reads no calibration";
  expectRefused(folder, kOhmic + " compare a a --report old", 2, "--report: 'old' exists");
  expectRefused(folder, kOhmic + " compare a a --report a/summary.json --force", 2,
                "--report: 'a/summary.json' is read by this command");
  fs::remove_all(folder);
}

TEST(Outputs, OfAStudyNeverLeaveItsFolderThroughALink) {
  const fs::path folder = freshFolder("outputs-study-links");
  writeStudy(folder, "  axes: { run.seed: [1, 2] }\n");
  ASSERT_EQ(execute(kOhmic + " study run study.yaml -o s --point-reports", folder).exitCode, 0);
  fs::create_directory(folder / "elsewhere");
  for (const std::string name : {"plots", "reports", "points", "cache"}) {
    fs::rename(folder / "s" / name, folder / "aside");
    fs::create_directory_symlink("../elsewhere", folder / "s" / name);
    const auto run = execute(kOhmic + " study run s --point-reports", folder);
    EXPECT_EQ(run.exitCode, 2) << name;
    EXPECT_NE(run.errors.find("s/" + name + ": found a link"), std::string::npos) << run.errors;
    EXPECT_TRUE(fs::is_empty(folder / "elsewhere")) << name;
    fs::remove(folder / "s" / name);
    fs::rename(folder / "aside", folder / "s" / name);
  }
  fs::remove_all(folder);
}

TEST(Outputs, OfAStudyThatMayNotBeReadOrWrittenAreNotMissing) {
  const fs::path folder = freshFolder("outputs-study-rights");
  writeStudy(folder, "  axes: { run.seed: [1, 2] }\n");
  ASSERT_EQ(execute(kOhmic + " study run study.yaml -o s", folder).exitCode, 0);
  const auto all = fs::perms::owner_all | fs::perms::others_read | fs::perms::others_exec;
  fs::permissions(folder / "s/points", fs::perms::none);
  expectRefused(folder, withoutRights(kOhmic + " study status s"), 3,
                "s/points: cannot read this folder: Permission denied");
  fs::permissions(folder / "s/points", all);
  EXPECT_EQ(execute(withoutRights(kOhmic + " study status s"), folder).exitCode, 0);
  fs::permissions(folder / "s", fs::perms::all);
  expectRefused(folder, withoutRights(kOhmic + " study run s"), 3,
                "s/points: cannot write into this folder: Permission denied");
  fs::remove_all(folder);
}

TEST(Outputs, OfAStudyLeaveWhatTheUserPutThere) {
  const fs::path folder = freshFolder("outputs-study-own");
  writeStudy(folder, "  axes: { hardware.weight_noise.eta: [1 %, 500 %] }\n");
  ASSERT_EQ(execute(kOhmic + " study run study.yaml -o s", folder).exitCode, 0);
  ASSERT_TRUE(fs::exists(folder / "s/pick-1.yaml"));
  const std::string pick = readText(folder / "s/pick-1.yaml");
  const std::string edited = pick + "# mine\n";
  writeText(folder / "s/pick-1.yaml", edited);
  writeText(folder / "s/pick-7.yaml", "mine");
  fs::create_directories(folder / "s/points/mine.lock");
  writeText(folder / "s/points/mine.lock/notes", "mine");
  writeText(folder / "s/points/mine.stderr", "mine");
  const auto again = execute(kOhmic + " study run s", folder);
  ASSERT_EQ(again.exitCode, 0) << again.errors;
  EXPECT_NE(again.errors.find("ohmic: pick-1.yaml was edited and stays"), std::string::npos) << again.errors;
  EXPECT_EQ(readText(folder / "s/pick-1.yaml"), edited);
  EXPECT_EQ(readText(folder / "s/pick-2.yaml"), pick) << "this answer's, under the next name";
  EXPECT_EQ(readText(folder / "s/pick-7.yaml"), "mine");
  EXPECT_EQ(readText(folder / "s/points/mine.lock/notes"), "mine");
  EXPECT_EQ(readText(folder / "s/points/mine.stderr"), "mine");
  EXPECT_NE(readText(folder / "s/report.html").find("pick-2.yaml"), std::string::npos);
  ASSERT_EQ(execute(kOhmic + " study report s", folder).exitCode, 0);
  EXPECT_FALSE(fs::exists(folder / "s/pick-3.yaml"));
  fs::remove_all(folder);
}

TEST(Outputs, WhatKilledCommandsLeftIsRemovedAndWhatOthersWriteIsNot) {
  const fs::path folder = freshFolder("outputs-stale");
  writeText(folder / "run.yaml", lenetRun(8, 1));
  const fs::path stale = folder / ".ohmic-0123456789abcdef.tmp",
                 staleFolder = folder / ".ohmic-fedcba9876543210.tmp";
  const fs::path locked = folder / ".ohmic-00112233445566aa.tmp",
                 link = folder / ".ohmic-0000000000000000.tmp";
  writeText(stale, "half a chip");
  fs::create_directory(staleFolder);
  writeText(staleFolder / "logits.npy", "half of the logits");
  writeText(locked, "being written");
  writeText(folder / "precious", "not ours");
  fs::create_symlink("precious", link);
  writeText(folder / ".ohmic-notes.tmp", "another name");
  const int lock = ::open(locked.c_str(), O_RDWR | O_CLOEXEC);
  ASSERT_EQ(::flock(lock, LOCK_EX | LOCK_NB), 0);
  ASSERT_EQ(execute(kOhmic + " run run.yaml -o out", folder).exitCode, 0);
  EXPECT_FALSE(fs::exists(stale));
  EXPECT_FALSE(fs::exists(staleFolder));
  EXPECT_FALSE(fs::exists(folder / "out/logits.npy")) << "what lay there became a result";
  EXPECT_EQ(readText(locked), "being written");
  EXPECT_EQ(readText(folder / "precious"), "not ours");
  EXPECT_TRUE(fs::exists(folder / ".ohmic-notes.tmp"));
  ::close(lock);
  ASSERT_EQ(execute(kOhmic + " program run.yaml -o chip.npz", folder).exitCode, 0);
  EXPECT_FALSE(fs::exists(locked)) << "nobody writes it any more";
  fs::remove_all(folder);
}

TEST(Words, ThatCannotBeSaidDecideNothing) {
  const fs::path folder = freshFolder("words");
  writeText(folder / "run.yaml", lenetRun(8, 1));
  writeStudy(folder, "  axes: { run.seed: [1, 2] }\n");
  fs::rename(folder / "run.yaml", folder / "noisy.yaml");
  writeText(folder / "run.yaml", lenetRun(8, 1));
  ASSERT_EQ(execute(kOhmic + " run run.yaml -o heard", folder).exitCode, 0);
  const std::string hash = hashIn(folder / "heard");
  int number = 0;
  for (const std::string words : {"2>&-", "2>/dev/full", "2>&- <&-", "2>&1 | true"}) {
    const std::string out = "out" + std::to_string(++number);
    EXPECT_EQ(execute("bash -c 'set -o pipefail; " + kOhmic + " run run.yaml -o " + out + " " + words +
                          (words.find('|') == std::string::npos ? "'" : "; true'"),
                      folder)
                  .exitCode,
              0)
        << words;
    EXPECT_EQ(hashIn(folder / out), hash) << words;
    EXPECT_EQ(
        execute("bash -c '" + kOhmic + " study run study.yaml -o s" + out + " " + words + "; true'", folder)
            .exitCode,
        0);
    EXPECT_EQ(json::parse(readText(folder / ("s" + out) / "results.json")).at("done"), 2) << words;
  }
  for (const std::string lost : {">/dev/full", ">&-", ">&- 2>&-"}) {
    const std::string out = "out" + std::to_string(++number);
    EXPECT_EQ(execute("bash -c '" + kOhmic + " run run.yaml -o " + out + " " + lost + "'", folder).exitCode,
              3)
        << lost;
    EXPECT_EQ(hashIn(folder / out), hash) << lost;
    EXPECT_EQ(execute("bash -c '" + kOhmic + " study run study.yaml -o s" + out + " " + lost + "'", folder)
                  .exitCode,
              3)
        << lost;
    EXPECT_EQ(json::parse(readText(folder / ("s" + out) / "results.json")).at("done"), 2) << lost;
    for (const std::string verb : {"presets", "--help", "--version", "check run.yaml"}) {
      EXPECT_EQ(execute("bash -c '" + kOhmic + " " + verb + " " + lost + "'", folder).exitCode, 3)
          << verb << lost;
    }
  }
  const auto told = execute("bash -c '" + kOhmic + " presets >/dev/full'", folder);
  EXPECT_EQ(told.errors, "ohmic: cannot write to stdout: No space left on device\n");
  // more than stdout holds back
  writeStudy(folder, "  axes: { run.seed: { linear: [1, 500], points: 500 } }\n");
  const auto early = execute("bash -c '" + kOhmic + " study plan study.yaml >/dev/full'", folder);
  EXPECT_EQ(early.exitCode, 3);
  EXPECT_EQ(early.errors, "ohmic: cannot write to stdout: No space left on device\n");
  fs::remove_all(folder);
}

TEST(Words, AreNotMissedByAReaderThatHasGone) {
  const fs::path folder = freshFolder("words-reader");
  writeStudy(folder, "  axes: { run.seed: { linear: [1, 500], points: 500 } }\n");
  // --help fits into what stdout holds back until the end, the plan does not
  for (const std::string verb : {"--help", "study plan study.yaml"}) {
    const auto shown =
        execute("bash -c '(sleep 0.2; " + kOhmic + " " + verb + ") | true; exit ${PIPESTATUS[0]}'", folder);
    EXPECT_EQ(shown.exitCode, 141) << verb << shown.errors;
    EXPECT_EQ(shown.errors, "") << verb;
  }
  fs::remove_all(folder);
}

TEST(Words, OfProgressAreALineAtEachTenthInAFile) {
  const fs::path folder = freshFolder("words-progress");
  writeText(folder / "run.yaml", lenetRun(40, 1));
  const auto run = execute(kOhmic + " run run.yaml -o out --set run.batch=1", folder);
  ASSERT_EQ(run.exitCode, 0) << run.errors;
  std::string expected;
  for (int tenth = 1; tenth <= 10; ++tenth) {
    expected += "simulating images: " + std::to_string(4 * tenth) + " of 40\n";
  }
  EXPECT_EQ(run.errors, expected);
  fs::remove_all(folder);
}

TEST(Words, GoIntoNoFileThatHasTheNumberOfAClosedStream) {
  const fs::path folder = freshFolder("words-numbers");
  writeText(folder / "run.yaml", lenetRun(8, 1));
  ASSERT_EQ(execute(kOhmic + " program run.yaml -o heard.npz", folder).exitCode, 0);
  ASSERT_EQ(
      execute("bash -c '" + kOhmic + " program run.yaml -o closed.npz 2>&- >&- <&-; true'", folder).exitCode,
      0);
  EXPECT_EQ(readText(folder / "closed.npz"), readText(folder / "heard.npz"));
  fs::remove_all(folder);
}

TEST(Machine, WithoutItsWorkingFolderEndsInOneLine) {
  const fs::path folder = freshFolder("gone");
  for (const std::string verb : {"run run.yaml", "study run study.yaml", "presets"}) {
    fs::create_directory(folder / "gone");
    const auto ended = execute("bash -c 'cd gone; rmdir ../gone; " + kOhmic + " " + verb + "'", folder);
    EXPECT_EQ(ended.exitCode, 3) << verb;
    EXPECT_EQ(ended.errors, "ohmic: filesystem error: cannot get current path: No such file or directory\n");
  }
  fs::remove_all(folder);
}

TEST(Machine, WithoutAThreadEndsInOneLine) {
  if (tests::kSanitized) {
    GTEST_SKIP() << "a sanitizer is loaded before any other library";
  }
  const fs::path folder = freshFolder("threads");
  writeText(folder / "run.yaml", lenetRun(8, 1));
  const std::string none = "env LD_PRELOAD=" + tests::failingCallsLibrary() + " OHMIC_FAIL='thread 1' ";
  const auto ended = execute(none + kOhmic + " run run.yaml --threads 4 -o out", folder);
  EXPECT_EQ(ended.exitCode, 3) << ended.errors;
  EXPECT_EQ(ended.errors,
            "ohmic: cannot start a thread: Resource temporarily unavailable; use fewer with --threads\n");
  EXPECT_FALSE(fs::exists(folder / "out"));
  fs::remove_all(folder);
}

TEST(Machine, ThatFailedAPointIsTriedAgain) {
  if (tests::kSanitized) {
    GTEST_SKIP() << "a sanitizer is loaded before any other library";
  }
  const fs::path folder = freshFolder("full-disk");
  writeStudy(folder, "  axes: { run.seed: [1, 2] }\n");
  // for the points' results there is no room on the disk; for the study's own files there is
  const std::string full =
      "LD_PRELOAD=" + tests::failingCallsLibrary() + " OHMIC_FAIL='write 1' OHMIC_FAIL_VERB=points ";
  const auto failed = execute("env " + full + kOhmic + " study run study.yaml -o s --workers 1", folder);
  EXPECT_EQ(failed.exitCode, 4) << failed.errors;
  EXPECT_NE(failed.output.find("No space left on device"), std::string::npos) << failed.output;
  const auto again = execute(kOhmic + " study run s", folder);
  EXPECT_EQ(again.exitCode, 0) << again.errors;
  EXPECT_EQ(again.output.rfind("points      2 done, 0 failed, 0 missing\n", 0), 0U) << again.output;
  EXPECT_EQ(namesIn(folder / "s/points").size(), 2U) << "words or halves of failed points stayed";
  fs::remove_all(folder);
}

}  // namespace
}  // namespace ohmic::tests
