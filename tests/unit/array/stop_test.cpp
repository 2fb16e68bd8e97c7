// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "sim/array/stop.h"

#include <gtest/gtest.h>

#include <atomic>

#include "sim/array/parallel.h"

namespace ohmic::sim {
namespace {

TEST(Stop, WorkEndsAtTheNextIndexOnEveryThread) {
  std::atomic<bool> isAsked{false};
  std::atomic<int> begun{0};
  const StopScope scope(&isAsked);
  const auto work = [&] {
    forEachIndex(1000, 2, [&](std::size_t, int) {
      ++begun;
      isAsked = true;
    });
  };
  EXPECT_THROW(work(), Stopped);
  EXPECT_LE(begun, 2);  // one for each thread at most
}

TEST(Stop, WithoutAScopeNobodyAsks) {
  EXPECT_EQ(StopScope::current(), nullptr);
  checkStop();
  int done = 0;
  forEachIndex(5, 1, [&](std::size_t, int) { ++done; });
  EXPECT_EQ(done, 5);
}

TEST(Stop, AScopeEndsAndGivesBackTheOneBefore) {
  std::atomic<bool> outer{false}, inner{true};
  const StopScope first(&outer);
  {
    const StopScope second(&inner);
    EXPECT_THROW(checkStop(), Stopped);
  }
  EXPECT_EQ(StopScope::current(), &outer);
  checkStop();
}

}  // namespace
}  // namespace ohmic::sim
