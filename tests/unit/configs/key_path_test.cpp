// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "configs/reader/key_path.h"

#include <gtest/gtest.h>

#include <set>
#include <string>
#include <vector>

namespace ohmic::configs {
namespace {

using Keys = std::vector<std::string>;

std::string pathOf(const Keys& keys) {
  std::string path;
  for (const auto& key : keys) {
    path = joinPath(path, key);
  }
  return path;
}

TEST(KeyPath, IsPlainWhereItCanBe) {
  EXPECT_EQ(pathOf({"hardware", "adc", "bits"}), "hardware.adc.bits");
  EXPECT_EQ(pathOf({"layers", "fc*", "adc"}), "layers.fc*.adc");
  EXPECT_EQ(pathOf({"layers", "conv1.0", "adc"}), "layers.\"conv1.0\".adc");
}

// Two keys with one path would be one value of a configuration.
TEST(KeyPath, OfTwoKeysIsNeverTheSameAndLeadsBack) {
  const std::vector<std::string> letters = {"a", ".", "\"", "\\", "=", "*"};
  std::vector<std::string> names;
  for (const auto& first : letters) {
    names.push_back(first);
    for (const auto& second : letters) {
      names.push_back(first + second);
      for (const auto& third : letters) {
        names.push_back(first + second + third);
      }
    }
  }
  std::set<std::string> paths;
  for (const auto& name : names) {
    for (const Keys& keys : {Keys{"layers", name}, Keys{"layers", name, "bits"}, Keys{name, "a"}}) {
      const std::string path = pathOf(keys);
      EXPECT_TRUE(paths.insert(path).second) << path;
      EXPECT_EQ(splitPath(path), keys) << path;
      EXPECT_EQ(endOfPath(path + "=1=2"), path.size()) << path;
    }
  }
}

TEST(KeyPath, IsTheSameWithQuotesAndWithout) {
  EXPECT_EQ(splitPath("hardware.\"adc\".bits"), splitPath("hardware.adc.bits"));
  EXPECT_EQ(splitPath("\"hardware\".adc"), (Keys{"hardware", "adc"}));
}

TEST(KeyPath, IsNoneWithAnEmptyKeyOrAnOpenQuotationMark) {
  for (const std::string text : {"", ".", "a.", ".a", "a..b", "a.\"b", "\"", "a.\"\".b"}) {
    EXPECT_EQ(splitPath(text), std::nullopt) << text;
  }
  EXPECT_EQ(endOfPath("a.b"), std::string::npos);
  EXPECT_EQ(endOfPath("a.\"b=1"), 4U) << "what is left open is no value";
}

TEST(KeyPath, LeadsToItsKeyAndWhatIsInIt) {
  EXPECT_TRUE(leadsTo({"a", "b"}, {"a", "b"}));
  EXPECT_TRUE(leadsTo({"a"}, {"a", "b"}));
  EXPECT_FALSE(leadsTo({"a", "b"}, {"a"}));
  EXPECT_FALSE(leadsTo({"a"}, {"ab", "b"}));
}

}  // namespace
}  // namespace ohmic::configs
