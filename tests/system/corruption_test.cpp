// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "tests/places.h"
#include "tests/system/command.h"
#include "tests/system/run_file.h"

namespace ohmic::tests {
namespace {

/// The values really travel: one corrupted word in any module is found, and no result is written.
class Corruption : public ::testing::TestWithParam<std::string> {};

/// The last word of a place is one of the last layer's, where no Relu or pooling can hide it.
TEST_P(Corruption, OfOneWordEndsInExitSeventy) {
  const auto folder = freshFolder("corrupt-" + GetParam());
  writeText(folder / "run.yaml", lenetRun(4, 1));
  const std::string command = tests::corruptingCommand() + " run run.yaml -o out";
  const std::string place = "OHMIC_CORRUPT=" + GetParam() + " ";
  ASSERT_EQ(execute(place + "OHMIC_CORRUPT_CALLS=calls.txt " + command, folder).exitCode, 0);
  std::filesystem::remove_all(folder / "out");
  const long last = std::stol(readText(folder / "calls.txt")) - 1;
  ASSERT_GT(last, 0);
  const auto run = execute(place + "OHMIC_CORRUPT_CALL=" + std::to_string(last) + " " + command, folder);
  EXPECT_EQ(run.exitCode, 70) << run.errors;
  EXPECT_NE(run.errors.find("a bug in Ohmic"), std::string::npos) << run.errors;
  EXPECT_FALSE(std::filesystem::exists(folder / "out"));
  std::filesystem::remove_all(folder);
}

INSTANTIATE_TEST_SUITE_P(Modules, Corruption,
                         ::testing::Values("host_in", "input_register", "dac", "array", "sample_hold", "adc",
                                           "shift_add", "accumulator", "digital", "outlet", "buffer",
                                           "host_out"),
                         [](const auto& place) { return place.param; });

TEST(CorruptingBuild, WithoutCorruptionRunsLikeTheShippedOne) {
  const auto folder = freshFolder("corrupt-none");
  writeText(folder / "run.yaml", lenetRun(4, 1));
  EXPECT_EQ(execute(tests::corruptingCommand() + " run run.yaml -o out", folder).exitCode, 0);
  std::filesystem::remove_all(folder);
}

}  // namespace
}  // namespace ohmic::tests
