// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "sim/study/point_process.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <string>

#include "configs/reader/error.h"
#include "tests/folder.h"

namespace ohmic::sim {
namespace {

constexpr PointLimits kLimits{600.0, 1e12};

/// Wait for its end.
PointEnd endOf(PointProcess& process) {
  for (;;) {
    if (const auto end = process.poll(0.0)) {
      return *end;
    }
    ::usleep(1000);
  }
}

using PointProcessInFolder = tests::TestInFolder;

TEST_F(PointProcessInFolder, TellsHowItsWorkEnded) {
  PointProcess process([] { return 3; }, folder_ / "messages", kLimits, 0.0);
  const PointEnd end = endOf(process);
  EXPECT_FALSE(end.isDone);
  EXPECT_TRUE(end.isMachines);
}

TEST_F(PointProcessInFolder, SaysWhyItCouldNotBegin) {
  const auto messages = folder_ / "missing" / "messages";
  PointProcess process([] { return 0; }, messages, kLimits, 0.0);
  try {
    static_cast<void>(endOf(process));
    FAIL() << "it began";
  } catch (const configs::MachineError& error) {
    EXPECT_EQ(std::string(error.what()),
              "cannot start a process for a point: " + messages.string() + ": No such file or directory");
  }
}

}  // namespace
}  // namespace ohmic::sim
