// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "sim/chip/modules/lane_recorder.h"

#include <fmt/format.h>

#include "sim/chip/tile_cycles.h"

namespace ohmic::sim {

namespace {

std::size_t trackOf(ChipContext& context, std::size_t layer, int replica) {
  const std::string& label = context.labels[layer];
  return context.timeline.addTrack("layers", context.job.deployment.plan.layers[layer].replicas > 1
                                                 ? fmt::format("{} replica {}", label, replica)
                                                 : label);
}

/// The track on which a layer's input is made: its first replica's, or the host's.
std::size_t sourceOf(ChipContext& context, std::size_t layer) {
  const auto& graph = context.graph();
  const auto node = static_cast<std::size_t>(context.job.deployment.plan.layers[layer].node);
  const std::size_t input = graph.nodes[node].inputs[0];
  for (std::size_t n = 0; n < node; ++n) {
    const std::size_t source = context.routes.layerOfNode[n];
    if (graph.nodes[n].output == input && source != layer) {
      return trackOf(context, source, 0);
    }
  }
  return context.timeline.addTrack("host", "in");
}

}  // namespace

LaneRecorder::LaneRecorder(ChipContext& context, std::size_t layer, int replica) : context_(context) {
  if (!context.timeline.isKept()) {
    return;
  }
  const auto& mapped = context.job.deployment.plan.layers[layer];
  const auto& timing = context.model().array;
  units_.push_back({trackOf(context, layer, replica), 0, 0});
  context.timeline.addEdge(sourceOf(context, layer), units_.front().track);
  for (std::size_t a = 0; a < mapped.arrays.size(); ++a) {
    const auto& place =
        context.placement.layers[layer].arrays[static_cast<std::size_t>(replica) * mapped.arrays.size() + a];
    const std::string tile = fmt::format("tile_{}", place.tile);
    const std::string unit = fmt::format("element_{}.array_{}{}", place.element, place.slot,
                                         place.tenant == 0 ? "" : fmt::format("_tenant_{}", place.tenant));
    const ArrayWork work =
        arrayWork(mapped, mapped.arrays[a], timing, context.job.deployment.hardware[layer].adc);
    const std::int64_t end = tileCycles(timing, work);
    units_.push_back({context.timeline.addTrack(tile, unit + ".crossbar"), 0,
                      end - backCycles(timing, work, work.phases.back())});
    units_.push_back({context.timeline.addTrack(tile, unit + ".adc"),
                      frontCycles(timing, work, work.phases.front()), end});
  }
}

void LaneRecorder::start(std::int64_t image, std::int64_t row, int position, std::int64_t cycle,
                         std::int64_t interval) {
  if (!isKept()) {
    return;
  }
  if (row != row_.number || image != image_.number) {
    close("row", row_);
    row_ = {row, cycle};
  }
  if (image != image_.number) {
    close("image", image_);
    image_ = {image, cycle};
  }
  units_[0].end = interval;
  last_ = cycle;
  if (context_.timeline.hasOperations()) {
    add(fmt::format("position {}", position), cycle, cycle);
  }
}

void LaneRecorder::wait(std::string_view cause, std::int64_t begin, std::int64_t end) {
  if (isKept()) {
    context_.timeline.add(units_[0].track, fmt::format("waiting: {}", cause), begin, end);
  }
}

void LaneRecorder::finish() {
  close("row", row_);
  close("image", image_);
}

void LaneRecorder::close(const std::string& name, Part& part) {
  if (part.number >= 0 && isKept()) {
    add(fmt::format("{} {}", name, part.number), part.first, last_);
  }
  part.number = -1;
}

void LaneRecorder::add(const std::string& name, std::int64_t first, std::int64_t last) {
  for (const auto& unit : units_) {
    context_.timeline.add(unit.track, name, first + unit.begin, last + unit.end);
  }
}

}  // namespace ohmic::sim
