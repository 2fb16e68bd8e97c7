// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "tests/system/command.h"
#include "tests/system/run_file.h"

namespace ohmic::tests {
namespace {

/// The values really travel: one corrupted word in any module is found, and no result is written.
class Corruption : public ::testing::TestWithParam<std::string> {};

TEST_P(Corruption, OfOneWordEndsInExitSeventy) {
  const auto folder = freshFolder("corrupt-" + GetParam());
  writeText(folder / "run.yaml", lenetRun(4, 1));
  const auto run =
      execute("OHMIC_CORRUPT=" + GetParam() + " " + std::string(OHMIC_CORRUPTING_COMMAND) + " run run.yaml -o out", folder);
  EXPECT_EQ(run.exitCode, 70) << run.errors;
  EXPECT_NE(run.errors.find("a bug in Ohmic"), std::string::npos) << run.errors;
  EXPECT_FALSE(std::filesystem::exists(folder / "out"));
  std::filesystem::remove_all(folder);
}

INSTANTIATE_TEST_SUITE_P(Modules, Corruption,
                         ::testing::Values("dac", "array", "sample_hold", "adc", "shift_add", "buffer", "digital"),
                         [](const auto& place) { return place.param; });

TEST(CorruptingBuild, WithoutCorruptionRunsLikeTheShippedOne) {
  const auto folder = freshFolder("corrupt-none");
  writeText(folder / "run.yaml", lenetRun(4, 1));
  EXPECT_EQ(execute(std::string(OHMIC_CORRUPTING_COMMAND) + " run run.yaml -o out", folder).exitCode, 0);
  std::filesystem::remove_all(folder);
}

}  // namespace
}  // namespace ohmic::tests
