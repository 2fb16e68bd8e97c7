// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "sim/chip/event_counts.h"

#include "sim/chip/digital_work.h"
#include "sim/chip/placement.h"
#include "sim/chip/routes.h"
#include "sim/chip/rows.h"
#include "sim/chip/tile_cycles.h"

namespace ohmic::sim {
namespace {

/// Events of a layer's own reads, for one image.
EventCounts layerEvents(const mapping::LayerPlan& layer, const devices::AdcFormat& adc,
                        const LayerPlacement& placed, const Placement& placement, const ChipModel& model) {
  EventCounts events;
  const std::int64_t positions = layer.patch.positions();
  for (const auto& array : layer.arrays) {
    const ArrayWork work = arrayWork(layer, array, model.array, adc);
    const std::int64_t bits = work.total(&PhaseWork::reads);
    const std::int64_t reads = positions * bits * work.turns * layer.crossbarsPerArray();
    events.arrayReads += reads;
    events.dacConversions += reads / work.groups * array.rows;
    events.samples += positions * bits * work.conversions;
    events.integrations += positions * work.total(&PhaseWork::integrations) * work.conversions;
    events.adcSteps += positions * work.total(&PhaseWork::steps) * work.conversions;
    events.adcConversions += positions * work.passes * work.conversions;
    events.shiftAdds += positions * work.passes * work.conversions;
    events.partialSums += array.rowBlock > 0 ? positions * array.columns : 0;
  }
  events.digital[static_cast<std::size_t>(DigitalKind::dequantise)] = positions * layer.columns;
  for (int replica = 0; replica < layer.replicas; ++replica) {
    const std::int64_t served = (positions - replica + layer.replicas - 1) / layer.replicas;
    for (const int tile : placed.tiles) {
      events.bufferReadBits += served * patchRows(layer, placed, replica, tile) * model.digital.bits;
    }
    for (std::size_t a = 0; a < layer.arrays.size(); ++a) {
      const int tile = placed.arrays[static_cast<std::size_t>(replica) * layer.arrays.size() + a].tile;
      events.networkBitHops +=
          served * layer.arrays[a].columns * model.digital.sumBits * placement.hops(tile, placed.home());
    }
  }
  return events;
}

/// Elements that a digital node reads of one input, for one image: rows under several windows count each
/// time.
std::int64_t elementsRead(const models::Graph& graph, const models::Node& node, std::size_t input) {
  const RowLayout layout(graph.values[node.inputs[input]].shape);
  std::int64_t elements = 0;
  for (std::int64_t step = 0; step < steps(graph, node); ++step) {
    elements += InputRows(graph, node, input).of(step).count() * layout.elements();
  }
  return elements;
}

EventCounts digitalEvents(const Deployment& deployment, const Routes& routes, std::size_t n, int bits) {
  EventCounts events;
  const auto& node = deployment.graph.nodes[n];
  const DigitalWork work = digitalWork(deployment.graph, node);
  if (work.operations > 0) {
    events.digital[static_cast<std::size_t>(work.kind)] += work.operations;
  }
  for (std::size_t i = 0; i < node.inputs.size(); ++i) {
    const auto& route = routes.values[node.inputs[i]];
    if (!route.isConstant && !route.destinations.front().forwarded && !readsInPlace(node)) {
      events.bufferReadBits += elementsRead(deployment.graph, node, i) * bits;
    }
  }
  return events;
}

/// Events of a value on its way, counted for the layer that makes it.
EventCounts routeEvents(const ValueRoute& route, const Placement& placement, std::int64_t elements,
                        int bits) {
  EventCounts events;
  for (const auto& destination : route.destinations) {
    if (!destination.forwarded && !route.isConstant) {
      events.bufferWriteBits += destination.inPlace ? 0 : elements * bits;
      events.networkBitHops += elements * bits * placement.hops(route.from, destination.tile);
    }
  }
  if (route.toHost) {
    events.hostBits += elements * bits;
    events.networkBitHops += elements * bits * placement.hops(route.from, 0);
  }
  return events;
}

}  // namespace

std::string_view nameOf(DigitalKind kind) {
  constexpr std::array<std::string_view, kDigitalKinds> kNames = {"dequantise",  "activation", "pooling",
                                                                  "elementwise", "softmax",    "multiply"};
  return kNames[static_cast<std::size_t>(kind)];
}

void EventCounts::add(const EventCounts& other, std::int64_t times) {
  arrayReads += other.arrayReads * times;
  dacConversions += other.dacConversions * times;
  samples += other.samples * times;
  integrations += other.integrations * times;
  adcSteps += other.adcSteps * times;
  adcConversions += other.adcConversions * times;
  shiftAdds += other.shiftAdds * times;
  partialSums += other.partialSums * times;
  bufferReadBits += other.bufferReadBits * times;
  bufferWriteBits += other.bufferWriteBits * times;
  networkBitHops += other.networkBitHops * times;
  hostBits += other.hostBits * times;
  for (std::size_t kind = 0; kind < kDigitalKinds; ++kind) {
    digital[kind] += other.digital[kind] * times;
  }
}

bool operator==(const EventCounts& a, const EventCounts& b) {
  return a.arrayReads == b.arrayReads && a.dacConversions == b.dacConversions && a.samples == b.samples &&
         a.integrations == b.integrations && a.adcSteps == b.adcSteps &&
         a.adcConversions == b.adcConversions && a.shiftAdds == b.shiftAdds &&
         a.partialSums == b.partialSums && a.bufferReadBits == b.bufferReadBits &&
         a.bufferWriteBits == b.bufferWriteBits && a.networkBitHops == b.networkBitHops &&
         a.hostBits == b.hostBits && a.digital == b.digital;
}

std::vector<EventCounts> countEvents(const Deployment& deployment, const ChipModel& model) {
  const auto& graph = deployment.graph;
  const Placement placement = placeArrays(deployment.plan, model.organisation);
  const Routes routes(deployment, placement);
  std::vector<EventCounts> layers(deployment.plan.layers.size());
  const auto addRoute = [&](std::size_t layer, std::size_t value) {
    layers[layer].add(routeEvents(routes.values[value], placement,
                                  models::elementCount(graph.values[value].shape), model.digital.bits));
  };
  layers[0].hostBits += models::elementCount(graph.values[graph.input].shape) * model.digital.bits;
  addRoute(0, graph.input);
  for (std::size_t n = 0; n < graph.nodes.size(); ++n) {
    const std::size_t layer = routes.layerOfNode[n];
    if (deployment.layerOf(n)) {
      layers[layer].add(layerEvents(deployment.plan.layers[layer], deployment.hardware[layer].adc,
                                    placement.layers[layer], placement, model));
    } else {
      layers[layer].add(digitalEvents(deployment, routes, n, model.digital.bits));
    }
    addRoute(layer, graph.nodes[n].output);
  }
  return layers;
}

EventCounts sum(const std::vector<EventCounts>& layers) {
  EventCounts total;
  for (const auto& layer : layers) {
    total.add(layer);
  }
  return total;
}

}  // namespace ohmic::sim
