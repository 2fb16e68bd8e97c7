// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0

// Bad input, one mistake at a time: exit code 2, one message that tells place, finding, allowed values and
// remedy, no files left behind, within 2 s.

#include <gtest/gtest.h>
#include <sys/resource.h>

#include <filesystem>
#include <set>
#include <utility>

#include "tests/places.h"
#include "tests/robustness/mistakes.h"
#include "tests/system/command.h"

namespace ohmic::tests {
namespace {

namespace fs = std::filesystem;

const std::string kSource = tests::sourceFolder();
const std::string kOhmic = tests::ohmicCommand();

/// Without a mistake it runs.
const std::string kRightRunFile = R"(network: { model: lenet5.onnx }
dataset: { name: fashion-mnist, split: test, images: 8, mean: [0.2860], std: [0.3530] }
hardware:
  preset: rram_128x128
  array: { rows: 128, columns: 128 }
  weights: { bits: 8, cell_bits: 8 }
  input: { bits: 8, encoding: bit_serial }
  adc: { bits: 8, range: calibrated }
  cell: { model: rram_wan_2022_crosssim, g_min: 1 uS, g_max: 30 uS }
  chip: { tiles: auto }
calibration: { split: train, images: 16 }
run: { seed: 1, chips: 1, threads: 1, timed_images: 1 }
)";

std::string replaced(std::string text, const std::string& from, const std::string& to) {
  const auto at = text.find(from);
  EXPECT_NE(at, std::string::npos) << "there is no '" << from << "'";
  return at == std::string::npos ? text : text.replace(at, from.size(), to);
}

/// A folder with the run file, the zoo's networks that it may name, and whatever the mistake needs.
fs::path prepare(const Mistake& mistake) {
  const fs::path folder = freshFolder("bad-input-" + mistake.name);
  std::string run = kRightRunFile;
  for (const Edit& edit : mistake.edits) {
    run = replaced(std::move(run), edit.from, edit.to);
  }
  writeText(folder / "run.yaml", run);
  const fs::path zoo = fs::path(kSource) / "models/zoo";
  fs::create_symlink(zoo / "lenet5-fashion-mnist.onnx", folder / "lenet5.onnx");
  fs::create_symlink(zoo / "resnet20-cifar-10.onnx", folder / "resnet20-cifar-10.onnx");
  if (!mistake.files.empty()) {
    EXPECT_EQ(execute("(" + mistake.files + ")", folder).exitCode, 0);
  }
  return folder;
}

std::set<fs::path> filesIn(const fs::path& folder) {
  std::set<fs::path> files;
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    files.insert(entry.path());
  }
  return files;
}

/// The message with the folders of this machine.
std::string expanded(std::string message, const fs::path& folder) {
  for (const auto& [name, meant] : {std::pair{"{source}", kSource}, {"{folder}", folder.string()}}) {
    if (message.find(name) != std::string::npos) {
      message = replaced(std::move(message), name, meant);
    }
  }
  return message;
}

/// Processor time of finished child processes: unlike the clock's, it does not depend on who else computes.
double childSeconds() {
  rusage usage{};
  ::getrusage(RUSAGE_CHILDREN, &usage);
  const auto seconds = [](const timeval& t) {
    return static_cast<double>(t.tv_sec) + 1e-6 * static_cast<double>(t.tv_usec);
  };
  return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

std::vector<Mistake> allMistakes() {
  std::vector<Mistake> all;
  for (const auto* group : {&kYamlMistakes, &kKeyMistakes, &kValueMistakes, &kContradictions,
                            &kCommandMistakes, &kModelMistakes, &kStudyMistakes, &kDatasetMistakes}) {
    all.insert(all.end(), group->begin(), group->end());
  }
  return all;
}

class BadInput : public testing::TestWithParam<Mistake> {};

TEST_P(BadInput, EndsInOneMessage) {
  const Mistake& mistake = GetParam();
  const fs::path folder = prepare(mistake);
  const auto before = filesIn(folder);
  const double start = childSeconds();
  const Outcome outcome = execute(kOhmic + " " + mistake.command, folder);
  EXPECT_LT(childSeconds() - start, 2.0);
  EXPECT_EQ(outcome.exitCode, 2);
  EXPECT_EQ(outcome.errors, expanded(mistake.message, folder) + "\n");
  EXPECT_EQ(outcome.output, "");
  EXPECT_EQ(filesIn(folder), before) << "files were left behind";
  fs::remove_all(folder);
}

INSTANTIATE_TEST_SUITE_P(Of, BadInput, testing::ValuesIn(allMistakes()),
                         [](const auto& mistake) { return mistake.param.name; });

TEST(RightInput, Runs) {
  const fs::path folder = prepare({"None", {}, "", "run run.yaml", ""});
  const Outcome outcome = execute(kOhmic + " run run.yaml", folder);
  EXPECT_EQ(outcome.exitCode, 0) << outcome.errors;
  EXPECT_TRUE(fs::exists(folder / "results/run-1/summary.json"));
  fs::remove_all(folder);
}

}  // namespace
}  // namespace ohmic::tests
