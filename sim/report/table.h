// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

namespace ohmic::sim::report {

struct TableColumn {
  std::string title;      ///< with its unit
  bool numeric = false;   ///< set to the right, in digits of one width
  bool filtered = false;  ///< readers choose one of its values, and see the rows that have it
  std::string name{};     ///< under the pointer: what files call the column
};

/// What is shown, what it is sorted by (a number's shortest digits, or the text itself where empty), and what
/// it says under the pointer.
struct TableCell {
  std::string text;
  std::string sortKey;
  std::string tip;
  std::string link{};  ///< a file beside the page; empty: none
};

/// Of a number: shown as @p text, sorted by value.
[[nodiscard]] TableCell numberCell(double value, std::string text);

/// A table whose rows the reader sorts by a click on a column's title.
struct Table {
  std::string id;
  std::vector<TableColumn> columns;
  std::vector<std::vector<TableCell>> rows;
  std::vector<TableCell> totals;  ///< stays at the bottom; empty: none
};

[[nodiscard]] std::string tableHtml(const Table& table);

}  // namespace ohmic::sim::report
