// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "devices/costs/converter_table.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <string>
#include <string_view>

#include "configs/files/csv.h"
#include "configs/reader/error.h"
#include "configs/reader/number.h"

namespace ohmic::devices {
namespace {

constexpr std::array<std::string_view, 6> kColumns = {"bits",      "energy_J",  "area_m2",
                                                      "leakage_W", "latency_s", "source"};
constexpr const char* kHeader = "bits,energy_J,area_m2,leakage_W,latency_s,source";

[[noreturn]] void refuse(const std::string& place, std::string found, std::string allowed) {
  throw configs::InputError(
      configs::Complaint{place, "", std::move(found), "allowed: " + std::move(allowed), ""});
}

double readAmount(const configs::CsvRow& row, std::size_t column) {
  const auto number = configs::parseNumber(row.fields[column]);
  if (!number || !std::isfinite(*number) || *number < 0.0) {
    refuse(row.place, fmt::format("found '{}' for {}", row.fields[column], kColumns[column]),
           "a number, at least 0");
  }
  return *number;
}

int readBits(const configs::CsvRow& row) {
  const double bits = readAmount(row, 0);
  if (bits != std::floor(bits) || bits < 1.0 || bits > 16.0) {
    refuse(row.place, fmt::format("found '{}' for bits", row.fields[0]), "a whole number from 1 to 16");
  }
  return static_cast<int>(bits);
}

ComponentCost readCost(const configs::CsvRow& row) {
  ComponentCost cost;
  cost.origin = CostOrigin::given;
  cost.power_W = readAmount(row, 1);
  cost.area_m2 = readAmount(row, 2);
  cost.leakage_W = readAmount(row, 3);
  if (!row.fields[4].empty()) {
    cost.latency_s = readAmount(row, 4);
  }
  cost.source = row.fields[5];
  if (cost.source.empty()) {
    refuse(row.place, "found no source", "where the figures come from, in words");
  }
  return cost;
}

}  // namespace

std::map<int, ComponentCost> readConverterTable(const std::filesystem::path& file) {
  std::map<int, ComponentCost> costs;
  const auto rows = configs::readCsv(file);
  if (rows.empty() ||
      !std::equal(rows[0].fields.begin(), rows[0].fields.end(), kColumns.begin(), kColumns.end())) {
    refuse(rows.empty() ? file.string() : rows[0].place,
           rows.empty() ? std::string("found an empty file")
                        : fmt::format("found '{}'", fmt::join(rows[0].fields, ",")),
           fmt::format("the header {}", kHeader));
  }
  for (std::size_t i = 1; i < rows.size(); ++i) {
    if (rows[i].fields.size() != kColumns.size()) {
      refuse(rows[i].place, "found another number of columns", fmt::format("six, {}", kHeader));
    }
    const int bits = readBits(rows[i]);
    if (!costs.emplace(bits, readCost(rows[i])).second) {
      refuse(rows[i].place, fmt::format("found {} bits a second time", bits),
             "one line for each number of bits");
    }
  }
  return costs;
}

}  // namespace ohmic::devices
