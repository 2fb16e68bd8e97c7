// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "models/datasets/table_samples.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>
#include <optional>
#include <string>
#include <system_error>
#include <utility>

#include "configs/files/csv.h"
#include "configs/files/limits.h"
#include "configs/files/read_file.h"
#include "configs/reader/number.h"
#include "models/datasets/array_labels.h"
#include "models/graph/refusal.h"

namespace ohmic::models {
namespace fs = std::filesystem;

namespace {

using Row = configs::CsvRow;

/// The file of a split, which its name says; of validation where there is no test.
fs::path fileOf(const DatasetChoice& choice, std::vector<std::string>& notes) {
  std::error_code failure;
  std::vector<fs::path> files;
  if (fs::is_directory(choice.path, failure)) {
    for (const auto& entry : fs::directory_iterator(choice.path, failure)) {
      if (entry.path().extension() == ".csv") {
        files.push_back(entry.path());
      }
    }
    std::sort(files.begin(), files.end());
  } else {
    files.push_back(choice.path);
  }
  const auto find = [&](std::optional<Split> split) -> std::optional<fs::path> {
    const auto found = std::find_if(files.begin(), files.end(), [&](const fs::path& file) {
      return splitOfName(file.stem().string()) == split;
    });
    return found == files.end() ? std::nullopt : std::optional<fs::path>(*found);
  };
  auto found = find(choice.split);
  if (!found && choice.split == Split::test) {
    found = find(std::nullopt);
    if (!found) {
      found = find(Split::validation);
      notes.push_back(choice.path.string() + " has no test split: its validation split is taken");
    }
  }
  if (!found) {
    throw MissingSplit(
        within(choice.path.string(),
               configs::InputError(
                   fmt::format("found no {0}.csv; allowed: a file per split, train.csv and test.csv (a file "
                               "of another name is the test split)",
                               splitName(choice.split)))));
  }
  return *found;
}

std::optional<double> numberOf(const std::string& text) {
  const auto number = configs::parseNumber(text);
  return number && std::isfinite(*number) ? number : std::nullopt;
}

std::string inSmallLetters(std::string name) {
  std::transform(name.begin(), name.end(), name.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
  return name;
}

/// Whether the first column counts the lines: by a header that says so, and numbers that rise by one.
bool isIndex(const std::vector<Row>& rows) {
  const std::string header = inSmallLetters(rows.front().fields.front());
  if (header.empty()) {
    return true;
  }
  if (header != "id" && header != "index" && header != "idx" && header != "unnamed: 0") {
    return false;
  }
  const auto numberIn = [&](std::size_t row) { return numberOf(rows[row].fields.front()); };
  for (std::size_t row = 1; row < rows.size(); ++row) {
    const auto number = numberIn(row);
    if (!number || (row > 1 && *number != *numberIn(row - 1) + 1.0)) {
      return false;
    }
  }
  return true;
}

bool isLabelHeader(const std::string& name) {
  const std::string small = inSmallLetters(name);
  return small == "label" || small == "labels" || small == "class" || small == "target" || small == "y";
}

/// What each column is.
struct Columns {
  bool hasHeader = false;
  std::size_t label = 0;
  std::size_t first = 0;  ///< 1 where the first column is an index
  std::size_t count = 0;
};

Columns columnsOf(const DatasetChoice& choice, const std::vector<Row>& rows) {
  const std::vector<std::string>& top = rows.front().fields;
  Columns columns;
  columns.count = top.size();
  const auto texts =
      std::count_if(top.begin(), top.end(), [](const auto& field) { return !numberOf(field); });
  columns.hasHeader = texts > 1 || std::any_of(top.begin(), top.end(), [&](const auto& field) {
                        return isLabelHeader(field) || (!field.empty() && field == choice.labelColumn);
                      });
  const bool isLabel = !top[0].empty() && top[0] == choice.labelColumn;
  columns.first = columns.hasHeader && top.size() > 1 && !isLabel && isIndex(rows) ? 1 : 0;
  if (choice.labelColumn == "first" || choice.labelColumn == "last") {
    columns.label = choice.labelColumn == "first" ? columns.first : columns.count - 1;
    return columns;
  }
  std::vector<std::size_t> found;
  for (std::size_t i = 0; columns.hasHeader && i < top.size(); ++i) {
    if (choice.labelColumn.empty() ? isLabelHeader(top[i]) : top[i] == choice.labelColumn) {
      found.push_back(i);
    }
  }
  if (found.size() != 1) {
    refuse(
        fmt::format(
            "found {}{}",
            columns.hasHeader ? fmt::format("{} columns of labels among ", found.size()) : "no header over ",
            fmt::format("{} columns, {}", top.size(), inQuotes(fmt::format("{}", fmt::join(top, ","))))),
        choice.labelColumn.empty() ? "allowed: one column whose header is label, class, target or y"
                                   : "allowed: one column whose header is " + inQuotes(choice.labelColumn),
        "try dataset.label_column: the header of the labels, first or last");
  }
  columns.label = found[0];
  return columns;
}

void addRow(const DatasetChoice& choice, const Columns& columns, const Row& row, RawImages& raw) {
  if (row.fields.size() != columns.count) {
    throw within(row.place,
                 configs::InputError(fmt::format("found {} fields; allowed: {}, as in the first line",
                                                 row.fields.size(), columns.count)));
  }
  for (std::size_t i = columns.first; i < row.fields.size(); ++i) {
    if (i == columns.label) {
      continue;
    }
    const auto value = numberOf(row.fields[i]);
    if (!value) {
      throw within(row.place,
                   configs::InputError(fmt::format("found {} in column {}; allowed: a finite number",
                                                   inQuotes(row.fields[i]), i + 1)));
    }
    raw.reals.push_back(static_cast<float>(*value));
  }
  try {
    const std::string& text = row.fields[columns.label];
    const auto value = choice.labels.empty() ? numberOf(text) : std::nullopt;
    const bool isWhole = value && *value >= 0.0 && *value <= 1e6 && *value == std::floor(*value);
    raw.labels.push_back(isWhole ? static_cast<int>(*value) : labelOfText(text, choice));
  } catch (const configs::InputError& error) {
    throw within(row.place, error);
  }
}

}  // namespace

NamedImages readTable(const DatasetChoice& choice) {
  RawImages raw;
  const fs::path file = fileOf(choice, raw.notes);
  const auto rows = configs::parseCsv(configs::readFile(file, configs::kSampleTable), file.string());
  try {
    if (rows.empty()) {
      refuse("found no lines", "allowed: a line per sample");
    }
    const Columns columns = columnsOf(choice, rows);
    const std::size_t features = columns.count - columns.first - 1;
    if (columns.count < columns.first + 2 || rows.size() == (columns.hasHeader ? 1U : 0U)) {
      refuse(fmt::format("found {} columns and {} lines", columns.count, rows.size()),
             "allowed: a column of labels and one of numbers at least, and a line per sample");
    }
    raw.shape = {static_cast<std::int64_t>(features)};
    raw.files = {file};
    raw.reals.reserve(features * rows.size());
    for (std::size_t i = columns.hasHeader ? 1 : 0; i < rows.size(); ++i) {
      addRow(choice, columns, rows[i], raw);
    }
    if (columns.first == 1) {
      raw.notes.push_back(file.string() + ": the first column counts the lines and is left out");
    }
  } catch (const configs::InputError& error) {
    const bool isNamed = error.complaint().key.rfind(file.string(), 0) == 0;
    throw isNamed ? error : within(file.string(), error);
  }
  std::vector<std::string> names = classNamesOf(choice, raw.labels);
  return {std::move(raw), std::move(names)};
}

}  // namespace ohmic::models
