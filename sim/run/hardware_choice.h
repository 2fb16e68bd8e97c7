// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "mapping/plan.h"
#include "models/graph/graph.h"
#include "sim/array/layer_hardware.h"
#include "sim/chip/chip_model.h"

namespace ohmic::sim {

/// A layer's name as people say it: "features/stem/conv" for "/features/stem/conv/Conv_output_0".
[[nodiscard]] std::string shortName(std::string_view name);

/// Whether a pattern matches a layer: its whole name or its short one (configs::matchesPattern()). A pattern
/// that begins with `=` matches the layer of exactly this whole name.
[[nodiscard]] bool matchesLayer(const std::string& pattern, const std::string& name);

/// The pattern that matches the layer of this whole name alone, whatever characters it has.
[[nodiscard]] std::string exactPattern(const std::string& name);

/// One entry of the `layers` section.
struct LayerRule {
  std::string pattern;
  std::string key;    ///< layers."fc*"
  std::string place;  ///< of its value
  bool isDigital = false;
};

/// Arrays that layers are replicated onto.
struct Replication {
  int arrays = 0;                     ///< in all
  std::optional<ArrayTiming> timing;  ///< of a position; none: a position takes as many cycles as reads
};

/// The hardware of a run: that of the `hardware` section, and other values for some layers.
///
/// All entries that match a layer apply, in the order they are written; of two that give a value to one key,
/// the later wins. `digital` discards the entries before it, a mapping after it puts the layer back on
/// arrays.
struct HardwareChoice {
  LayerHardware usual;
  std::vector<LayerRule> rules;
  std::optional<Replication> replication;  ///< none: as many replicas as each layer's options say
  /// Hardware under some rules (their numbers, ascending), laid over each other and over the usual one.
  std::function<LayerHardware(const std::vector<std::size_t>& rules)> resolve;

  /// @throws configs::InputError for an entry that matches no layer, with the nearest names.
  void checkRules(const std::vector<std::string>& names) const;

  /// Hardware of each layer by its name; none: it runs digitally.
  /// @throws configs::InputError as checkRules().
  [[nodiscard]] std::vector<std::optional<LayerHardware>> ofLayers(
      const std::vector<std::string>& names) const;
};

/// A network's layers on their hardware.
struct MappedLayers {
  mapping::Plan plan;
  std::vector<LayerHardware> hardware;  ///< as plan.layers
};

/// Names of the nodes that can run on arrays, in the graph's order: what the patterns of `layers` match.
[[nodiscard]] std::vector<std::string> layerNames(const models::Graph& graph);

/// @throws configs::InputError as ofLayers(), mapping::mapLayers() and mapping::balanceReplicas().
[[nodiscard]] MappedLayers mapOnto(const models::Graph& graph, const HardwareChoice& choice);

}  // namespace ohmic::sim
