// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "sim/report/escape.h"

#include <gtest/gtest.h>

namespace ohmic::sim::report {
namespace {

TEST(Escape, NamesWhatMarkupWouldRead) {
  EXPECT_EQ(escape("<b>&\""), "&lt;b&gt;&amp;&quot;");
  EXPECT_EQ(escape("it's"), "it&#39;s");
  EXPECT_EQ(escape("T-shirt/top"), "T-shirt/top");
}

TEST(Escape, KeepsEveryValidCharacter) {
  EXPECT_EQ(escape("Ω µ 猫 \xF0\x9F\x90\x88\n\t"), "Ω µ 猫 \xF0\x9F\x90\x88\n\t");
}

TEST(Escape, ReplacesWhatXmlForbids) {
  EXPECT_EQ(escape("a\x01z"), "a\uFFFDz");
  EXPECT_EQ(escape(std::string_view("a\0z", 3)), "a\uFFFDz");
  EXPECT_EQ(escape("a\x7Fz"), "a\uFFFDz");
}

TEST(Escape, ReplacesBytesThatAreNoUtf8) {
  EXPECT_EQ(escape("a\xFFz"), "a\uFFFDz");                            // no lead byte
  EXPECT_EQ(escape("a\x80z"), "a\uFFFDz");                            // continuation alone
  EXPECT_EQ(escape("a\xC3"), "a\uFFFD");                              // cut off
  EXPECT_EQ(escape("\xC0\xAF"), "\uFFFD\uFFFD");                      // an overlong slash
  EXPECT_EQ(escape("\xE0\x80\xAF"), "\uFFFD\uFFFD\uFFFD");            // another
  EXPECT_EQ(escape("\xED\xA0\x80"), "\uFFFD\uFFFD\uFFFD");            // a surrogate
  EXPECT_EQ(escape("\xEF\xBF\xBF"), "\uFFFD\uFFFD\uFFFD");            // U+FFFF
  EXPECT_EQ(escape("\xF4\x90\x80\x80"), "\uFFFD\uFFFD\uFFFD\uFFFD");  // above U+10FFFF
}

TEST(Elide, DropsTheMiddleOfLongNames) {
  EXPECT_EQ(elide("layer1.0.conv1", 24), "layer1.0.conv1");
  EXPECT_EQ(elide("abcdefghij", 5), "ab…ij");
  EXPECT_EQ(elide("ΩΩΩΩΩΩ", 3), "Ω…Ω");
  EXPECT_EQ(characters(elide("/layer1/layer1.0/conv1/Conv_output_0", 24)), 24);
}

}  // namespace
}  // namespace ohmic::sim::report
