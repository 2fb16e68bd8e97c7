// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "sim/record/figure.h"

#include <algorithm>
#include <array>
#include <stdexcept>
#include <type_traits>

namespace ohmic::sim {
namespace {

constexpr std::array<std::string_view, 15> kPlaces = {"",
                                                      "accuracy.by_read_time[].",
                                                      "chip.",
                                                      "chip.tile_use[].",
                                                      "layers[].",
                                                      "layers[].writes.",
                                                      "weight_noise.",
                                                      "weight_noise.tensors[].",
                                                      "chip.slots[].",
                                                      "chip.demand[].",
                                                      "chip.changes[].",
                                                      "chip.costs[].",
                                                      "weight_noise.estimator.",
                                                      "storage.",
                                                      "storage.kernels[]."};

/// A field of a record as a number; texts, lists and intervals are none.
template <class Record>
std::optional<double> fieldNumber(const Field<Record>& field, const Record& record) {
  return std::visit(
      [&](const auto member) -> std::optional<double> {
        using Value = std::decay_t<decltype(record.*member)>;
        if constexpr (std::is_arithmetic_v<Value>) {
          return static_cast<double>(record.*member);
        } else if constexpr (std::is_same_v<Value, std::optional<double>>) {
          return record.*member;
        } else {
          return std::nullopt;
        }
      },
      field);
}

}  // namespace

Level Figure::level() const {
  return std::holds_alternative<Derived>(value) ? Level::readTime : static_cast<Level>(value.index());
}

std::string_view Figure::group() const {
  const auto point = key.rfind('.');
  return point == std::string_view::npos ? std::string_view() : key.substr(0, point);
}

std::string_view Figure::name() const {
  const auto point = key.rfind('.');
  return point == std::string_view::npos ? key : key.substr(point + 1);
}

std::string Figure::place() const {
  return std::holds_alternative<Derived>(value) ? std::string()
                                                : std::string(kPlaces[value.index()]).append(key);
}

const Figure& figureOf(const FigureValue& value) {
  const auto& all = figures();
  const auto found = std::find_if(all.begin(), all.end(), [&](const Figure& f) { return f.value == value; });
  if (found == all.end()) {
    throw std::out_of_range("a field of a record that sim/record/figures.cpp does not list");
  }
  return *found;
}

const Figure* figureAt(std::string_view path) {
  constexpr std::string_view kFirst = "accuracy.";
  for (const auto& figure : figures()) {
    const bool isOfFirst = figure.level() == Level::readTime && path.substr(0, kFirst.size()) == kFirst &&
                           path.substr(kFirst.size()) == figure.key;
    if (isOfFirst || figure.place() == path) {
      return &figure;
    }
  }
  return nullptr;
}

const Figure* columnFigure(std::string_view name) {
  const auto& all = figures();
  const auto found =
      std::find_if(all.begin(), all.end(), [&](const Figure& f) { return f.isColumn && f.name() == name; });
  return found == all.end() ? nullptr : &*found;
}

std::vector<std::string> goalNames() {
  std::vector<std::string> names;
  for (const auto& figure : figures()) {
    if (figure.isColumn && figure.direction != Direction::none) {
      names.emplace_back(figure.name());
    }
  }
  return names;
}

std::optional<double> columnValue(const Figure& column, const RunRecord& record, const AccuracyRecord& at) {
  if (const auto* derived = std::get_if<Derived>(&column.value)) {
    return (*derived)(record, at);
  }
  if (const auto* ofRun = std::get_if<Field<RunRecord>>(&column.value)) {
    return fieldNumber(*ofRun, record);
  }
  if (const auto* ofTime = std::get_if<Field<AccuracyRecord>>(&column.value)) {
    return fieldNumber(*ofTime, at);
  }
  if (const auto* ofStorage = std::get_if<Field<StorageRecord>>(&column.value)) {
    return record.storage ? fieldNumber(*ofStorage, *record.storage) : std::nullopt;
  }
  const auto* ofChip = std::get_if<Field<ChipRecord>>(&column.value);
  return ofChip != nullptr && record.chip ? fieldNumber(*ofChip, *record.chip) : std::nullopt;
}

std::string_view wordOf(Direction direction) {
  constexpr std::array<std::string_view, 3> kWords = {"none", "higher", "lower"};
  return kWords[static_cast<std::size_t>(direction)];
}

}  // namespace ohmic::sim
