// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "sim/report/table.h"

#include <fmt/format.h>

#include <string_view>

#include "configs/files/escape.h"

namespace ohmic::sim::report {
namespace {

std::string attribute(std::string_view name, const std::string& value) {
  return value.empty() ? std::string() : fmt::format(" {}=\"{}\"", name, configs::markupText(value));
}

std::string headHtml(const Table& table) {
  std::string html = "<thead><tr>";
  for (const auto& column : table.columns) {
    html +=
        fmt::format("<th scope=\"col\"{}{}{}><button type=\"button\">{}</button></th>",
                    column.numeric ? " class=\"number\"" : "", column.filtered ? " data-filter=\"yes\"" : "",
                    attribute("title", column.name), configs::markupText(column.title));
  }
  return html + "</tr></thead>\n";
}

std::string rowHtml(const Table& table, const std::vector<TableCell>& cells) {
  std::string html = "<tr>";
  for (std::size_t c = 0; c < cells.size(); ++c) {
    const auto& cell = cells[c];
    const std::string text = configs::markupText(cell.text);
    html += fmt::format(
        "<td{}{}{}>{}</td>", attribute("class", table.columns.at(c).numeric ? "number" : ""),
        attribute("data-sort", cell.sortKey), attribute("data-tip", cell.tip),
        cell.link.empty() ? text : fmt::format("<a{}>{}</a>", attribute("href", cell.link), text));
  }
  return html + "</tr>\n";
}

}  // namespace

TableCell numberCell(double value, std::string text) {
  return {std::move(text), fmt::format("{}", value), {}, {}};
}

std::string tableHtml(const Table& table) {
  std::string html = fmt::format("<div class=\"scroll\"><table id=\"{}\" class=\"sortable\">\n{}<tbody>\n",
                                 configs::markupText(table.id), headHtml(table));
  for (const auto& row : table.rows) {
    html += rowHtml(table, row);
  }
  html += "</tbody>\n";
  if (!table.totals.empty()) {
    html += "<tfoot>" + rowHtml(table, table.totals) + "</tfoot>\n";
  }
  return html + "</table></div>\n";
}

}  // namespace ohmic::sim::report
