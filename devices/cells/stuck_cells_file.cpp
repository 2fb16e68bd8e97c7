// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <fstream>
#include <string_view>

#include "configs/reader/error.h"
#include "configs/reader/number.h"
#include "devices/cells/faults.h"

namespace ohmic::devices {
namespace {

constexpr const char* kHeader = "layer,array,row,column,stuck";
using Fields = std::array<std::string, 5>;

[[noreturn]] void refuse(const std::string& place, std::string found, std::string allowed) {
  throw configs::InputError(
      configs::Complaint{place, "", std::move(found), "allowed: " + std::move(allowed), ""});
}

std::string_view trimmed(std::string_view text) {
  text.remove_prefix(std::min(text.find_first_not_of(" \t\r"), text.size()));
  text.remove_suffix(text.size() - (text.find_last_not_of(" \t\r") + 1));
  return text;
}

Fields split(const std::string& place, std::string_view line) {
  Fields fields;
  for (std::size_t i = 0; i < fields.size(); ++i) {
    const std::size_t comma = line.find(',');
    if ((comma == std::string_view::npos) != (i + 1 == fields.size())) {
      refuse(place, "found another number of columns", fmt::format("five, {}", kHeader));
    }
    fields[i] = trimmed(line.substr(0, comma));
    line.remove_prefix(comma == std::string_view::npos ? line.size() : comma + 1);
  }
  return fields;
}

int readIndex(const std::string& place, const char* column, const std::string& field) {
  constexpr double kMost = 1e9;
  const auto number = configs::parseNumber(field);
  if (!number || *number != std::floor(*number) || *number < 0.0 || *number > kMost) {
    refuse(place, fmt::format("found '{}' for {}", field, column), "a whole number, counted from 0");
  }
  return static_cast<int>(*number);
}

StuckCell readCell(const std::string& place, const Fields& fields) {
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
  std::ifstream in(file);
  if (!in) {
    throw configs::InputError(fmt::format("{}: cannot be read", file.string()));
  }
  std::vector<StuckCell> cells;
  bool hasHeader = false;
  std::string line;
  for (int number = 1; std::getline(in, line); ++number) {
    const std::string place = fmt::format("{}:{}", file.string(), number);
    const std::string_view text = trimmed(line);
    if (text.empty() || text.front() == '#') {
      continue;
    }
    if (!hasHeader && text != kHeader) {
      refuse(place, fmt::format("found '{}'", text), fmt::format("the header {}", kHeader));
    }
    if (hasHeader) {
      cells.push_back(readCell(place, split(place, text)));
    }
    hasHeader = true;
  }
  return cells;
}

}  // namespace ohmic::devices
