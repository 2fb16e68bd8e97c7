// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "configs/files/csv.h"

#include <gtest/gtest.h>

#include <limits>

#include "configs/reader/error.h"

namespace ohmic::configs {
namespace {

using Fields = std::vector<std::string>;

std::vector<Fields> fieldsOf(const std::string& text) {
  std::vector<Fields> fields;
  for (const auto& row : parseCsv(text, "t.csv")) {
    fields.push_back(row.fields);
  }
  return fields;
}

TEST(ParseCsv, SplitsAtCommasAndDropsBlanks) {
  EXPECT_EQ(fieldsOf("a,b\n 1 ,\t2\r\n"), (std::vector<Fields>{{"a", "b"}, {"1", "2"}}));
  EXPECT_EQ(fieldsOf("a,,\n"), (std::vector<Fields>{{"a", "", ""}}));
  EXPECT_EQ(fieldsOf("last line"), (std::vector<Fields>{{"last line"}}));
}

TEST(ParseCsv, LeavesOutCommentsBlankLinesAndTheByteOrderMark) {
  EXPECT_EQ(fieldsOf("\xEF\xBB\xBF# a, b\n\n  \r\na\n # c\n"), (std::vector<Fields>{{"a"}}));
}

// RFC 4180, section 2, rules 5 to 7.
TEST(ParseCsv, QuotedFieldsMayHoldAnything) {
  EXPECT_EQ(fieldsOf("\"aaa\",\"b \r\nbb\",\"ccc\"\r\nzzz,yyy,xxx"),
            (std::vector<Fields>{{"aaa", "b \r\nbb", "ccc"}, {"zzz", "yyy", "xxx"}}));
  EXPECT_EQ(fieldsOf("\"aaa\",\"b\"\"bb\",\"c,c\""), (std::vector<Fields>{{"aaa", "b\"bb", "c,c"}}));
  EXPECT_EQ(fieldsOf("\"\", \" x \" ,\"#\"\n"), (std::vector<Fields>{{"", " x ", "#"}}));
}

TEST(ParseCsv, KnowsTheLineOfEachRow) {
  const auto rows = parseCsv("# head\n\na,\"x\ny\"\nb\n", "t.csv");
  ASSERT_EQ(rows.size(), 2U);
  EXPECT_EQ(rows[0].place, "t.csv:3");
  EXPECT_EQ(rows[1].place, "t.csv:5");
}

TEST(ParseCsv, RefusesQuotesThatDoNotPair) {
  for (const auto& [text, message] :
       {std::pair("a\n\"b",
                  "t.csv:2: found a quote that is not closed; allowed: fields as RFC 4180 writes them"),
        std::pair("a,\"b\" c\n",
                  "t.csv:1: found text behind a closing quote; allowed: a comma or the line's end")}) {
    try {
      static_cast<void>(parseCsv(text, "t.csv"));
      FAIL() << text;
    } catch (const InputError& error) {
      EXPECT_STREQ(error.what(), message);
    }
  }
}

TEST(CsvText, QuotesWhereRfc4180AsksForIt) {
  EXPECT_EQ(csvText("plain text"), "plain text");
  EXPECT_EQ(csvText("a,b"), "\"a,b\"");
  EXPECT_EQ(csvText("say \"x\""), "\"say \"\"x\"\"\"");
  EXPECT_EQ(csvText("two\nlines"), "\"two\nlines\"");
  EXPECT_EQ(csvText("caf\xE9"), "caf\\xE9");
}

TEST(CsvText, IsNoFormula) {
  EXPECT_EQ(csvText("=1+2"), "'=1+2");
  EXPECT_EQ(csvText("+cmd|' /C calc'!A0"), "'+cmd|' /C calc'!A0");
  EXPECT_EQ(csvText("-2+3"), "'-2+3");
  EXPECT_EQ(csvText("@SUM(A1)"), "'@SUM(A1)");
  EXPECT_EQ(csvText("\t=1"), "'\t=1");
  EXPECT_EQ(csvText("-"), "'-");
  EXPECT_EQ(csvText("=a,b"), "\"'=a,b\"");
  EXPECT_EQ(csvText("a=b"), "a=b");
}

TEST(CsvText, LeavesQuantitiesWithASignAlone) {
  for (const char* text : {"-5", "+1.5e-3", "-5 %", "-3 dB", "+20 uS", "-1.2 mm2"}) {
    EXPECT_EQ(csvText(text), text);
  }
  EXPECT_EQ(csvText("-5 A1()"), "'-5 A1()");
}

TEST(Csv, WhatIsWrittenIsReadBack) {
  const Fields names = {"a,b", "\"q\"", "x\ny", "", "plain", " blank "};
  Fields cells;
  for (const auto& name : names) {
    cells.push_back(csvText(name));
  }
  cells[5] = "\" blank \"";
  EXPECT_EQ(fieldsOf(csvLine(cells)), (std::vector<Fields>{names}));
}

TEST(CsvNumber, IsEmptyForNone) {
  EXPECT_EQ(csvNumber(-0.25), "-0.25");
  EXPECT_EQ(csvNumber(3.0), "3");
  EXPECT_EQ(csvNumber(std::numeric_limits<double>::quiet_NaN()), "");
  EXPECT_EQ(csvNumber(-std::numeric_limits<double>::infinity()), "");
}

}  // namespace
}  // namespace ohmic::configs
