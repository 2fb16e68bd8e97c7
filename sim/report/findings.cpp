// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "sim/report/findings.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <optional>
#include <string_view>

#include "configs/files/escape.h"
#include "configs/reader/pattern.h"
#include "sim/report/layer_chart.h"
#include "sim/report/number_text.h"

namespace ohmic::sim::report {
namespace {

constexpr double kNotable = 0.01;  ///< a share of saturated codes worth a sentence

bool endsWith(std::string_view text, std::string_view end) {
  return text.size() >= end.size() && text.substr(text.size() - end.size()) == end;
}

/// "2.5 times"; "1.04 times" near one.
std::string timesText(double factor) { return significant(factor) + " times"; }

/// "the buffer of tile 3" for "chip.tile_3.buffer"; of arrays those of their layer.
std::string resourceText(const RunRecord& record, const std::string& name, const std::string& layer) {
  if (!layer.empty()) {
    const auto labels = layerNames(record);
    std::string label = layer;
    for (std::size_t l = 0; l < labels.size(); ++l) {
      label = record.layers[l].name == layer ? labels[l] : label;
    }
    return configs::startsWith(name, "chip.array_of_layer_")
               ? fmt::format("the array that `{}` shares", label)
               : fmt::format("the arrays of `{}`", label);
  }
  const std::string rest = name.substr(std::min(name.find('_') + 1, name.size()));
  const std::string tile = rest.substr(0, rest.find('.'));
  if (endsWith(name, ".buffer")) {
    return fmt::format("the buffer of tile {}", tile);
  }
  if (endsWith(name, ".digital")) {
    return fmt::format("the digital unit of tile {}", tile);
  }
  if (configs::startsWith(name, "chip.mesh.link_")) {
    const auto to = rest.find('_');
    return fmt::format("the link from tile {} to tile {}", rest.substr(0, to), rest.substr(to + 1));
  }
  return name == "chip.host" ? "the host port" : name;
}

std::string sentence(std::string text) {
  if (!text.empty() && text.front() >= 'a' && text.front() <= 'z') {
    text.front() = static_cast<char>(text.front() - 'a' + 'A');
  }
  return text;
}

/// Of the time between images; a stream of few images may leave sooner than its slowest stage lets more pass.
std::string shareText(const ChipRecord& chip, const ResourceRecord& slowest) {
  constexpr double kWhole = 1.005;
  if (slowest.share > kWhole) {
    return fmt::format(
        "more than the time between the {} timed images; with more of them (`run.timed_images`) "
        "the throughput falls to this",
        chip.timedImages);
  }
  return fmt::format(
      "{} of {}", percent(slowest.share, 0),
      chip.timedImages > 1 ? "the time between two images" : "the time of the one timed image");
}

std::optional<Finding> limitOf(const RunRecord& record) {
  const auto& chip = *record.chip;
  if (chip.loads > 1) {
    return Finding{"Limit", fmt::format("The network does not fit: its layers take turns on the arrays in {} "
                                        "loads, and each load is written before it is read.",
                                        chip.loads)};
  }
  if (chip.demand.empty()) {
    return std::nullopt;
  }
  const auto& slowest = chip.demand.front();
  const auto asBusy = std::count_if(chip.demand.begin() + 1, chip.demand.end(), [&](const auto& resource) {
    return static_cast<double>(resource.cycles) >= 0.98 * static_cast<double>(slowest.cycles);
  });
  const bool isPlural = !slowest.layer.empty() && !configs::startsWith(slowest.name, "chip.array_of_layer_");
  std::string others;
  if (asBusy == 1) {
    others = fmt::format("; {} {} as busy", resourceText(record, chip.demand[1].name, chip.demand[1].layer),
                         chip.demand[1].layer.empty() ? "is" : "are");
  } else if (asBusy > 1) {
    others = fmt::format("; {} other resources are as busy", asBusy);
  }
  return Finding{"Limit", sentence(fmt::format(
                              "{} limit{} the throughput: {} at work in {} clock cycles of an image, {}{}.",
                              resourceText(record, slowest.name, slowest.layer), isPlural ? "" : "s",
                              isPlural ? "they are" : "it is", grouped(slowest.cycles),
                              shareText(chip, slowest), others))};
}

/// "at equal energy", "at 1.2 times the energy".
std::string costText(const std::optional<double>& factor, const std::string& of) {
  constexpr double kEqual = 0.005;
  return !factor                             ? ""
         : std::abs(*factor - 1.0) <= kEqual ? fmt::format(" equal {}", of)
                                             : fmt::format(" {} the {}", timesText(*factor), of);
}

std::optional<Finding> helpOf(const RunRecord& record) {
  if (record.chip->changes.empty()) {
    return std::nullopt;
  }
  const auto& best = record.chip->changes.front();
  std::string text = fmt::format("`{}: {}` gives, by the plan's closed form, {} the throughput", best.key,
                                 best.value, timesText(best.throughput));
  text += best.energy
              ? fmt::format(" at{} and{}", costText(best.energy, "energy"), costText(best.area, "area"))
              : "; what the wider unit costs is not known";
  return Finding{"Helps most",
                 fmt::format("{}. Then {} limit{}.", text, resourceText(record, best.limit, best.limitLayer),
                             configs::startsWith(best.limit, "chip.layer_") ? "" : "s")};
}

std::string valueOf(const RunRecord& record, std::string_view key) {
  const auto found = std::find_if(record.config.begin(), record.config.end(),
                                  [&](const auto& value) { return value.path == key; });
  return found == record.config.end() ? std::string() : found->value;
}

/// Whether the cells drift and nothing corrects it.
bool driftsUncorrected(const RunRecord& record) {
  return valueOf(record, "hardware.drift_compensation") == "none";
}

std::string at(const AccuracyRecord& accuracy) {
  return fmt::format("{} at {}", percent(accuracy.top1, 1), readTimeText(accuracy.readTime));
}

/// Whether nothing is left but guessing: chance lies in the interval or above it, and not the digital
/// network.
bool isChance(const RunRecord& record, const AccuracyRecord& accuracy) {
  if (record.metric != "top1" || record.classes.size() < 2) {
    return false;
  }
  const double chance = 1.0 / static_cast<double>(record.classes.size());
  return accuracy.interval95.low <= chance && accuracy.interval95.high < record.digitalTop1;
}

/// The layer in which a figure is greatest.
std::size_t greatest(const RunRecord& record, double (*figure)(const LayerRecord&)) {
  std::size_t best = 0;
  for (std::size_t l = 1; l < record.layers.size(); ++l) {
    if (figure(record.layers[l]) > figure(record.layers[best])) {
      best = l;
    }
  }
  return best;
}

std::string layerCause(const RunRecord& record) {
  if (record.layers.empty()) {
    return {};
  }
  const auto labels = layerNames(record);
  const auto far = greatest(record, [](const LayerRecord& layer) { return layer.relativeError; });
  const auto full = greatest(record, [](const LayerRecord& layer) {
    const double share = saturatedShare(layer);
    return std::isfinite(share) ? share : 0.0;
  });
  const double saturated = saturatedShare(record.layers[full]);
  std::string text = fmt::format(
      " The outputs of `{}` are furthest from the float network's: {} of their norm, errors of "
      "earlier layers included.",
      labels[far], percent(record.layers[far].relativeError, 1));
  if (std::isfinite(saturated)) {
    text += saturated >= kNotable
                ? fmt::format(" Converters clip: {} of the codes of `{}` are at an end of the range.",
                              percent(saturated, 1), labels[full])
                : fmt::format(
                      " Converters hardly clip: at most {} % of a layer's codes are at an end of the "
                      "range.",
                      significant(100.0 * saturated));
  }
  return text;
}

/// The read time that has lost most against the first, if the intervals do not overlap.
const AccuracyRecord* lostInTime(const RunRecord& record) {
  const auto& first = record.byReadTime.front();
  const AccuracyRecord* worst = nullptr;
  for (const auto& accuracy : record.byReadTime) {
    if (accuracy.readTime > first.readTime && accuracy.interval95.high < first.interval95.low &&
        (worst == nullptr || accuracy.top1 < worst->top1)) {
      worst = &accuracy;
    }
  }
  return worst;
}

Finding accuracyOf(const RunRecord& record) {
  const auto& first = record.byReadTime.front();
  const double lost = record.digitalTop1 - first.top1;
  std::string text;
  if (first.interval95.high >= record.digitalTop1) {
    text = fmt::format("{} beside {} in float, {} after programming: {} images do not tell the two apart.",
                       percent(first.top1, 1), percent(record.digitalTop1, 1), readTimeText(first.readTime),
                       grouped(record.distinctImages()));
  } else {
    text = fmt::format("{} points are lost {} after programming.{}", fixed(100.0 * lost, 1),
                       readTimeText(first.readTime), layerCause(record));
  }
  if (const AccuracyRecord* const later = lostInTime(record)) {
    const bool isMost = first.top1 - later->top1 > lost;
    text += fmt::format(" Time costs {}: {} becomes {}.", isMost ? "most" : "more", at(first), at(*later));
  }
  return {"Accuracy", text};
}

std::optional<Finding> hintOf(const RunRecord& record) {
  const auto guess = std::find_if(record.byReadTime.begin(), record.byReadTime.end(),
                                  [&](const AccuracyRecord& accuracy) { return isChance(record, accuracy); });
  if (guess == record.byReadTime.end()) {
    return std::nullopt;
  }
  std::string text = fmt::format("{} is no better than guessing one of {} classes.", sentence(at(*guess)),
                                 record.classes.size());
  const bool wasBetter = guess != record.byReadTime.begin();
  if (driftsUncorrected(record) && (wasBetter || guess->readTime > 1.0)) {
    text +=
        " Nothing corrects the drift of the cells: try `hardware.drift_compensation: per_layer`, "
        "`per_column` or `adabs`.";
  } else if (!wasBetter) {
    text +=
        " Try `ohmic explain`, which shows each layer's errors apart, and check the data set's `mean` and "
        "`std`.";
  }
  return Finding{"Hint", text};
}

/// Text in which backticks mark code.
std::string withCode(const std::string& text) {
  std::string html;
  bool isCode = false;
  for (std::size_t from = 0; from <= text.size();) {
    const auto end = std::min(text.find('`', from), text.size());
    html += configs::markupText(text.substr(from, end - from));
    if (end < text.size()) {
      isCode = !isCode;
      html += isCode ? "<code>" : "</code>";
    }
    from = end + 1;
  }
  return html + (isCode ? "</code>" : "");
}

}  // namespace

std::vector<Finding> findings(const RunRecord& record) {
  std::vector<Finding> found;
  const auto add = [&](const std::optional<Finding>& finding) {
    if (finding) {
      found.push_back(*finding);
    }
  };
  add(accuracyOf(record));
  add(hintOf(record));
  if (record.chip) {
    add(limitOf(record));
    add(helpOf(record));
  }
  return found;
}

std::string findingsHtml(const RunRecord& record) {
  std::string rows;
  for (const auto& finding : findings(record)) {
    rows +=
        fmt::format("<div{}><dt>{}</dt><dd>{}</dd></div>\n", finding.about == "Hint" ? " class=\"hint\"" : "",
                    finding.about, withCode(finding.text));
  }
  return rows.empty() ? std::string()
                      : fmt::format("<dl class=\"findings\" id=\"findings\">\n{}</dl>\n", rows);
}

}  // namespace ohmic::sim::report
