// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "configs/reader/distinct_text.h"

#include <gtest/gtest.h>

#include <map>
#include <string>
#include <vector>

namespace ohmic::configs {
namespace {

/// Lists of up to three texts of characters that separate and quote.
std::vector<std::vector<std::string>> lists() {
  const std::vector<std::string> texts = {"",     "a",  ",",  ", ",  "a, a", "\"",     "\\",
                                          "\\\"", "[",  "]",  "[a]", ":",    "1:a",    "\n",
                                          "\\n",  " a", "a ", "=",   "a=",   "[a, a]", "\"a\""};
  std::vector<std::vector<std::string>> all;
  for (const auto& a : texts) {
    all.push_back({a});
    for (const auto& b : texts) {
      all.push_back({a, b});
      for (const auto& c : texts) {
        all.push_back({a, b, c});
      }
    }
  }
  return all;
}

TEST(DistinctText, TellsAnyTwoListsApart) {
  std::map<std::string, std::vector<std::string>> distinct, listed;
  for (const auto& list : lists()) {
    const auto [first, isNew] =
        distinct.emplace(distinctText(std::vector<std::string_view>(list.begin(), list.end())), list);
    EXPECT_TRUE(isNew) << first->first;
    const auto [other, isOther] = listed.emplace(listText(list), list);
    EXPECT_TRUE(isOther) << other->first;
  }
}

TEST(DistinctText, OfPlainWordsIsAsItWasWritten) {
  EXPECT_EQ(listText({"conv1", "*"}), "[conv1, *]");
  EXPECT_EQ(listText({"4 uS"}), "4 uS");
  EXPECT_EQ(listText({"y, z", "x"}), "[\"y, z\", x]");
}

}  // namespace
}  // namespace ohmic::configs
