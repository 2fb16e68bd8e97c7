// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "sim/study/why.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <vector>

#include "configs/files/escape.h"
#include "configs/reader/error.h"
#include "sim/record/compare_runs.h"
#include "sim/record/figure.h"
#include "sim/record/write_results.h"
#include "sim/report/number_text.h"
#include "sim/run/hardware_choice.h"
#include "sim/study/named_result.h"
#include "sim/study/plan.h"
#include "sim/study/quantity_of.h"
#include "sim/study/study_folder.h"

namespace ohmic::sim {
namespace {

std::string row(const std::string& what, const std::string& first, const std::string& second,
                const std::string& difference = {}) {
  constexpr std::size_t kWidth = 36;
  std::string line = fmt::format("  {:<{}}  {:>16}  {:>16}  {}", configs::terminalText(what, kWidth), kWidth,
                                 configs::terminalText(first), configs::terminalText(second), difference);
  line.erase(line.find_last_not_of(' ') + 1);
  return line + "\n";
}

std::string signedPoints(double share) { return (share > 0.0 ? "+" : "") + report::fixed(100.0 * share, 2); }

/// "+12.3 %" of a ratio, "+1.20 points" of shares.
std::string differenceText(const Figure& figure, double first, double second) {
  if (figure.unit == "%") {
    return signedPoints(second - first) + " points";
  }
  if (first == 0.0) {
    return {};
  }
  const double ratio = second / first - 1.0;
  return (ratio > 0.0 ? "+" : "") + report::fixed(100.0 * ratio, 1) + " %";
}

std::string settingsText(const RunRecord& first, const RunRecord& second) {
  std::map<std::string, std::pair<std::string, std::string>> values;
  for (const auto& value : first.config) {
    if (entersHash(value) || value.isFile) {
      values[value.path].first = value.value;
    }
  }
  for (const auto& value : second.config) {
    if (entersHash(value) || value.isFile) {
      values[value.path].second = value.value;
    }
  }
  std::string text;
  for (const auto& [path, pair] : values) {
    if (pair.first != pair.second) {
      text +=
          row(path, pair.first.empty() ? "absent" : pair.first, pair.second.empty() ? "absent" : pair.second);
    }
  }
  return text;
}

/// The paired difference of accuracies; none where the two cannot be paired.
std::optional<std::string> pairedText(const RunRecord& first, const RunRecord& second) {
  if (first.metric != "top1" || second.metric != "top1" || first.correct.empty() || second.correct.empty()) {
    return std::nullopt;
  }
  const Answers a = answersOf(first, 0), b = answersOf(second, 0);
  if (!arePairs(a, b)) {
    return std::nullopt;
  }
  const PairedDifference paired = pairedDifference({{&a, &b}});
  std::string text = signedPoints(paired.difference) + " points";
  if (paired.overImages) {
    text += fmt::format(" ({} to {} over {} images", signedPoints(paired.overImages->low),
                        signedPoints(paired.overImages->high), report::grouped(a.images));
    text += paired.overChips ? fmt::format(", {} to {} over {} chips)", signedPoints(paired.overChips->low),
                                           signedPoints(paired.overChips->high), a.chips)
                             : std::string(")");
  }
  return text;
}

bool isEnd(std::string_view name) {
  static const std::set<std::string_view> kEnds = {"top1_low", "top1_high", "top1_chip_low",
                                                   "top1_chip_high"};
  return kEnds.count(name) > 0;
}

std::string figuresText(const RunRecord& first, const RunRecord& second) {
  const auto paired = pairedText(first, second);
  std::string text;
  for (const auto& figure : figures()) {
    if (!figure.isColumn || isEnd(figure.name())) {
      continue;
    }
    const auto a = columnValue(figure, first, first.byReadTime.front());
    const auto b = columnValue(figure, second, second.byReadTime.front());
    if (a == b) {
      continue;
    }
    const Quantity quantity = quantityOf(figure);
    const bool isTop1 = figure.name() == "top1";
    text += row(quantity.title, a ? numberText(quantity, *a) : "none", b ? numberText(quantity, *b) : "none",
                isTop1 && paired ? *paired
                : a && b         ? differenceText(figure, *a, *b)
                                 : std::string());
  }
  return text;
}

double saturatedShareOf(const LayerRecord& layer) {
  return layer.conversions > 0
             ? static_cast<double>(layer.saturatedCodes) / static_cast<double>(layer.conversions)
             : 0.0;
}

/// What a layer's figures do, if they differ.
std::string layerText(const LayerRecord& first, const LayerRecord& second) {
  std::string text;
  const auto add = [&](const FigureValue& value, double a, double b) {
    if (a != b) {
      const Figure& figure = figureOf(value);
      const Quantity quantity = quantityOf(figure);
      text += row("  " + quantity.title, numberText(quantity, a), numberText(quantity, b),
                  differenceText(figure, a, b));
    }
  };
  add(&LayerRecord::relativeError, first.relativeError, second.relativeError);
  add(&LayerRecord::energy_J, first.energy_J, second.energy_J);
  add(&LayerRecord::cycles, static_cast<double>(first.cycles), static_cast<double>(second.cycles));
  add(&LayerRecord::arrays, first.arrays, second.arrays);
  add(&LayerRecord::utilisation, first.utilisation, second.utilisation);
  const double a = saturatedShareOf(first), b = saturatedShareOf(second);
  if (a != b) {
    text += row("  saturated share of codes", report::percent(a), report::percent(b),
                signedPoints(b - a) + " points");
  }
  return text;
}

/// Layers that differ, the one whose error changed most first.
std::string layersText(const RunRecord& first, const RunRecord& second) {
  std::vector<std::pair<double, std::string>> layers;
  std::map<std::string, const LayerRecord*> others;
  for (const auto& layer : second.layers) {
    others[layer.name] = &layer;
  }
  for (const auto& layer : first.layers) {
    const auto other = others.find(layer.name);
    const std::string name = "  " + configs::terminalText(shortName(layer.name));
    if (other == others.end()) {
      layers.emplace_back(INFINITY, name + "  on arrays in the first alone\n");
      continue;
    }
    const std::string text = layerText(layer, *other->second);
    if (!text.empty()) {
      layers.emplace_back(std::abs(other->second->relativeError - layer.relativeError), name + "\n" + text);
    }
    others.erase(other);
  }
  for (const auto& [layer, record] : others) {
    layers.emplace_back(INFINITY,
                        "  " + configs::terminalText(shortName(layer)) + "  on arrays in the second alone\n");
  }
  std::stable_sort(layers.begin(), layers.end(),
                   [](const auto& a, const auto& b) { return a.first > b.first; });
  std::string text;
  for (const auto& [change, lines] : layers) {
    text += lines;
  }
  return text;
}

}  // namespace

std::pair<std::filesystem::path, std::filesystem::path> resultsToCompare(const std::string& first,
                                                                         const std::string& second) {
  const auto a = namedPoint(first), b = namedPoint(second);
  if (!a || !b || a->folder != b->folder) {
    return {namedResult(first), namedResult(second)};
  }
  const KeptPlan plan = readPlan(a->folder);
  const auto isThere = [&](std::int64_t number) {
    return number >= 1 && number <= static_cast<std::int64_t>(plan.ids.size());
  };
  if (!plan.search || !isThere(a->number) || !isThere(b->number)) {
    return {namedResult(first), namedResult(second)};
  }
  const StudyFolder folder(a->folder);
  const auto& ids = plan.searched[static_cast<std::size_t>(a->number - 1)].ids;
  const auto& others = plan.searched[static_cast<std::size_t>(b->number - 1)].ids;
  for (std::size_t size = ids.size(); size-- > 0;) {
    if (folder.isDone(ids[size]) && folder.isDone(others[size])) {
      return {folder.result(ids[size]), folder.result(others[size])};
    }
  }
  throw configs::InputError({"", "study why",
                             fmt::format("{} and {} were not run at one size", first, second),
                             "points that the search has evaluated", "`ohmic study run` the search first"});
}

std::string whyText(const RunRecord& first, const RunRecord& second) {
  std::string text = row("", "first", "second", "second less first");
  const auto part = [&](const std::string& title, const std::string& lines) {
    text += title + "\n" + (lines.empty() ? std::string("  no difference\n") : lines);
  };
  part("settings", settingsText(first, second));
  part("figures", figuresText(first, second));
  part("layers", layersText(first, second));
  return text;
}

}  // namespace ohmic::sim
