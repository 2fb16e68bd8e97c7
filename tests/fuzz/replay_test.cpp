// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0

// The fuzzers' corpus, read once: files named right.* are accepted, every other one is accepted or refused.

#include <gtest/gtest.h>

#include "configs/reader/error.h"
#include "tests/fuzz/targets.h"
#include "tests/places.h"

namespace ohmic::tests {
namespace {

namespace fs = std::filesystem;

std::vector<FuzzTarget> allTargets() {
  std::vector<FuzzTarget> all = dataTargets();
  all.insert(all.end(), runTargets().begin(), runTargets().end());
  return all;
}

class FuzzCorpus : public testing::TestWithParam<FuzzTarget> {};

TEST_P(FuzzCorpus, IsReadWithoutFault) {
  const FuzzTarget target = GetParam();
  int accepted = 0;
  for (const auto& entry :
       fs::directory_iterator(fs::path(sourceFolder()) / "tests/fuzz/corpus" / target.name)) {
    const bool isRight = entry.path().stem() == "right";
    try {
      target.read(entry.path());
      accepted += isRight ? 1 : 0;
    } catch (const configs::InputError& error) {
      EXPECT_FALSE(isRight) << error.what();
    }
  }
  EXPECT_GT(accepted, 0) << "no file of the corpus is right";
}

INSTANTIATE_TEST_SUITE_P(Of, FuzzCorpus, testing::ValuesIn(allTargets()),
                         [](const auto& target) { return std::string(target.param.name); });

}  // namespace
}  // namespace ohmic::tests
