// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "tests/places.h"
#include "tests/system/command.h"
#include "tests/system/run_file.h"

namespace ohmic::tests {
namespace {

const std::string kOhmic = tests::ohmicCommand();

std::string hashOf(const std::filesystem::path& folder, const std::string& options) {
  std::filesystem::remove_all(folder / "out");
  const auto run = execute(kOhmic + " run run.yaml -o out " + options, folder);
  EXPECT_EQ(run.exitCode, 0) << run.errors;
  return run.exitCode == 0
             ? nlohmann::json::parse(readText(folder / "out/summary.json")).at("hash").get<std::string>()
             : "";
}

TEST(Hash, IsOneForAnyThreadsAndBatches) {
  const auto folder = freshFolder("hash");
  writeText(folder / "run.yaml", lenetRun(150, 2,
                                          "  cell: { model: gaussian, programming: { sigma: 0.03 }, "
                                          "read_noise: { sigma: 0.02, kind: proportional } }\n"));
  const std::string hash = hashOf(folder, "--set run.threads=1 --set run.batch=64");
  EXPECT_EQ(hash, hashOf(folder, "--set run.threads=2 --set run.batch=64"));
  EXPECT_EQ(hash, hashOf(folder, "--set run.threads=1 --set run.batch=1"));
  EXPECT_EQ(hash, hashOf(folder, "--set run.threads=2 --set run.batch=7"));
  EXPECT_NE(hash, hashOf(folder, "--seed 4"));
  EXPECT_NE(hash, hashOf(folder, "--set hardware.adc.bits=8 --set hardware.cell.programming.sigma=0.031"));
  std::filesystem::remove_all(folder);
}

// The same numbers from every build and processor: the release preset must print this hash too.
TEST(Hash, OfTheGoldenRunIsTheCommittedOne) {
  const auto folder = freshFolder("golden");
  writeText(folder / "run.yaml", lenetRun(150, 2));
  EXPECT_EQ(hashOf(folder, "") + "\n", readText(tests::sourceFolder() + "/tests/golden/run_hash.txt"));
  EXPECT_EQ(hashOf(folder, "--set hardware.adc.noise=0.7") + "\n",
            readText(tests::sourceFolder() + "/tests/golden/noisy_run_hash.txt"));
  std::filesystem::remove_all(folder);
}

}  // namespace
}  // namespace ohmic::tests
