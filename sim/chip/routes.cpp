// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "sim/chip/routes.h"

#include <algorithm>
#include <set>

#include "sim/chip/rows.h"

namespace ohmic::sim {
namespace {

std::vector<std::size_t> assignLayers(const Deployment& deployment) {
  const auto& graph = deployment.graph;
  std::vector<std::size_t> ofValue(graph.values.size(), 0);
  std::vector<std::size_t> ofNode;
  for (std::size_t n = 0; n < graph.nodes.size(); ++n) {
    std::size_t layer = 0;
    for (const auto input : graph.nodes[n].inputs) {
      layer = std::max(layer, ofValue[input]);
    }
    ofNode.push_back(deployment.layerOf(n).value_or(layer));
    ofValue[graph.nodes[n].output] = ofNode.back();
  }
  return ofNode;
}

/// Elementwise with one input: works in the digital unit on what passes.
bool isPointwise(const models::Node& node) {
  return std::holds_alternative<models::Unary>(node.op) || std::holds_alternative<models::Clip>(node.op) ||
         std::holds_alternative<models::ChannelAffine>(node.op);
}

void addReader(ValueRoute& route, int tile, std::size_t node) {
  auto& all = route.destinations;
  const auto found =
      std::find_if(all.begin(), all.end(), [&](const Destination& d) { return d.tile == tile; });
  if (found == all.end()) {
    all.push_back({tile, false, false, {node}});
  } else if (found->nodes.back() != node) {
    found->nodes.push_back(node);
  }
}

}  // namespace

Routes::Routes(const Deployment& deployment, const Placement& placement)
    : layerOfNode(assignLayers(deployment)), values(deployment.graph.values.size()) {
  const auto& graph = deployment.graph;
  for (std::size_t n = 0; n < graph.nodes.size(); ++n) {
    const auto& node = graph.nodes[n];
    const auto& placed = placement.layers[layerOfNode[n]];
    values[node.output].from = placed.home();
    values[node.output].isConstant = std::holds_alternative<models::Constant>(node.op);
    for (const auto input : node.inputs) {
      if (!deployment.layerOf(n)) {
        addReader(values[input], placed.home(), n);
        continue;
      }
      for (const int tile : placed.tiles) {
        addReader(values[input], tile, n);
      }
    }
  }
  values[graph.output].toHost = true;
  for (std::size_t v = 0; v < values.size(); ++v) {
    auto& route = values[v];
    const bool single = !route.toHost && route.destinations.size() == 1;
    if (single && route.destinations[0].nodes.size() == 1 && route.destinations[0].tile == route.from) {
      const auto& reader = graph.nodes[route.destinations[0].nodes[0]];
      route.destinations[0].forwarded = readsInPlace(reader) || (v != graph.input && isPointwise(reader));
    }
  }
  placeReshaped(graph);
}

void Routes::placeReshaped(const models::Graph& graph) {
  std::vector<std::set<int>> tiles(values.size());  // in whose buffers a value's numbers are
  for (std::size_t v = 0; v < values.size(); ++v) {
    for (const auto& destination : values[v].destinations) {
      if (!destination.forwarded && !values[v].isConstant) {
        tiles[v].insert(destination.tile);
      }
    }
  }
  for (const auto& node : graph.nodes) {  // inputs before their readers
    if (!readsInPlace(node)) {
      continue;
    }
    const auto& held = tiles[node.inputs[0]];
    auto& route = values[node.output];
    for (auto& destination : route.destinations) {
      destination.inPlace =
          !destination.forwarded && destination.tile == route.from && held.count(route.from) > 0;
    }
    tiles[node.output].insert(held.begin(), held.end());
  }
}

bool readsInPlace(const models::Node& node) { return std::holds_alternative<models::Reshape>(node.op); }

std::int64_t patchRows(const mapping::LayerPlan& layer, const LayerPlacement& placement, int replica,
                       int tile) {
  std::vector<RowSpan> spans;
  for (std::size_t a = 0; a < layer.arrays.size(); ++a) {
    if (placement.arrays[static_cast<std::size_t>(replica) * layer.arrays.size() + a].tile == tile) {
      spans.push_back({layer.arrays[a].rowBegin, layer.arrays[a].rowBegin + layer.arrays[a].rows});
    }
  }
  std::sort(spans.begin(), spans.end(), [](const RowSpan& a, const RowSpan& b) { return a.first < b.first; });
  std::int64_t rows = 0;
  std::int64_t covered = 0;
  for (const auto& span : spans) {
    rows += std::max<std::int64_t>(span.end - std::max(span.first, covered), 0);
    covered = std::max(covered, span.end);
  }
  return rows;
}

}  // namespace ohmic::sim
