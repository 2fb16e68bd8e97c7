// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "configs/files/escape.h"

#include <gtest/gtest.h>

#include <cstdio>
#include <string>

namespace ohmic::configs {
namespace {

constexpr const char* kLetters = "T-shirt/top \\ Ω µ 猫 \xF0\x9F\x90\x88";

TEST(ValidText, KeepsEveryValidCharacter) {
  const std::string text = std::string(kLetters) + "\n\x1B[31m\x7F" + std::string(1, '\0');
  EXPECT_EQ(validText(text), text);
}

TEST(ValidText, WritesOutBytesThatAreNoUtf8) {
  EXPECT_EQ(validText("caf\xE9"), "caf\\xE9");                       // Latin-1
  EXPECT_EQ(validText("a\x80z"), "a\\x80z");                         // continuation alone
  EXPECT_EQ(validText("a\xC3"), "a\\xC3");                           // cut off
  EXPECT_EQ(validText("\xC0\xAF"), "\\xC0\\xAF");                    // an overlong slash
  EXPECT_EQ(validText("\xE0\x80\xAF"), "\\xE0\\x80\\xAF");           // another
  EXPECT_EQ(validText("\xED\xA0\x80"), "\\xED\\xA0\\x80");           // a surrogate
  EXPECT_EQ(validText("\xF4\x90\x80\x80"), "\\xF4\\x90\\x80\\x80");  // above U+10FFFF
  EXPECT_NE(validText("\xE9"), validText("\xE8"));                   // names stay different
}

TEST(TerminalText, IsOneLineThatMovesNothing) {
  EXPECT_EQ(terminalText(kLetters), kLetters);
  EXPECT_EQ(terminalText("a\nb\tc\r"), "a\\nb\\tc\\r");
  EXPECT_EQ(terminalText("\x1B[2J\x07"), "\\x1B[2J\\x07");
  EXPECT_EQ(terminalText("\x7F"), "\\x7F");
  EXPECT_EQ(terminalText("\xC2\x9B"), "\\x9B");  // U+009B opens sequences as ESC [ does
  EXPECT_EQ(terminalText("a\xE2\x80\xAE"
                         "b"),
            "a\\u202Eb");  // right-to-left override
  EXPECT_EQ(terminalText("\xE2\x80\xA8\xEF\xBB\xBF"), "\\u2028\\uFEFF");
  EXPECT_EQ(terminalText(std::string_view("\0", 1)), "\\x00");
}

TEST(TerminalText, IsCutBetweenCharacters) {
  EXPECT_EQ(terminalText("ΩΩΩ", 2), "ΩΩ");
  EXPECT_EQ(terminalText("abc", 5), "abc");
  EXPECT_EQ(terminalText("a\xE9z", 3), "a\\x");
}

TEST(MarkupText, NamesWhatMarkupWouldRead) {
  EXPECT_EQ(markupText("<b>&\""), "&lt;b&gt;&amp;&quot;");
  EXPECT_EQ(markupText("it's"), "it&#39;s");
  EXPECT_EQ(markupText("Ω µ 猫 \xF0\x9F\x90\x88\n\t"), "Ω µ 猫 \xF0\x9F\x90\x88\n\t");
}

TEST(MarkupText, WritesOutWhatXmlForbids) {
  EXPECT_EQ(markupText("a\x01z\x1B"), "a\\x01z\\x1B");
  EXPECT_EQ(markupText(std::string_view("a\0z", 3)), "a\\x00z");
  EXPECT_EQ(markupText("a\x7Fz\xFF"), "a\\x7Fz\\xFF");
  EXPECT_EQ(markupText("\xEF\xBF\xBF"), "\\uFFFF");
}

/// What a shell makes of a word.
std::string byShell(const std::string& word) {
  std::string output;
  FILE* const shell = ::popen(("printf %s " + word).c_str(), "r");
  for (int c = std::fgetc(shell); c != EOF; c = std::fgetc(shell)) {
    output += static_cast<char>(c);
  }
  ::pclose(shell);
  return output;
}

TEST(ShellWord, IsReadBackByAShell) {
  for (const std::string text :
       {"plain", "a b", "$(touch x) `y` $HOME", "it's", "a\nb\n#", "\\", "*", "''", "", "\"", "a;b&c|d>e"}) {
    EXPECT_EQ(byShell(shellWord(text)), text);
  }
  EXPECT_EQ(shellWord("/a/b-1_2.sh"), "/a/b-1_2.sh");
}

TEST(FileName, LeadsNowhere) {
  EXPECT_EQ(fileName("conv1_weight-2"), "conv1_weight-2");
  EXPECT_EQ(fileName("../../etc/x y"), "______etc_x_y");
  EXPECT_EQ(fileName("/abs"), "_abs");
  EXPECT_EQ(fileName(""), "_");
  EXPECT_EQ(fileName("."), "_");
  EXPECT_EQ(fileName("Ω\n"), "___");
  EXPECT_EQ(fileName(std::string(300, 'a')).size(), 100U);
}

}  // namespace
}  // namespace ohmic::configs
