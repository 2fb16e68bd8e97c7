// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "configs/files/json_value.h"

#include <gtest/gtest.h>

#include <functional>
#include <limits>

#include "configs/reader/error.h"
#include "tests/folder.h"

namespace ohmic::configs {
namespace {

constexpr FileKind kKind{"allowed: a JSON file", 1 << 20, "write it again"};
constexpr double kLeast = std::numeric_limits<double>::lowest();
constexpr double kMost = std::numeric_limits<double>::max();

using Read = std::function<void(const JsonValue&)>;

/// What is said of a document, without the file's name.
std::string complaintAbout(
    const std::string& text, const Read& read = [](const JsonValue&) {}) {
  const tests::Folder folder;
  const auto file = folder.write("f.json", text);
  try {
    const JsonDocument document(file, kKind);
    read(document.root());
  } catch (const InputError& error) {
    EXPECT_EQ(error.place(), file);
    return std::string(error.what()).substr(file.string().size() + 2);
  }
  return "read";
}

TEST(JsonDocument, RefusesWhatIsNone) {
  const std::string allowed = "; allowed: a JSON file; write it again";
  EXPECT_EQ(complaintAbout("{\"a\": [1, 2.5, \"x\"]}"), "read");
  EXPECT_EQ(complaintAbout(""), "found no JSON at byte 1" + allowed);
  EXPECT_EQ(complaintAbout("{\"a\": }"), "found no JSON at byte 7" + allowed);
  EXPECT_EQ(complaintAbout("{\"a\": NaN}"), "found no JSON at byte 7" + allowed);
  EXPECT_EQ(complaintAbout("[1e999]"), "found a number that no double can hold" + allowed);
  EXPECT_EQ(complaintAbout("[\"caf\xE9\"]").substr(0, 16), "found no JSON at");
}

TEST(JsonDocument, DepthIsLimited) {
  EXPECT_EQ(complaintAbout(std::string(64, '[') + std::string(64, ']')), "read");
  EXPECT_EQ(complaintAbout(std::string(500000, '[')).substr(0, 25), "found more than 64 levels");
}

TEST(JsonValue, GivesWhatTheDocumentHas) {
  const tests::Folder folder;
  const JsonDocument document(
      folder.write("f.json", R"({"a": {"n": 2, "x": 0.5, "t": "z", "f": true, "none": null, "l": [1, 2]}})"),
      kKind);
  const JsonValue a = document.root().at("a");
  EXPECT_EQ(a.at("n").integer(0, 9), 2);
  EXPECT_EQ(a.at("n").number(0.0, 9.0), 2.0);
  EXPECT_EQ(a.at("x").number(0.0, 1.0), 0.5);
  EXPECT_EQ(a.at("t").text(), "z");
  EXPECT_TRUE(a.at("f").flag());
  EXPECT_TRUE(a.at("none").isNull());
  EXPECT_FALSE(a.find("none"));
  EXPECT_FALSE(a.find("absent"));
  EXPECT_EQ(a.find("x")->number(0.0, 1.0), 0.5);
  EXPECT_EQ(a.at("l").integers(0, 9), (std::vector<std::int64_t>{1, 2}));
  EXPECT_EQ(a.at("l").numbers(0.0, 9.0), (std::vector<double>{1.0, 2.0}));
  EXPECT_EQ(a.members().size(), 6U);
}

TEST(JsonValue, NamesWhatIsWrongByItsPath) {
  const auto at = [](const Read& read) {
    return complaintAbout(R"({"a": {"l": [1, -1], "x": 1e300, "big": 18446744073709551615, "t": "z"}})",
                          [&](const JsonValue& root) { read(root.at("a")); });
  };
  EXPECT_EQ(at([](const auto& a) { static_cast<void>(a.at("l").integers(0, 9)); }),
            "a.l[1]: found -1; allowed: a whole number in [0, 9]; write it again");
  EXPECT_EQ(at([](const auto& a) { static_cast<void>(a.at("x").integer(0, 9)); }),
            "a.x: found 1e+300; allowed: a whole number in [0, 9]; write it again");
  EXPECT_EQ(at([](const auto& a) {
              static_cast<void>(a.at("big").integer(0, std::numeric_limits<std::int64_t>::max()));
            }).substr(0, 34),
            "a.big: found 18446744073709551615;");
  EXPECT_EQ(at([](const auto& a) { static_cast<void>(a.at("x").number(0.0, 1.0)); }),
            "a.x: found 1e+300; allowed: a number in [0, 1]; write it again");
  EXPECT_EQ(at([](const auto& a) { static_cast<void>(a.at("t").number(kLeast, kMost)); }),
            "a.t: found \"z\"; allowed: a number; write it again");
  EXPECT_EQ(at([](const auto& a) { static_cast<void>(a.at("l").text()); }),
            "a.l: found a list; allowed: a text; write it again");
  EXPECT_EQ(at([](const auto& a) { static_cast<void>(a.at("t").items()); }),
            "a.t: found \"z\"; allowed: a list; write it again");
  EXPECT_EQ(at([](const auto& a) { static_cast<void>(a.at("none")); }),
            "a.none: found nothing; allowed: a JSON file; write it again");
  EXPECT_EQ(at([](const auto& a) { static_cast<void>(a.at("t").at("u")); }),
            "a.t: found \"z\"; allowed: an object with u; write it again");
  EXPECT_EQ(at([](const auto& a) { a.at("l").refuse("found two", "three"); }),
            "a.l: found two; allowed: three; write it again");
}

}  // namespace
}  // namespace ohmic::configs
