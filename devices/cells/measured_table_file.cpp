// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <fstream>
#include <map>
#include <string_view>
#include <utility>
#include <vector>

#include "configs/reader/error.h"
#include "configs/reader/number.h"
#include "configs/reader/quantity.h"
#include "devices/cells/measured_table.h"

namespace ohmic::devices {
namespace {

using configs::Dimension;

/// The columns that a kind of table has, and its header.
struct Columns {
  std::vector<std::string_view> names;
  const char* count;
  const char* example;
};

const Columns& columnsOf(TableKind kind) {
  static const std::map<TableKind, Columns> columns = {
      {TableKind::states, {{"time", "target", "mean", "std"}, "four", "time_s,target_uS,mean_uS,std_uS"}},
      {TableKind::errors, {{"target", "std"}, "two", "target_uS,std_uS"}},
      {TableKind::relaxation, {{"time", "shift", "std"}, "three", "time_s,shift_uS,std_uS"}},
      {TableKind::readNoise, {{"conductance", "std"}, "two", "conductance_uS,std_uS"}}};
  return columns.at(kind);
}

[[noreturn]] void refuse(const std::string& place, std::string found, std::string allowed) {
  throw configs::InputError(configs::Complaint{place, "", std::move(found), "allowed: " + allowed, ""});
}

std::string_view trimmed(std::string_view field) {
  field.remove_prefix(std::min(field.find_first_not_of(" \t"), field.size()));
  field.remove_suffix(field.size() - std::min(field.find_last_not_of(" \t\r") + 1, field.size()));
  return field;
}

/// The fields of a line without surrounding blanks.
std::vector<std::string_view> split(std::string_view line) {
  std::vector<std::string_view> fields;
  for (std::size_t comma = 0; comma != std::string_view::npos;) {
    comma = line.find(',');
    fields.push_back(trimmed(line.substr(0, comma)));
    line.remove_prefix(comma == std::string_view::npos ? line.size() : comma + 1);
  }
  return fields;
}

std::vector<std::string_view> split(const std::string& place, std::string_view line, const Columns& columns) {
  auto fields = split(line);
  if (fields.size() != columns.names.size()) {
    refuse(place, "found another number of columns", fmt::format("{}, {}", columns.count, columns.example));
  }
  return fields;
}

/// The SI value of one unit of each column.
std::vector<double> readUnits(const std::string& place, std::string_view line, const Columns& columns) {
  std::vector<double> units;
  const auto fields = split(place, line, columns);
  for (std::size_t i = 0; i < fields.size(); ++i) {
    const std::string start = fmt::format("{}_", columns.names[i]);
    if (fields[i].substr(0, start.size()) != start) {
      refuse(place, fmt::format("found column '{}'", fields[i]),
             fmt::format("the header {}", columns.example));
    }
    try {
      units.push_back(
          configs::parseQuantity(fmt::format("1 {}", fields[i].substr(start.size())),
                                 columns.names[i] == "time" ? Dimension::time : Dimension::conductance));
    } catch (const configs::InputError&) {
      refuse(place, fmt::format("found column '{}' with another unit", fields[i]),
             fmt::format("for example {}", columns.example));
    }
  }
  return units;
}

std::vector<double> readValues(const std::string& place, std::string_view line,
                               const std::vector<double>& units, const Columns& columns) {
  std::vector<double> values;
  const auto fields = split(place, line, columns);
  for (std::size_t i = 0; i < fields.size(); ++i) {
    const auto number = configs::parseNumber(fields[i]);
    if (!number || !std::isfinite(*number * units[i])) {
      refuse(place, fmt::format("found '{}' for {}", fields[i], columns.names[i]), "a number");
    }
    values.push_back(*number * units[i]);
  }
  return values;
}

bool isSkipped(const std::string& line) {
  const std::size_t first = line.find_first_not_of(" \t\r");
  return first == std::string::npos || line[first] == '#';
}

std::ifstream opened(const std::filesystem::path& file) {
  std::ifstream in(file);
  if (!in) {
    throw configs::InputError(fmt::format("{}: cannot be read", file.string()));
  }
  return in;
}

/// The numbers of every line behind the header.
std::vector<std::vector<double>> readRows(const std::filesystem::path& file, TableKind kind) {
  const Columns& columns = columnsOf(kind);
  std::ifstream in = opened(file);
  std::vector<double> units;
  std::vector<std::vector<double>> rows;
  std::string line;
  for (int number = 1; std::getline(in, line); ++number) {
    const std::string place = fmt::format("{}:{}", file.string(), number);
    if (isSkipped(line)) {
      continue;
    }
    if (units.empty()) {
      units = readUnits(place, line, columns);
    } else {
      rows.push_back(readValues(place, line, units, columns));
    }
  }
  return rows;
}

bool hasColumns(std::string_view header, const Columns& columns) {
  const auto fields = split(header);
  return std::equal(
      fields.begin(), fields.end(), columns.names.begin(), columns.names.end(),
      [](std::string_view field, std::string_view name) { return field.substr(0, field.find('_')) == name; });
}

}  // namespace

MeasuredTable readMeasuredTable(const std::filesystem::path& file) {
  std::vector<MeasuredTime> times;
  for (const auto& row : readRows(file, TableKind::states)) {
    if (times.empty() || times.back().time != row[0]) {
      times.push_back({row[0], {}});
    }
    times.back().states.push_back({row[1], row[2], row[3]});
  }
  return MeasuredTable(file.string(), std::move(times));
}

TableKind tableKind(const std::filesystem::path& file) {
  std::ifstream in = opened(file);
  std::string line;
  while (std::getline(in, line) && isSkipped(line)) {
  }
  for (const TableKind kind : {TableKind::errors, TableKind::relaxation, TableKind::readNoise}) {
    if (hasColumns(line, columnsOf(kind))) {
      return kind;
    }
  }
  return TableKind::states;
}

MeasuredTable readErrorTable(const std::filesystem::path& file) {
  MeasuredTime start;
  for (const auto& row : readRows(file, TableKind::errors)) {
    start.states.push_back({row[0], row[0], row[1]});
  }
  return MeasuredTable(file.string(), {start});
}

std::vector<MeasuredPoint> readCurve(const std::filesystem::path& file, TableKind kind) {
  std::vector<MeasuredPoint> points;
  for (const auto& row : readRows(file, kind)) {
    points.push_back({row[0], row[1], row.size() > 2 ? row[2] : 0.0});
  }
  return points;
}

}  // namespace ohmic::devices
