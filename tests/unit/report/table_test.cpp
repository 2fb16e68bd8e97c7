// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "sim/report/table.h"

#include <gtest/gtest.h>

#include <cmath>

namespace ohmic::sim::report {
namespace {

bool contains(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

TEST(Table, CellsCarryTheValueThatSortsThem) {
  const Table table{
      "t", {{"name"}, {"energy, nJ", true}}, {{{"<b>", {}, "a tip"}, numberCell(1.25e-9, "1.25")}}, {}};
  const auto html = tableHtml(table);
  EXPECT_TRUE(contains(html, "<td data-tip=\"a tip\">&lt;b&gt;</td>"));
  EXPECT_TRUE(contains(html, "<td class=\"number\" data-sort=\"1.25e-09\">1.25</td>"));
  EXPECT_FALSE(contains(html, "<tfoot>"));
}

TEST(Table, WhatIsNoNumberSortsAsNone) { EXPECT_EQ(numberCell(NAN, "one chip").sortKey, "nan"); }

TEST(Table, TotalsStandApartFromTheRowsThatAreSorted) {
  const Table table{"t", {{"n", true}}, {{numberCell(1, "1")}}, {numberCell(1, "1")}};
  const auto html = tableHtml(table);
  EXPECT_LT(html.find("</tbody>"), html.find("<tfoot>"));
}

TEST(Table, LinksAndOffersChoices) {
  Table table{"t", {{"point", true, false, "point"}, {"a<b", false, true, "key"}}, {}, {}};
  table.rows = {{{"1", "1", {}, "reports/x\"y.html"}, {"v", {}, {}, {}}}};
  const auto html = tableHtml(table);
  EXPECT_NE(html.find("<a href=\"reports/x&quot;y.html\">1</a>"), std::string::npos) << html;
  EXPECT_NE(html.find("<th scope=\"col\" data-filter=\"yes\" title=\"key\">"), std::string::npos) << html;
  EXPECT_EQ(html.find("data-filter"), html.rfind("data-filter"));
}

}  // namespace
}  // namespace ohmic::sim::report
