// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <string_view>
#include <utility>
#include <vector>

#include "configs/files/csv.h"
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

Dimension dimensionOf(std::string_view column) {
  return column == "time" ? Dimension::time : Dimension::conductance;
}

[[noreturn]] void refuse(const std::string& place, std::string found, const std::string& allowed) {
  throw configs::InputError(configs::Complaint{place, "", std::move(found), "allowed: " + allowed, ""});
}

void requireColumns(const configs::CsvRow& row, const Columns& columns) {
  if (row.fields.size() != columns.names.size()) {
    refuse(row.place, "found another number of columns",
           fmt::format("{}, {}", columns.count, columns.example));
  }
}

/// The unit of each column, as its header writes it.
std::vector<std::string> readUnits(const configs::CsvRow& header, const Columns& columns) {
  requireColumns(header, columns);
  const auto& [place, fields] = header;
  std::vector<std::string> units;
  for (std::size_t i = 0; i < fields.size(); ++i) {
    const std::string start = fmt::format("{}_", columns.names[i]);
    if (fields[i].substr(0, start.size()) != start) {
      refuse(place, fmt::format("found column '{}'", fields[i]),
             fmt::format("the header {}", columns.example));
    }
    try {
      units.push_back(fields[i].substr(start.size()));
      static_cast<void>(configs::parseQuantity("1 " + units.back(), dimensionOf(columns.names[i])));
    } catch (const configs::InputError&) {
      refuse(place, fmt::format("found column '{}' with another unit", fields[i]),
             fmt::format("for example {}", columns.example));
    }
  }
  return units;
}

std::vector<double> readValues(const configs::CsvRow& row, const std::vector<std::string>& units,
                               const Columns& columns) {
  requireColumns(row, columns);
  const auto& [place, fields] = row;
  std::vector<double> values;
  for (std::size_t i = 0; i < fields.size(); ++i) {
    const auto complain = [&, p = place, field = fields[i]] {
      refuse(p, fmt::format("found '{}' for {}", field, columns.names[i]), "a number");
    };
    if (!configs::parseNumber(fields[i])) {
      complain();
    }
    try {
      values.push_back(
          configs::parseQuantity(fmt::format("{} {}", fields[i], units[i]), dimensionOf(columns.names[i])));
    } catch (const configs::InputError&) {
      complain();
    }
  }
  return values;
}

/// The numbers of every line behind the header.
std::vector<std::vector<double>> readRows(const std::filesystem::path& file, TableKind kind) {
  const Columns& columns = columnsOf(kind);
  const auto lines = configs::readCsv(file);
  std::vector<std::vector<double>> rows;
  if (!lines.empty()) {
    const auto units = readUnits(lines.front(), columns);
    for (std::size_t i = 1; i < lines.size(); ++i) {
      rows.push_back(readValues(lines[i], units, columns));
    }
  }
  return rows;
}

bool hasColumns(const std::vector<std::string>& fields, const Columns& columns) {
  return std::equal(fields.begin(), fields.end(), columns.names.begin(), columns.names.end(),
                    [](const std::string& field, std::string_view name) {
                      return field.substr(0, field.find('_')) == name;
                    });
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
  const auto lines = configs::readCsv(file);
  const auto header = lines.empty() ? std::vector<std::string>{} : lines.front().fields;
  for (const TableKind kind : {TableKind::errors, TableKind::relaxation, TableKind::readNoise}) {
    if (hasColumns(header, columnsOf(kind))) {
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
