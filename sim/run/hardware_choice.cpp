// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "sim/run/hardware_choice.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <map>

#include "configs/files/layer_labels.h"
#include "configs/reader/error.h"
#include "configs/reader/pattern.h"
#include "configs/reader/suggest.h"
#include "mapping/replication.h"
#include "mapping/sharing.h"
#include "sim/array/layer_arithmetic.h"
#include "sim/chip/tile_cycles.h"

namespace ohmic::sim {
namespace {

constexpr char kExact = '=';

/// "Conv_output_0": what exporters append to a module's path.
bool isOperatorOutput(std::string_view part) { return part.find("_output_") != std::string_view::npos; }

[[noreturn]] void refuseRule(const LayerRule& rule, const std::vector<std::string>& names) {
  constexpr std::size_t kMostNames = 12;
  std::vector<std::string> shortNames;
  for (const auto& name : names) {
    shortNames.push_back(shortName(name));
  }
  const std::string suggestion = configs::didYouMean(rule.pattern, shortNames);
  const bool isCut = shortNames.size() > kMostNames;
  shortNames.resize(std::min(shortNames.size(), kMostNames));
  throw configs::InputError({rule.place, rule.key, "matches no layer of the network",
                             fmt::format("layers: {}{}", fmt::join(shortNames, ", "), isCut ? ", ..." : ""),
                             suggestion.empty() ? "`ohmic map` lists them all" : suggestion});
}

}  // namespace

std::string shortName(std::string_view name) {
  const std::size_t slash = name.rfind('/');
  if (slash == std::string_view::npos || slash == 0 || !isOperatorOutput(name.substr(slash))) {
    return std::string(name);
  }
  const std::string_view path = name.substr(0, slash);
  return std::string(path[0] == '/' ? path.substr(1) : path);
}

bool matchesLayer(const std::string& pattern, const std::string& name) {
  if (!pattern.empty() && pattern.front() == kExact) {
    return pattern.compare(1, std::string::npos, name) == 0;
  }
  return configs::matchesPattern(pattern, name) || configs::matchesPattern(pattern, shortName(name)) ||
         configs::matchesPattern(pattern, configs::modulePath(name));
}

std::string exactPattern(const std::string& name) { return kExact + name; }

void HardwareChoice::checkRules(const std::vector<std::string>& names) const {
  for (const LayerRule& rule : rules) {
    if (std::none_of(names.begin(), names.end(),
                     [&rule](const std::string& name) { return matchesLayer(rule.pattern, name); })) {
      refuseRule(rule, names);
    }
  }
}

std::vector<std::optional<LayerHardware>> HardwareChoice::ofLayers(
    const std::vector<std::string>& names) const {
  checkRules(names);
  std::vector<std::vector<std::size_t>> applied(names.size());
  std::vector<bool> isDigital(names.size(), false);
  for (std::size_t r = 0; r < rules.size(); ++r) {
    for (std::size_t n = 0; n < names.size(); ++n) {
      if (!matchesLayer(rules[r].pattern, names[n])) {
        continue;
      }
      isDigital[n] = rules[r].isDigital;
      if (rules[r].isDigital) {
        applied[n].clear();
      } else {
        applied[n].push_back(r);
      }
    }
  }
  std::vector<std::optional<LayerHardware>> hardware;
  for (std::size_t n = 0; n < names.size(); ++n) {
    hardware.push_back(isDigital[n] ? std::nullopt
                                    : std::optional(applied[n].empty() ? usual : resolve(applied[n])));
    if (hardware.back()) {
      const auto same = std::find(applied.begin(), applied.end(), applied[n]);
      hardware.back()->variant = static_cast<int>(same - applied.begin());
    }
  }
  return hardware;
}

namespace {

/// Cycles of one position of each layer. @param hardware  as plan.layers.
std::vector<double> timesOfPosition(const mapping::Plan& plan, const std::vector<LayerHardware>& hardware,
                                    const Replication& replication) {
  std::vector<double> times;
  for (std::size_t l = 0; l < plan.layers.size(); ++l) {
    const auto& layer = plan.layers[l];
    std::int64_t slowest = 0;
    for (int phase = 0; phase < layer.input.phases(); ++phase) {
      slowest += static_cast<std::int64_t>(layer.greatestRowGroups()) * layer.input.readsIn(phase);
    }
    for (const auto& array : layer.arrays) {
      if (replication.timing) {
        const ArrayWork work = arrayWork(layer, array, *replication.timing, hardware[l].adc);
        slowest = std::max(slowest, tileInterval(*replication.timing, work));
      }
    }
    times.push_back(static_cast<double>(slowest));
  }
  return times;
}

/// A stuck cell of a list must mean a place that the layer has.
void checkPlace(const devices::StuckCell& cell, const mapping::LayerPlan& layer) {
  const auto& array = layer.options.array;
  const auto check = [&](const char* what, int found, int count) {
    if (found >= count) {
      throw configs::InputError(configs::Complaint{
          cell.place, "", fmt::format("found {} {} of {}", what, found, shortName(layer.name)),
          fmt::format("allowed: 0 to {}", count - 1), "`ohmic map` lists the layers"});
    }
  };
  check("array", cell.crossbar, layer.crossbars());
  check("row", cell.row, array.rows);
  check("column", cell.line, array.columns);
}

/// Leave each layer the listed cells that are its own.
void shareStuckCells(const std::vector<std::string>& names, MappedLayers& mapped) {
  for (std::size_t l = 0; l < mapped.hardware.size(); ++l) {
    auto& cell = mapped.hardware[l].cell;
    if (!cell.faults || cell.faults->list.empty()) {
      continue;
    }
    auto own = std::make_shared<devices::Faults>(*cell.faults);
    own->list.clear();
    for (const auto& stuck : cell.faults->list) {
      if (std::none_of(names.begin(), names.end(),
                       [&](const auto& name) { return matchesLayer(stuck.layer, name); })) {
        throw configs::InputError(configs::Complaint{
            stuck.place, "", fmt::format("no layer '{}'", stuck.layer),
            "allowed: a layer's name or path, * for any letters", "`ohmic map` lists the layers"});
      }
      if (matchesLayer(stuck.layer, mapped.plan.layers[l].name)) {
        checkPlace(stuck, mapped.plan.layers[l]);
        own->list.push_back(stuck);
      }
    }
    cell.faults = std::move(own);
  }
}

}  // namespace

std::vector<std::string> layerNames(const models::Graph& graph) {
  std::vector<std::string> names;
  for (const auto& node : graph.nodes) {
    if (models::isArrayNode(node)) {
      names.push_back(node.name);
    }
  }
  return names;
}

MappedLayers mapOnto(const models::Graph& graph, const HardwareChoice& choice) {
  const std::vector<std::string> names = layerNames(graph);
  const auto hardware = choice.ofLayers(names);
  if (!hardware.empty() &&
      std::none_of(hardware.begin(), hardware.end(), [](const auto& layer) { return layer.has_value(); })) {
    throw configs::InputError({choice.rules.back().place, choice.rules.back().key,
                               "every layer runs digitally", "at least one layer on arrays", ""});
  }
  std::map<std::string, std::optional<LayerHardware>> byName;
  MappedLayers mapped;
  for (std::size_t n = 0; n < names.size(); ++n) {
    byName[names[n]] = hardware[n];
    if (hardware[n]) {
      mapped.hardware.push_back(*hardware[n]);
    }
  }
  mapped.plan = mapping::mapLayers(graph, [&](const std::string& name) {
    const auto& own = byName.at(name);
    return own ? std::optional(own->mapping) : std::nullopt;
  });
  if (choice.replication) {
    mapping::balanceReplicas(choice.replication->arrays,
                             timesOfPosition(mapped.plan, mapped.hardware, *choice.replication), mapped.plan);
  }
  mapping::shareArrays(
      [&mapped](std::size_t a, std::size_t b) {
        const auto& first = mapped.hardware[a];
        return first.variant == mapped.hardware[b].variant &&
               adcCodes(mapped.plan.layers[a], first.adc).least ==
                   adcCodes(mapped.plan.layers[b], first.adc).least;
      },
      mapped.plan);
  shareStuckCells(names, mapped);
  return mapped;
}

}  // namespace ohmic::sim
