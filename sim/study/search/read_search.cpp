// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "sim/study/search/read_search.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <optional>
#include <set>

#include "configs/reader/error.h"
#include "configs/reader/number.h"
#include "configs/reader/quantity.h"
#include "configs/reader/suggest.h"
#include "sim/record/figure.h"

namespace ohmic::sim {
namespace {

using configs::Range;
using configs::Section;

/// Columns that a search cannot judge points by: ends of intervals and spreads, which have no pairs.
bool isUnpaired(std::string_view name) {
  static const std::set<std::string_view> kNames = {"top1_low",      "top1_high",      "top1_chip_std",
                                                    "top1_chip_low", "top1_chip_high", "top5"};
  return kNames.count(name) > 0;
}

/// Columns of which a search knows enough, with a better direction and without.
std::vector<std::string> goodColumns() {
  std::vector<std::string> names;
  for (const auto& name : goalNames()) {
    if (!isUnpaired(name)) {
      names.push_back(name);
    }
  }
  return names;
}

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && text.front() == ' ') {
    text.remove_prefix(1);
  }
  while (!text.empty() && text.back() == ' ') {
    text.remove_suffix(1);
  }
  return text;
}

[[noreturn]] void refuseConstraint(const std::string& found, const std::string& allowed,
                                   const std::string& remedy) {
  throw configs::InputError({"", "", found, allowed, remedy});
}

const Figure& figureNamed(std::string_view text) {
  const auto names = goodColumns();
  const std::string name(trimmed(text));
  const Figure* const figure = columnFigure(name);
  if (figure == nullptr || std::find(names.begin(), names.end(), name) == names.end()) {
    refuseConstraint(fmt::format("no column '{}' that a search can judge by", name),
                     fmt::format("one of: {}", fmt::join(names, ", ")), configs::didYouMean(name, names));
  }
  return *figure;
}

/// What a figure's unit measures; none of counts and shares.
std::optional<configs::Dimension> dimensionOf(const Figure& figure) {
  return figure.unit == "J"    ? std::optional(configs::Dimension::energy)
         : figure.unit == "s"  ? std::optional(configs::Dimension::time)
         : figure.unit == "m²" ? std::optional(configs::Dimension::area)
                               : std::nullopt;
}

/// A number in the unit of a figure, the column's own where none is written.
double numberFor(const Figure& figure, std::string_view text) {
  const std::string number(trimmed(text));
  if (const auto plain = configs::parseNumber(number)) {
    return *plain;
  }
  if (const auto dimension = dimensionOf(figure)) {
    return configs::parseQuantity(number, *dimension);
  }
  const bool isPercent = !number.empty() && number.back() == '%';
  const auto percent =
      isPercent ? configs::parseNumber(trimmed(std::string_view(number).substr(0, number.size() - 1)))
                : std::nullopt;
  if (!percent || figure.unit != "%") {
    refuseConstraint(fmt::format("'{}' is no value of {}", number, figure.name()),
                     "a number, with the column's unit or in it", "write it as 'top1 >= 90 %'");
  }
  return *percent / 100.0;
}

/// A constraint's right side: a number, a column, or a column and a number.
void readRight(const Figure& figure, std::string_view text, SearchConstraint& constraint) {
  const bool isColumn = !text.empty() && text.front() >= 'a' && text.front() <= 'z';
  if (!isColumn) {
    constraint.number = numberFor(figure, text);
    return;
  }
  const std::size_t sign = text.find_first_of("+-");
  const Figure& other = figureNamed(text.substr(0, sign));
  if (other.unit != figure.unit) {
    refuseConstraint(fmt::format("compares {} with {}", figure.name(), other.name()), "columns of one unit",
                     "compare it with a number");
  }
  constraint.other = std::string(other.name());
  if (sign != std::string_view::npos) {
    constraint.number = (text[sign] == '-' ? -1.0 : 1.0) * numberFor(figure, text.substr(sign + 1));
  }
}

std::vector<SearchGoal> readGoals(const Section& section, const std::string& key, bool isHigher) {
  std::vector<SearchGoal> goals;
  if (!section.has(key)) {
    return goals;
  }
  const auto names = goodColumns();
  for (const auto& name : section.texts(key)) {
    if (std::find(names.begin(), names.end(), name) == names.end()) {
      section.refuse(key, fmt::format("no column '{}' that a search can judge by", name),
                     fmt::format("one of: {}", fmt::join(names, ", ")), configs::didYouMean(name, names));
    }
    goals.push_back({name, isHigher});
  }
  return goals;
}

