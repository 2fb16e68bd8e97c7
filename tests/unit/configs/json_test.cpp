// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "configs/files/json.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

namespace ohmic::configs {
namespace {

TEST(Json, TextsAreQuotedAndValid) {
  EXPECT_EQ(jsonText("plain"), "\"plain\"");
  EXPECT_EQ(jsonText("a\"b\\c\n\x1B"), R"("a\"b\\c\n\u001b")");
  EXPECT_EQ(jsonText("caf\xE9"), R"("caf\\xE9")");
}

TEST(Json, DocumentsMayHaveAnyNames) {
  const nlohmann::json document = {{"caf\xE9", {"\xFF", 1.5, "Ω"}}, {"b", {{"\xE8", nullptr}}}};
  EXPECT_EQ(writeJson(document, -1), R"({"b":{"\\xE8":null},"caf\\xE9":["\\xFF",1.5,"Ω"]})");
}

}  // namespace
}  // namespace ohmic::configs
