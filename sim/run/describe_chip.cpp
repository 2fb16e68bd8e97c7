// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "sim/run/describe_chip.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "sim/chip/event_counts.h"
#include "sim/chip/placement.h"
#include "sim/chip/tile_cycles.h"

namespace ohmic::sim {
namespace {

/// "8-bit weights, 8-bit inputs"; of layers that differ, "4- to 8-bit weights".
std::string bitsText(const mapping::Plan& plan) {
  std::set<int> weights, inputs;
  for (const auto& layer : plan.layers) {
    weights.insert(layer.options.weights.bits);
    inputs.insert(layer.options.input.bits);
  }
  const auto text = [](const std::set<int>& bits) {
    return bits.size() == 1 ? fmt::format("{}-bit", *bits.begin())
                            : fmt::format("{}- to {}-bit", *bits.begin(), *bits.rbegin());
  };
  return fmt::format("{} weights, {} inputs", text(weights), text(inputs));
}

/// The tiles that hold an array; shares are of the whole stream.
class TileLedger {
 public:
  TileLedger(const Deployment& deployment, const ChipModel& model, const ChipResult& timed)
      : model_(model), timed_(timed), placement_(placeArrays(deployment.plan, model.organisation)) {
    tiles_.resize(static_cast<std::size_t>(placement_.tilesUsed));
    for (std::size_t t = 0; t < tiles_.size(); ++t) {
      tiles_[t].column = static_cast<int>(t) % placement_.meshWidth;
      tiles_[t].row = static_cast<int>(t) / placement_.meshWidth;
      const std::string name = fmt::format("chip.tile_{}", t);
      tiles_[t].buffer = share(timed.busyCycles.at(name + ".buffer"));
      tiles_[t].digital = share(timed.busyCycles.at(name + ".digital"));
    }
    for (int a = 0; a < model.organisation.arraysPerTile() && placement_.tilesUsed == 1; ++a) {
      slots_.push_back(
          {a / model.organisation.arraysPerElement, a % model.organisation.arraysPerElement, {}, 0.0});
    }
    for (std::size_t l = 0; l < deployment.plan.layers.size(); ++l) {
      addLayer(deployment.plan.layers[l], deployment.hardware[l].adc, placement_.layers[l]);
    }
  }

  [[nodiscard]] const std::vector<TileRecord>& tiles() const { return tiles_; }
  [[nodiscard]] const std::vector<SlotRecord>& slots() const { return slots_; }

 private:
  [[nodiscard]] double share(std::int64_t cycles) const {
    return timed_.cycles > 0 ? static_cast<double>(cycles) / static_cast<double>(timed_.cycles) : 0.0;
  }

  void addLayer(const mapping::LayerPlan& layer, const devices::AdcFormat& adc,
                const LayerPlacement& placed) {
    const auto images = static_cast<std::int64_t>(timed_.logits.size());
    for (std::size_t a = 0; a < placed.arrays.size(); ++a) {
      auto& tile = tiles_[static_cast<std::size_t>(placed.arrays[a].tile)];
      const auto replica = static_cast<int>(a / layer.arrays.size());
      const std::int64_t operations =
          images * ((layer.patch.positions() - replica + layer.replicas - 1) / layer.replicas);
      const ArrayWork work = arrayWork(layer, layer.arrays[a % layer.arrays.size()], model_.array, adc);
      const double activity = share(operations * tileInterval(model_.array, work));
      tile.activity += activity * layer.crossbarsPerArray() / model_.organisation.arraysPerTile();
      addToSlots(placed.arrays[a], layer, activity);
      tile.arrays += layer.isTenant() ? 0 : layer.crossbarsPerArray();
      if (tile.layers.empty() || tile.layers.back() != layer.name) {
        tile.layers.push_back(layer.name);
      }
    }
  }

  /// An array may take two crossbars, one behind the other.
  void addToSlots(const ArrayPlace& place, const mapping::LayerPlan& layer, double activity) {
    const int first = place.element * model_.organisation.arraysPerElement + place.slot;
    for (int crossbar = 0; crossbar < layer.crossbarsPerArray() && !slots_.empty(); ++crossbar) {
      auto& slot = slots_.at(static_cast<std::size_t>(first + crossbar));
      slot.layers.push_back(layer.name);
      slot.activity += activity;
    }
  }

  const ChipModel& model_;
  const ChipResult& timed_;
  Placement placement_;
  std::vector<TileRecord> tiles_;
  std::vector<SlotRecord> slots_;  ///< of the only tile; else empty
};

}  // namespace

ChipRecord describeChip(const Deployment& deployment, const ChipModel& model, const ChipResult& timed,
                        const AreaReport& area, const std::optional<ProgrammingCost>& programming) {
  ChipRecord chip;
  chip.preset = model.preset;
  chip.latency_s = timed.latency_s;
  chip.throughput = timed.throughput();
  chip.timedImages = static_cast<int>(timed.logits.size());
  chip.areaInstalled_m2 = area.installed;
  chip.areaUsed_m2 = area.used;
  chip.areaByComponent_m2 = area.byComponent;
  chip.tiles = area.tiles;
  chip.bits = bitsText(deployment.plan);
  const TileLedger ledger(deployment, model, timed);
  chip.tileUse = ledger.tiles();
  chip.slots = ledger.slots();
  chip.loads = placeArrays(deployment.plan, model.organisation).loads;
  const EventCounts events = sum(countEvents(deployment, model));
  chip.digitalOperations =
      2.0 * static_cast<double>(events.digital[static_cast<std::size_t>(DigitalKind::multiply)]);
  if (programming) {
    chip.programmingEnergy_J = programming->energy_J;
    chip.programmingTime_s = programming->time_s;
  }
  return chip;
}

void addEfficiency(const std::vector<LayerRecord>& layers, ChipRecord& chip) {
  for (const auto& layer : layers) {
    chip.operations += 2.0 * static_cast<double>(layer.multiplyAdds);
  }
  const double tera = chip.operations * 1e-12;
  chip.tops = tera * chip.throughput;
  chip.topsPerWatt = chip.energyPerImage_J > 0.0 ? tera / chip.energyPerImage_J : 0.0;
  chip.topsPerMm2 = chip.areaInstalled_m2 > 0.0 ? chip.tops / (chip.areaInstalled_m2 * 1e6) : 0.0;
}

std::map<std::string, double> cyclesByCause(const mapping::LayerPlan& layer, const ChipResult& timed,
                                            std::size_t number) {
  const double streams =
      static_cast<double>(timed.logits.size()) * std::min(layer.replicas, layer.patch.positions());
  std::map<std::string, double> mean;
  for (const auto& [cause, cycles] : timed.layers[number].spent.byCause()) {
    mean[cause] = static_cast<double>(cycles) / streams;
  }
  return mean;
}

}  // namespace ohmic::sim