PerLayer readPerLayer(const Section& search) {
  const Section section = search.section("per_layer");
  PerLayer perLayer;
  perLayer.place = search.place("per_layer");
  for (const auto& key : section.keys()) {
    const auto values = section.texts(key);
    if (key == "layers") {
      perLayer.patterns = values == std::vector<std::string>{"each"} ? std::vector<std::string>() : values;
    } else if (key == "digital") {
      for (const auto& value : values) {
        if (value != "true" && value != "false") {
          section.refuse(key, fmt::format("found '{}'", value), "false, true, or both",
                         "write digital: [false, true]");
        }
      }
      perLayer.hasDigital = std::find(values.begin(), values.end(), "true") != values.end();
      perLayer.hasArrays = std::find(values.begin(), values.end(), "false") != values.end();
    } else {
      constexpr std::string_view kSection = "hardware.";
      if (key.rfind(kSection, 0) != 0) {
        section.refuse(key, "found no key of `hardware`", "keys such as hardware.adc.bits, digital, layers",
                       "an axis of `study.axes` sets other keys");
      }
      perLayer.keys.emplace_back(key.substr(kSection.size()), values);
    }
  }
  if (perLayer.keys.empty() && !perLayer.hasDigital) {
    search.refuse("per_layer", "found nothing that varies", "at least one key with its values",
                  "write per_layer: { hardware.adc.bits: [4, 6, 8] }");
  }
  return perLayer;
}

}  // namespace

SearchConstraint parseConstraint(const std::string& text) {
  const std::size_t least = text.find(">="), most = text.find("<=");
  const std::size_t at = std::min(least, most);
  if (at == std::string::npos) {
    refuseConstraint(fmt::format("found '{}'", text), "COLUMN >= VALUE or COLUMN <= VALUE",
                     "write it as \"top1 >= digital_top1 - 1 %\"");
  }
  SearchConstraint constraint;
  constraint.text = text;
  constraint.isAtLeast = at == least;
  const Figure& figure = figureNamed(std::string_view(text).substr(0, at));
  constraint.column = std::string(figure.name());
  readRight(figure, trimmed(std::string_view(text).substr(at + 2)), constraint);
  return constraint;
}

Search readSearch(const Section& section) {
  Search search;
  search.place = section.place();
  search.goals = readGoals(section, "maximise", true);
  const auto lower = readGoals(section, "minimise", false);
  search.goals.insert(search.goals.end(), lower.begin(), lower.end());
  std::set<std::string> columns;
  for (const auto& goal : search.goals) {
    if (!columns.insert(goal.column).second) {
      section.refuse("minimise", fmt::format("'{}' is named twice", goal.column), "each column once",
                     "leave one of them out");
    }
  }
  if (search.goals.empty()) {
    section.refuse("maximise", "no goal", "at least one column in `maximise` or `minimise`",
                   "write maximise: [top1], minimise: [energy_per_image_J]");
  }
  if (section.has("constraints")) {
    for (const auto& text : section.texts("constraints")) {
      try {
        search.constraints.push_back(parseConstraint(text));
      } catch (const configs::InputError& error) {
        const auto& complaint = error.complaint();
        section.refuse("constraints", complaint.found, complaint.allowed, complaint.remedy);
      }
    }
  }
  search.confidence = section.fraction("confidence", Range{0.5, 0.9999}, 0.95);
  search.tolerance = section.fraction("tolerance", Range{0.0, 0.5, false, true}, 0.0);
  if (section.has("images")) {
    constexpr double kMostImages = 9e15;
    search.images = section.integer("images", Range::between(1, kMostImages));
  }
  if (section.has("time")) {
    constexpr double kMostSeconds = 3.6e8;  // 100,000 h
    search.time_s = section.quantity("time", configs::Dimension::time, Range{0.0, kMostSeconds, true, false});
  }
  if (section.has("per_layer")) {
    search.perLayer = readPerLayer(section);
  }
  return search;
}

}  // namespace ohmic::sim
