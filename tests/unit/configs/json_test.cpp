// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "configs/files/json.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "configs/reader/error.h"
#include "tests/unit/configs/temporary_folder.h"

namespace ohmic::configs {
namespace {

constexpr FileKind kKind{"allowed: a JSON file", 1 << 20};

TEST(Json, TextsAreQuotedAndValid) {
  EXPECT_EQ(jsonText("plain"), "\"plain\"");
  EXPECT_EQ(jsonText("a\"b\\c\n\x1B"), R"("a\"b\\c\n\u001b")");
  EXPECT_EQ(jsonText("caf\xE9"), R"("caf\\xE9")");
}

TEST(Json, DocumentsMayHaveAnyNames) {
  const nlohmann::json document = {{"caf\xE9", {"\xFF", 1.5, "Ω"}}, {"b", {{"\xE8", nullptr}}}};
  EXPECT_EQ(writeJson(document, -1), R"({"b":{"\\xE8":null},"caf\\xE9":["\\xFF",1.5,"Ω"]})");
}

std::string complaintAbout(const std::string& text) {
  const tests::TemporaryFolder folder;
  try {
    static_cast<void>(readJson(folder.write("f.json", text), kKind));
  } catch (const InputError& error) {
    return error.complaint().found;
  }
  return "read";
}

TEST(Json, RefusesWhatIsNone) {
  EXPECT_EQ(complaintAbout("{\"a\": [1, 2.5, \"x\"]}"), "read");
  EXPECT_EQ(complaintAbout(""), "found no JSON at byte 1");
  EXPECT_EQ(complaintAbout("{\"a\": }"), "found no JSON at byte 7");
  EXPECT_EQ(complaintAbout("{\"a\": NaN}"), "found no JSON at byte 7");
  EXPECT_EQ(complaintAbout("[1e999]"), "found a number that no double can hold");
}

TEST(Json, DepthIsLimited) {
  EXPECT_EQ(complaintAbout(std::string(64, '[') + std::string(64, ']')), "read");
  EXPECT_EQ(complaintAbout(std::string(500000, '[')), "found more than 64 levels");
}

}  // namespace
}  // namespace ohmic::configs
