// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "sim/chip/chip.h"

#include <algorithm>
#include <stdexcept>
#include <string>
#include <vector>

#include "configs/files/layer_labels.h"
#include "sim/array/stop.h"
#include "sim/chip/modules/chip_module.h"
#include "sim/chip/modules/kernel.h"
#include "sim/chip/tile_cycles.h"

namespace ohmic::sim {
namespace {

constexpr std::size_t kLongestLabel = 40;  ///< characters of a track's name

/// Runs until nothing is left to happen; where it may be asked to stop, in slices of time.
void simulate(double clockPeriod) {
  constexpr double kSliceCycles = 1000.0;
  if (StopScope::current() == nullptr) {
    sc_core::sc_start();
    return;
  }
  const sc_core::sc_time slice(kSliceCycles * clockPeriod, sc_core::SC_SEC);
  do {
    checkStop();
    sc_core::sc_start(std::max(slice, sc_core::sc_time_to_pending_activity()),
                      sc_core::SC_EXIT_ON_STARVATION);
  } while (sc_core::sc_pending_activity());
}

void checkComplete(const HostPort& host) {
  const auto& completed = host.completed();
  if (std::find(completed.begin(), completed.end(), 0) != completed.end()) {
    throw std::logic_error("the chip stood still before all images had left it");
  }
}

LayerTiming layerTiming(const ChipContext& context, const LayerUnit& unit, std::size_t layer) {
  const auto& deployment = context.job.deployment;
  const auto& mapped = deployment.plan.layers[layer];
  LayerTiming result;
  result.name = mapped.name;
  result.start_s = static_cast<double>(unit.sequencer.firstStart()) * context.model().clockPeriod;
  result.end_s = static_cast<double>(unit.accumulator.lastOfFirstImage()) * context.model().clockPeriod;
  result.busyCycles = layerInterval(mapped, context.model().array, deployment.hardware[layer].adc);
  result.spent = unit.sequencer.spent();
  const auto causes = result.spent.byCause();
  result.bottleneck = std::max_element(causes.begin(), causes.end(), [](const auto& a, const auto& b) {
                        return a.second < b.second;
                      })->first;
  return result;
}

/// Cycles between images: over the second half of the stream, in which the first buffers have filled. A chip
/// whose layers take turns gives its images @p batch at a time.
double interval(const std::vector<std::int64_t>& completed, std::size_t batch) {
  const std::size_t batches = completed.size() / batch;
  if (batches < 2) {
    return static_cast<double>(completed.back()) / static_cast<double>(completed.size());
  }
  const std::size_t last = batches * batch - 1;
  const std::size_t first = (batches - 1) / 2 * batch + batch - 1;
  return static_cast<double>(completed[last] - completed[first]) / static_cast<double>(last - first);
}

/// Images that are computed with the same weights before others are written.
std::size_t batchOf(const ChipContext& context) {
  return context.placement.loads > 1 ? static_cast<std::size_t>(context.model().buffer.images) : 1;
}

ChipResult resultOf(ChipContext& context, const ChipModule& chip) {
  ChipResult result;
  const double period = context.model().clockPeriod;
  result.logits = chip.host().logits();
  result.latency_s = static_cast<double>(chip.host().completed().front()) * period;
  result.interval_s = interval(chip.host().completed(), batchOf(context)) * period;
  for (std::size_t l = 0; l < context.events.size(); ++l) {
    result.layers.push_back(layerTiming(context, chip.layer(l), l));
  }
  result.events = context.events;
  result.counts = context.counts;
  result.busyCycles = chip.busyCycles();
  result.cycles = chip.host().completed().back();
  result.timeline = std::move(context.timeline);
  return result;
}

}  // namespace

std::map<std::string, std::int64_t> TimeSpent::byCause() const {
  return {{"computing", computing}, {"adc", adc},       {"array", array},   {"input", input},
          {"network", network},     {"buffer", buffer}, {"output", output}, {"programming", programming}};
}

std::int64_t TimeSpent::total() const {
  return computing + adc + array + input + network + buffer + output + programming;
}

ChipContext::ChipContext(const ChipJob& stream)
    : job(stream),
      agenda("agenda", stream.model.clockPeriod),
      placement(placeArrays(stream.deployment.plan, stream.model.organisation)),
      routes(stream.deployment, placement),
      events(stream.deployment.plan.layers.size()),
      sharedFree(stream.deployment.plan.layers.size(), 0),
      timeline(stream.timeline) {
  std::vector<std::string> names;
  for (const auto& layer : stream.deployment.plan.layers) {
    counts.emplace_back(layer.rows(), layer.arrays.size());
    names.push_back(layer.name);
  }
  labels = configs::layerLabels(names, kLongestLabel);
}

ChipResult simulateChip(const ChipJob& job) {
  try {
    const Kernel kernel;
    ChipContext context(job);
    const ChipModule chip("chip", context);
    simulate(job.model.clockPeriod);
    checkComplete(chip.host());
    return resultOf(context, chip);
  } catch (const sc_core::sc_report& report) {
    throw std::logic_error(report.what());
  }
}

}  // namespace ohmic::sim
