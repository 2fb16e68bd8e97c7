// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <fstream>
#include <optional>
#include <string_view>
#include <utility>

#include "configs/reader/error.h"
#include "configs/reader/number.h"
#include "configs/reader/quantity.h"
#include "devices/cells/measured_table.h"

namespace ohmic::devices {
namespace {

using configs::Dimension;

constexpr std::array<std::string_view, 4> kColumns = {"time", "target", "mean", "std"};
constexpr const char* kExample = "time_s,target_uS,mean_uS,std_uS";

[[noreturn]] void refuse(const std::string& place, std::string found, std::string allowed) {
  throw configs::InputError(configs::Complaint{place, "", std::move(found), "allowed: " + allowed, ""});
}

/// The four fields of a line without surrounding blanks.
std::array<std::string_view, 4> split(const std::string& place, std::string_view line) {
  std::array<std::string_view, 4> fields;
  for (std::size_t i = 0; i < fields.size(); ++i) {
    const std::size_t comma = line.find(',');
    if ((comma == std::string_view::npos) != (i + 1 == fields.size())) {
      refuse(place, "found another number of columns", fmt::format("four, {}", kExample));
    }
    std::string_view field = line.substr(0, comma);
    field.remove_prefix(std::min(field.find_first_not_of(" \t"), field.size()));
    field.remove_suffix(field.size() - std::min(field.find_last_not_of(" \t\r") + 1, field.size()));
    fields[i] = field;
    line.remove_prefix(comma == std::string_view::npos ? line.size() : comma + 1);
  }
  return fields;
}

/// The SI value of one unit of each column.
std::array<double, 4> readUnits(const std::string& place, std::string_view line) {
  std::array<double, 4> units{};
  const auto fields = split(place, line);
  for (std::size_t i = 0; i < fields.size(); ++i) {
    const std::string start = fmt::format("{}_", kColumns[i]);
    if (fields[i].substr(0, start.size()) != start) {
      refuse(place, fmt::format("found column '{}'", fields[i]), fmt::format("the header {}", kExample));
    }
    try {
      units[i] = configs::parseQuantity(fmt::format("1 {}", fields[i].substr(start.size())),
                                        i == 0 ? Dimension::time : Dimension::conductance);
    } catch (const configs::InputError&) {
      refuse(place, fmt::format("found column '{}' with another unit", fields[i]),
             fmt::format("for example {}", kExample));
    }
  }
  return units;
}

std::array<double, 4> readValues(const std::string& place, std::string_view line,
                                 const std::array<double, 4>& units) {
  std::array<double, 4> values{};
  const auto fields = split(place, line);
  for (std::size_t i = 0; i < fields.size(); ++i) {
    const auto number = configs::parseNumber(fields[i]);
    if (!number || !std::isfinite(*number * units[i])) {
      refuse(place, fmt::format("found '{}' for {}", fields[i], kColumns[i]), "a number");
    }
    values[i] = *number * units[i];
  }
  return values;
}

bool isSkipped(const std::string& line) {
  const std::size_t first = line.find_first_not_of(" \t\r");
  return first == std::string::npos || line[first] == '#';
}

}  // namespace

MeasuredTable readMeasuredTable(const std::filesystem::path& file) {
  std::ifstream in(file);
  if (!in) {
    throw configs::InputError(fmt::format("{}: cannot be read", file.string()));
  }
  std::optional<std::array<double, 4>> units;
  std::vector<MeasuredTime> times;
  std::string line;
  for (int number = 1; std::getline(in, line); ++number) {
    const std::string place = fmt::format("{}:{}", file.string(), number);
    if (isSkipped(line)) {
      continue;
    }
    if (!units) {
      units = readUnits(place, line);
      continue;
    }
    const auto [time, target, mean, sigma] = readValues(place, line, *units);
    if (times.empty() || times.back().time != time) {
      times.push_back({time, {}});
    }
    times.back().states.push_back({target, mean, sigma});
  }
  return MeasuredTable(file.string(), std::move(times));
}

}  // namespace ohmic::devices
