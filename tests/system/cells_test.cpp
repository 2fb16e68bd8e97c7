// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "tests/places.h"
#include "tests/system/command.h"
#include "tests/system/run_file.h"

// What broken and rewritten cells do to a network.

namespace ohmic::tests {
namespace {

const std::string kOhmic = tests::ohmicCommand();

nlohmann::json summaryOf(const std::filesystem::path& folder, const std::string& arguments) {
  const auto outcome = execute(kOhmic + " run run.yaml -o out --force " + arguments, folder);
  EXPECT_EQ(outcome.exitCode, 0) << outcome.errors;
  return nlohmann::json::parse(readText(folder / "out/summary.json"));
}

// LeNet-5 with one cell in twenty stuck: 200 images know an accuracy to 3.5 %.
TEST(StuckCells, LoseAccuracyThatRemappingRegains) {
  const auto folder = freshFolder("stuck-cells");
  writeText(folder / "run.yaml",
            lenetRun(200, 2, "  cell: { model: ideal, faults: { stuck_high: 2.5 %, stuck_low: 2.5 % } }\n"));
  const auto top1 = [&](const std::string& arguments) {
    return summaryOf(folder, arguments).at("accuracy").at("top1").get<double>();
  };
  const double healthy =
      top1("--set hardware.cell.faults.stuck_high=0 --set hardware.cell.faults.stuck_low=0");
  const double plain = top1("");
  const double remapped = top1("--set hardware.array.remapping=fault_aware");
  const double spared =
      top1("--set hardware.array.remapping=fault_aware --set hardware.array.spare_columns=8");
  EXPECT_LT(plain, healthy - 0.1);
  EXPECT_GT(remapped, plain + 0.07);
  EXPECT_GT(spared, plain + 0.07);
  std::filesystem::remove_all(folder);
}

TEST(WriteVerify, IsCountedInTheTotalsAndInAChipFile) {
  const auto folder = freshFolder("write-verify");
  writeText(folder / "run.yaml",
            lenetRun(4, 1,
                     "  cell: { model: gaussian, programming: { sigma: 3 %, verify: { band: 1 % } } }\n"
                     "  read_time: 0 s\n"
                     "  chip: { preset: isaac_2016, programming: { voltage: 2 V, pulse: 40 ns } }\n"));
  const auto verified = summaryOf(folder, "");
  const auto& writes = verified.at("writes");
  std::int64_t pulses = 0;
  for (const auto& layer : verified.at("layers")) {
    pulses += layer.at("writes").at("pulses").get<std::int64_t>();
  }
  EXPECT_EQ(writes.at("pulses"), pulses);
  EXPECT_GT(pulses, 2 * writes.at("cells").get<std::int64_t>());
  ASSERT_EQ(execute(kOhmic + " program run.yaml -o chip.npz", folder).exitCode, 0);
  const auto reused = summaryOf(folder, "--chip chip.npz");
  EXPECT_EQ(reused.at("writes"), writes);
  EXPECT_EQ(reused.at("chip").at("programming_energy_J"), verified.at("chip").at("programming_energy_J"));
  EXPECT_EQ(execute(kOhmic + " report out", folder).exitCode, 0);
  const auto open =
      execute(kOhmic + " run run.yaml -o open --set hardware.cell.programming.verify.max_pulses=1", folder);
  ASSERT_EQ(open.exitCode, 0) << open.errors;
  const auto single = nlohmann::json::parse(readText(folder / "open/summary.json"));
  EXPECT_EQ(single.at("writes").at("pulses"), single.at("writes").at("cells"));
  EXPECT_LT(single.at("chip").at("programming_time_s"), verified.at("chip").at("programming_time_s"));
  std::filesystem::remove_all(folder);
}

}  // namespace
}  // namespace ohmic::tests
