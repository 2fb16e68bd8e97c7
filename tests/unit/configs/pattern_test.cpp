// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "configs/reader/pattern.h"

#include <gtest/gtest.h>

#include <string>

namespace ohmic::configs {
namespace {

TEST(Pattern, StarMatchesAnyLettersAndQuestionMarkOne) {
  EXPECT_TRUE(matchesPattern("conv*", "conv"));
  EXPECT_TRUE(matchesPattern("*conv*/?", "/stage/conv1/x/2"));
  EXPECT_TRUE(matchesPattern("*", ""));
  EXPECT_TRUE(matchesPattern("*", ".hidden"));
  EXPECT_TRUE(matchesPattern("fc?", "fc1"));
  EXPECT_FALSE(matchesPattern("fc?", "fc"));
  EXPECT_FALSE(matchesPattern("fc?", "fc12"));
  EXPECT_FALSE(matchesPattern("conv", "conv1")) << "a pattern matches a whole name";
  EXPECT_FALSE(matchesPattern("Conv", "conv"));
  EXPECT_FALSE(matchesPattern("", "a"));
}

TEST(Pattern, HasNoOtherSpecialCharacters) {
  for (const std::string name :
       {"[ab]", "a\\b", "\\*", "!(x)", "{a,b}", "[", "]", "a[", "\\", "~", "[!a]", "[[:alpha:]]"}) {
    EXPECT_TRUE(matchesPattern(name, name)) << name;
  }
  EXPECT_FALSE(matchesPattern("[ab]", "a"));
  EXPECT_FALSE(matchesPattern("a\\b", "ab"));
  EXPECT_TRUE(matchesPattern("\\*", "\\anything"));
}

TEST(Pattern, LettersAreBytes) {
  EXPECT_FALSE(matchesPattern("?", "\xc3\xa9"));  // e with an acute accent in UTF-8
  EXPECT_TRUE(matchesPattern("??", "\xc3\xa9"));
  EXPECT_TRUE(matchesPattern("a*", "a\xff"));  // no UTF-8
  EXPECT_TRUE(matchesPattern("*b", std::string("a\0b", 3)));
  EXPECT_FALSE(matchesPattern("a", std::string("a\0b", 3)));
}

// A matcher that tries every split of the name would take longer than the universe exists.
TEST(Pattern, ManyStarsTakeNoTime) {
  std::string pattern;
  for (int i = 0; i < 30; ++i) {
    pattern += "*a";
  }
  EXPECT_FALSE(matchesPattern(pattern + "*b", std::string(2000, 'a')));
  EXPECT_TRUE(matchesPattern(pattern + "*", std::string(2000, 'a')));
}

}  // namespace
}  // namespace ohmic::configs
