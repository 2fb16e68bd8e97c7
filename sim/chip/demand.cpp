// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "sim/chip/demand.h"

#include <fmt/format.h>

#include <algorithm>

#include "sim/chip/digital_work.h"
#include "sim/chip/placement.h"
#include "sim/chip/routes.h"
#include "sim/chip/rows.h"
#include "sim/chip/tile_cycles.h"

namespace ohmic::sim {
namespace {

std::int64_t ceilDiv(std::int64_t a, std::int64_t b) { return (a + b - 1) / b; }

/// Adds up what each resource does for an image.
class DemandLedger {
 public:
  DemandLedger(const Deployment& deployment, const ChipModel& model)
      : deployment_(deployment),
        model_(model),
        placement_(placeArrays(deployment.plan, model.organisation)),
        routes_(deployment, placement_) {}

  std::map<std::string, std::int64_t> run() {
    const auto& graph = deployment_.graph;
    const RowLayout pixels(graph.values[graph.input].shape);
    cycles_["chip.host"] =
        pixels.rows * ceilDiv(pixels.elements() * model_.digital.bits, model_.hostBitsPerCycle);
    addRoute(graph.input, pixels.rows);
    for (std::size_t n = 0; n < graph.nodes.size(); ++n) {
      const auto layer = deployment_.layerOf(n);
      if (layer) {
        addLayer(*layer);
      } else {
        addNode(n);
      }
      addRoute(graph.nodes[n].output, steps(graph, graph.nodes[n]));
    }
    return std::move(cycles_);
  }

 private:
  void addPort(int tile, std::int64_t bits, std::int64_t times) {
    cycles_[fmt::format("chip.tile_{}.buffer", tile)] += times * ceilDiv(bits, model_.buffer.bitsPerCycle);
  }
  void addDigital(int tile, std::int64_t operations, std::int64_t times) {
    cycles_[fmt::format("chip.tile_{}.digital", tile)] += times * ceilDiv(operations, model_.digital.lanes);
  }
  void addMessages(int from, int to, std::int64_t bits, std::int64_t times) {
    for (int at = from; at != to; at = placement_.next(at, to)) {
      cycles_["chip.mesh." + linkName(at, placement_.next(at, to))] +=
          times * ceilDiv(bits, model_.network.bitsPerCycle);
    }
  }

  void addLayer(std::size_t l) {
    const auto& layer = deployment_.plan.layers[l];
    const auto& placed = placement_.layers[l];
    const std::int64_t interval = layerInterval(layer, model_.array, deployment_.hardware[l].adc);
    cycles_[fmt::format("chip.layer_{}", l)] = interval;
    if (layer.shared) {
      cycles_[fmt::format("chip.array_of_layer_{}", layer.shared->host)] += interval;
    }
    addDigital(placed.home(), layer.columns, layer.patch.positions());
    for (int replica = 0; replica < layer.replicas; ++replica) {
      const std::int64_t served = ceilDiv(layer.patch.positions() - replica, layer.replicas);
      for (const int tile : placed.tiles) {
        addPort(tile, patchRows(layer, placed, replica, tile) * model_.digital.bits, served);
      }
      for (std::size_t a = 0; a < layer.arrays.size(); ++a) {
        addMessages(placed.arrays[static_cast<std::size_t>(replica) * layer.arrays.size() + a].tile,
                    placed.home(),
                    static_cast<std::int64_t>(layer.arrays[a].columns) * model_.digital.sumBits, served);
      }
    }
  }

  void addNode(std::size_t n) {
    const auto& graph = deployment_.graph;
    const auto& node = graph.nodes[n];
    const int home = placement_.layers[routes_.layerOfNode[n]].home();
    const std::int64_t count = steps(graph, node);
    addDigital(home, digitalWork(graph, node).operations / count, count);
    for (std::size_t i = 0; i < node.inputs.size(); ++i) {
      const auto& route = routes_.values[node.inputs[i]];
      const RowLayout layout(graph.values[node.inputs[i]].shape);
      const bool isRead = !route.isConstant && !route.destinations[0].forwarded && !readsInPlace(node);
      for (std::int64_t step = 0; step < count && isRead; ++step) {
        addPort(home, InputRows(graph, node, i).of(step).count() * layout.elements() * model_.digital.bits,
                1);
      }
    }
  }

  /// @param messages  in which the value's rows leave.
  void addRoute(std::size_t value, std::int64_t messages) {
    const auto& route = routes_.values[value];
    const std::int64_t bits =
        models::elementCount(deployment_.graph.values[value].shape) / messages * model_.digital.bits;
    for (const auto& destination : route.destinations) {
      if (!route.isConstant && !destination.forwarded && !destination.inPlace) {
        addPort(destination.tile, bits, messages);
        addMessages(route.from, destination.tile, bits, messages);
      }
    }
    if (route.toHost) {
      addMessages(route.from, 0, bits, messages);
    }
  }

  const Deployment& deployment_;
  const ChipModel& model_;
  Placement placement_;
  Routes routes_;
  std::map<std::string, std::int64_t> cycles_;
};

}  // namespace

std::map<std::string, std::int64_t> resourceDemand(const Deployment& deployment, const ChipModel& model) {
  return DemandLedger(deployment, model).run();
}

Bottleneck slowestStage(const std::map<std::string, std::int64_t>& demand) {
  const auto slowest = std::max_element(demand.begin(), demand.end(),
                                        [](const auto& a, const auto& b) { return a.second < b.second; });
  return {slowest->first, slowest->second};
}

}  // namespace ohmic::sim
