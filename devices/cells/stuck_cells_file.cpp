// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <string_view>

#include "configs/files/csv.h"
#include "configs/reader/error.h"
#include "configs/reader/number.h"
#include "devices/cells/faults.h"

namespace ohmic::devices {
namespace {

constexpr std::array<std::string_view, 5> kColumns = {"layer", "array", "row", "column", "stuck"};
constexpr const char* kHeader = "layer,array,row,column,stuck";

[[noreturn]] void refuse(const std::string& place, std::string found, std::string allowed) {
  throw configs::InputError(
      configs::Complaint{place, "", std::move(found), "allowed: " + std::move(allowed), ""});
}

int readIndex(const std::string& place, const char* column, const std::string& field) {
  constexpr double kMost = 1e9;
  const auto number = configs::parseNumber(field);
  if (!number || *number != std::floor(*number) || *number < 0.0 || *number > kMost) {
    refuse(place, fmt::format("found '{}' for {}", field, column), "a whole number, counted from 0");
  }
  return static_cast<int>(*number);
}

StuckCell readCell(const configs::CsvRow& row) {
  const auto& [place, fields] = row;
  if (fields.size() != kColumns.size()) {
    refuse(place, "found another number of columns", fmt::format("five, {}", kHeader));
  }
  if (fields[4] != "high" && fields[4] != "low") {
    refuse(place, fmt::format("found '{}' for stuck", fields[4]), "high, low");
  }
  return {fields[0],
          readIndex(place, "array", fields[1]),
          readIndex(place, "row", fields[2]),
          readIndex(place, "column", fields[3]),
          fields[4] == "high" ? Stuck::high : Stuck::low,
          place};
}

}  // namespace

std::vector<StuckCell> readStuckCells(const std::filesystem::path& file) {
  const auto rows = configs::readCsv(file);
  if (!rows.empty() &&
      !std::equal(rows[0].fields.begin(), rows[0].fields.end(), kColumns.begin(), kColumns.end())) {
    refuse(rows[0].place, fmt::format("found '{}'", fmt::join(rows[0].fields, ",")),
           fmt::format("the header {}", kHeader));
  }
  std::vector<StuckCell> cells;
  for (std::size_t i = 1; i < rows.size(); ++i) {
    cells.push_back(readCell(rows[i]));
  }
  return cells;
}

}  // namespace ohmic::devices
