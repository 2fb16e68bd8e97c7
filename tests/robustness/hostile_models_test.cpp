// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0

// Models made to break the importer, each refused by the command with one message, within 2 s of processor
// time and 512 MiB of memory.

#include "tests/robustness/hostile_models.h"

#include <gtest/gtest.h>
#include <sys/resource.h>

#include <filesystem>
#include <fstream>
#include <map>
#include <string>

#include "tests/places.h"
#include "tests/sanitizer.h"
#include "tests/system/command.h"

namespace ohmic::tests {
namespace {

namespace fs = std::filesystem;

/// Lines "name<tab>message".
std::map<std::string, std::string> goldenMessages() {
  std::map<std::string, std::string> messages;
  std::ifstream file(fs::path(tests::sourceFolder()) / "tests/golden/hostile_models.txt");
  for (std::string line; std::getline(file, line);) {
    const auto tab = line.find('\t');
    messages[line.substr(0, tab)] = line.substr(tab + 1);
  }
  return messages;
}

double seconds(const rusage& usage) {
  const auto of = [](const timeval& t) {
    return static_cast<double>(t.tv_sec) + 1e-6 * static_cast<double>(t.tv_usec);
  };
  return of(usage.ru_utime) + of(usage.ru_stime);
}

const double kMostSeconds = tests::kSanitized ? 20.0 : 2.0;
const long kMostMemory_KiB = tests::kSanitized ? 2 << 20 : 512 << 10;

class Hostile : public testing::TestWithParam<HostileModel> {};

TEST_P(Hostile, IsRefused) {
  const fs::path folder = freshFolder("hostile-" + GetParam().name);
  std::ofstream(folder / "model.onnx", std::ios::binary) << GetParam().bytes();
  if (GetParam().files) {
    GetParam().files(folder);
  }
  const Outcome outcome = execute(tests::ohmicCommand() + " inspect model.onnx", folder);
  rusage usage{};
  ::getrusage(RUSAGE_CHILDREN, &usage);  // every test runs in a process of its own
  EXPECT_EQ(outcome.exitCode, 2);
  EXPECT_EQ(outcome.errors, "ohmic: " + goldenMessages()[GetParam().name] + "\n");
  EXPECT_LT(seconds(usage), kMostSeconds);
  EXPECT_LT(usage.ru_maxrss, kMostMemory_KiB);
  fs::remove_all(folder);
}

/// Weight noise reads the file's tensors in its own way.
TEST_P(Hostile, IsRefusedWithWeightNoiseToo) {
  const fs::path folder = freshFolder("hostile-noise-" + GetParam().name);
  std::ofstream(folder / "model.onnx", std::ios::binary) << GetParam().bytes();
  std::ofstream(folder / "run.yaml") << "network: { model: model.onnx }\n"
                                        "dataset: { name: fashion-mnist, mean: [0.286], std: [0.353] }\n"
                                        "hardware: { weight_noise: { eta: 0.1, on: kernels_and_biases } }\n";
  if (GetParam().files) {
    GetParam().files(folder);
  }
  const Outcome outcome = execute(tests::ohmicCommand() + " program run.yaml -o noisy.onnx", folder);
  rusage usage{};
  ::getrusage(RUSAGE_CHILDREN, &usage);
  EXPECT_EQ(outcome.exitCode, 2) << outcome.errors;
  EXPECT_LT(seconds(usage), kMostSeconds);
  EXPECT_LT(usage.ru_maxrss, kMostMemory_KiB);
  fs::remove_all(folder);
}

INSTANTIATE_TEST_SUITE_P(Model, Hostile, testing::ValuesIn(hostileModels()),
                         [](const auto& model) { return model.param.name; });

TEST(HostileModels, AreAtLeastSixty) { EXPECT_GE(hostileModels().size(), 60U); }

}  // namespace
}  // namespace ohmic::tests
