// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "sim/chip/modules/chip_module.h"

namespace ohmic::sim {

ChipModule::ChipModule(const sc_core::sc_module_name& name, ChipContext& context)
    : sc_module(name),
      context_(context),
      mesh_("mesh", context),
      host_("host", context),
      loader_("loader", context),
      outlets_(context.graph().values.size()),
      held_(context.graph().values.size()),
      layers_(context.job.deployment.plan.layers.size()) {
  buildTiles();
  buildOutlets();
  buildNodes();
  wireArrays();
}

void ChipModule::buildTiles() {
  std::vector<PlacedArray> placed;
  for (std::size_t l = 0; l < context_.placement.layers.size(); ++l) {
    const auto& arrays = context_.placement.layers[l].arrays;
    for (std::size_t a = 0; a < arrays.size(); ++a) {
      placed.push_back({l, a, arrays[a]});
    }
  }
  for (int t = 0; t < context_.placement.tilesUsed; ++t) {
    tiles_.push_back(std::make_unique<Tile>(("tile_" + std::to_string(t)).c_str(), context_, t, placed));
  }
}

void ChipModule::buildOutlets() {
  const auto& graph = context_.graph();
  std::vector<std::size_t> layerOfValue(graph.values.size(), 0);
  for (std::size_t n = 0; n < graph.nodes.size(); ++n) {
    layerOfValue[graph.nodes[n].output] = context_.routes.layerOfNode[n];
  }
  for (std::size_t v = 0; v < graph.values.size(); ++v) {
    const auto& route = context_.routes.values[v];
    if (route.isConstant || (route.destinations.empty() && !route.toHost)) {
      continue;
    }
    outlets_[v] =
        std::make_unique<Outlet>(("outlet_" + std::to_string(v)).c_str(), context_, v, layerOfValue[v]);
    outlets_[v]->mesh(mesh_);
    if (route.toHost) {
      outlets_[v]->host(host_);
    }
    for (const auto& destination : route.destinations) {
      held_[v].push_back(
          &tiles_[destination.tile]->buffer.hold(RowLayout(graph.values[v].shape), destination));
      outlets_[v]->connect(*held_[v].back());
    }
  }
  host_.out(*outlets_[graph.input]);
}

HeldActivation& ChipModule::heldAt(std::size_t value, int tile) {
  std::size_t d = 0;
  while (context_.routes.values[value].destinations[d].tile != tile) {
    ++d;
  }
  return *held_[value][d];
}

void ChipModule::buildLayer(std::size_t layer) {
  const auto& node = context_.graph().nodes[context_.job.deployment.plan.layers[layer].node];
  const auto& placed = context_.placement.layers[layer];
  layers_[layer] = std::make_unique<LayerUnit>(("layer_" + std::to_string(layer)).c_str(), context_, layer);
  auto& unit = *layers_[layer];
  for (const int tile : placed.tiles) {
    unit.sequencer.in(heldAt(node.inputs[0], tile));
  }
  unit.sequencer.out(*outlets_[node.output]);
  unit.sequencer.loader(loader_);
  unit.accumulator.loader(loader_);
  unit.accumulator.mesh(mesh_);
  unit.accumulator.digital(tiles_[placed.home()]->digital);
  unit.accumulator.out(*outlets_[node.output]);
}

void ChipModule::buildNodes() {
  const auto& graph = context_.graph();
  for (std::size_t n = 0; n < graph.nodes.size(); ++n) {
    const auto& node = graph.nodes[n];
    const std::size_t layer = context_.routes.layerOfNode[n];
    if (context_.job.deployment.layerOf(n)) {
      buildLayer(layer);
    } else if (outlets_[node.output] != nullptr) {
      const int home = context_.placement.layers[layer].home();
      digital_.push_back(std::make_unique<DigitalNode>(("node_" + std::to_string(n)).c_str(), context_, n));
      for (const auto value : digital_.back()->streams()) {
        digital_.back()->in(heldAt(value, home));
      }
      digital_.back()->digital(tiles_[home]->digital);
      digital_.back()->out(*outlets_[node.output]);
    }
  }
}

void ChipModule::wireArrays() {
  std::vector<std::vector<ArrayUnit*>> units;
  for (const auto& placed : context_.placement.layers) {
    units.emplace_back(placed.arrays.size(), nullptr);
  }
  for (const auto& tile : tiles_) {
    for (const auto& resident : tile->residents()) {
      units[resident.placed.layer][resident.placed.index] = resident.unit;
    }
  }
  for (std::size_t l = 0; l < units.size(); ++l) {
    for (auto* unit : units[l]) {
      layers_[l]->sequencer.arrays(*unit);
      unit->out(layers_[l]->accumulator);
    }
  }
}

std::map<std::string, std::int64_t> ChipModule::busyCycles() const {
  std::map<std::string, std::int64_t> busy;
  for (const auto& tile : tiles_) {
    busy[tile->buffer.name()] = tile->buffer.busyCycles();
    busy[tile->digital.name()] = tile->digital.busyCycles();
  }
  for (const auto& [link, cycles] : mesh_.busyCycles()) {
    busy[std::string(mesh_.name()) + "." + link] = cycles;
  }
  return busy;
}

}  // namespace ohmic::sim
