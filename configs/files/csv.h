// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "configs/files/read_file.h"

namespace ohmic::configs {

/// A line of a CSV file.
struct CsvRow {
  std::string place;                ///< "table.csv:3", where it begins
  std::vector<std::string> fields;  ///< without their quotes; blanks around one without quotes are left out
};

/// The rows of a CSV text by RFC 4180: a field between quotes may hold commas, line ends and doubled quotes.
/// Lines end with LF or CRLF; a byte order mark, blank lines and lines whose first character is # are left
/// out.
/// @param name  of the file, for messages.
/// @throws InputError naming the line of a quote that is not closed, or with text behind it, and beyond
/// 1,000,000
///         rows or 10,000 fields in one.
[[nodiscard]] std::vector<CsvRow> parseCsv(std::string_view text, const std::string& name);

/// The rows of a table: a CSV file of at most 64 MiB.
[[nodiscard]] std::vector<CsvRow> readCsv(const std::filesystem::path& file);

/// A cell with a text: any bytes (validText), between quotes where RFC 4180 asks for them. A text that a
/// spreadsheet would take for a formula (= + - @, a tab or a line end first) gets a ' in front; a signed
/// number with or without a unit ("-5 %", "+1e-3 V") is none.
[[nodiscard]] std::string csvText(std::string_view text);

/// A cell with a number: the shortest digits that read back as the same double; empty if it is not finite.
[[nodiscard]] std::string csvNumber(double value);

/// A line of cells that csvText and csvNumber wrote, with its end.
[[nodiscard]] std::string csvLine(const std::vector<std::string>& cells);

}  // namespace ohmic::configs
