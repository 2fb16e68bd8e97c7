// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "sim/run/limits.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <functional>
#include <set>
#include <string>
#include <string_view>

#include "configs/reader/pattern.h"
#include "mapping/replication.h"
#include "sim/chip/area.h"
#include "sim/chip/demand.h"
#include "sim/chip/energy.h"
#include "sim/chip/event_counts.h"
#include "sim/chip/placement.h"
#include "sim/chip/tile_cycles.h"

namespace ohmic::sim {
namespace {

constexpr int kMostArrays = 8192;  ///< of a plan that is tried
constexpr double kWorthwhile = 1.05;

/// The layer of "chip.layer_3" and "chip.array_of_layer_3"; empty for other resources.
std::string layerOf(const Deployment& deployment, const std::string& resource) {
  for (const std::string_view start : {"chip.layer_", "chip.array_of_layer_"}) {
    if (configs::startsWith(resource, start)) {
      std::size_t layer = 0;
      std::from_chars(resource.data() + start.size(), resource.data() + resource.size(), layer);
      return deployment.plan.layers.at(layer).name;
    }
  }
  return {};
}

/// A deployment without the numbers of its matrices: the closed forms do not read them.
Deployment outlineOf(const Deployment& deployment) {
  Deployment outline;
  outline.graph = deployment.graph;
  outline.hardware = deployment.hardware;
  for (const auto& layer : deployment.plan.layers) {
    outline.plan.layers.push_back(layer);
    for (auto& band : outline.plan.layers.back().bands) {
      std::vector<float>().swap(band.levels);
    }
  }
  return outline;
}

/// What the closed forms say of a plan on a chip.
struct Outlook {
  Bottleneck slowest;
  double actions_J = 0.0;  ///< actionEnergy()
  double area_m2 = 0.0;
};

Outlook outlookOf(const Deployment& deployment, const ChipModel& model) {
  Outlook outlook;
  outlook.slowest = slowestStage(resourceDemand(deployment, model));
  outlook.actions_J = actionEnergy(deployment, model, countEvents(deployment, model),
                                   static_cast<double>(outlook.slowest.cycles) * model.clockPeriod);
  outlook.area_m2 = area(deployment.plan, deployment.hardware, model).installed;
  return outlook;
}

/// Numbers of arrays worth trying, ascending.
std::set<int> budgets(const mapping::Plan& plan, const ChipModel& model) {
  const Placement placement = placeArrays(plan, model.organisation);
  const int arrays = plan.arrays(), installed = placement.tiles * model.organisation.arraysPerTile();
  const int most = model.organisation.tiles > 0 ? std::min(installed, kMostArrays) : kMostArrays;
  std::set<int> found;
  for (const int budget : {installed, 2 * arrays, 4 * arrays, 8 * arrays, 16 * arrays}) {
    if (budget > arrays && budget <= most) {
      found.insert(budget);
    }
  }
  return found;
}

/// Cycles of one position of each layer.
std::vector<double> timesOfPosition(const Deployment& deployment, const ChipModel& model) {
  std::vector<double> times;
  for (std::size_t l = 0; l < deployment.plan.layers.size(); ++l) {
    const auto& layer = deployment.plan.layers[l];
    const int rounds = (layer.patch.positions() + layer.replicas - 1) / layer.replicas;
    times.push_back(static_cast<double>(layerInterval(layer, model.array, deployment.hardware[l].adc)) /
                    rounds);
  }
  return times;
}

/// A port whose width a run file sets, and the resources that it limits.
struct Port {
  std::string_view start, end;  ///< of the resource's name
  std::string_view key;
  std::function<std::int64_t&(ChipModel&)> width;
};

const std::array<Port, 4>& ports() {
  static const std::array<Port, 4> kPorts = {
      {{"chip.tile_", ".buffer", "hardware.chip.buffer.width",
        [](ChipModel& model) -> std::int64_t& { return model.buffer.bitsPerCycle; }},
       {"chip.tile_", ".digital", "hardware.chip.digital.lanes",
        [](ChipModel& model) -> std::int64_t& { return model.digital.lanes; }},
       {"chip.mesh.", "", "hardware.chip.network.width",
        [](ChipModel& model) -> std::int64_t& { return model.network.bitsPerCycle; }},
       {"chip.host", "", "hardware.chip.host.width",
        [](ChipModel& model) -> std::int64_t& { return model.hostBitsPerCycle; }}}};
  return kPorts;
}

bool isOf(const Port& port, const std::string& resource) {
  return configs::startsWith(resource, port.start) && resource.size() >= port.end.size() &&
         resource.compare(resource.size() - port.end.size(), port.end.size(), port.end) == 0;
}

/// Keeps the changes that are worth it.
class Changes {
 public:
  Changes(const Deployment& outline, const ChipModel& model, double energy_J)
      : outline_(outline), now_(outlookOf(outline, model)), energy_J_(energy_J) {}

  [[nodiscard]] const Bottleneck& slowest() const { return now_.slowest; }

  /// Changes of one key come in ascending values.
  void consider(std::string_view key, std::int64_t value, const Outlook& then, bool knowsCost) {
    ChangeRecord change;
    change.key = key;
    change.value = value;
    change.throughput = static_cast<double>(now_.slowest.cycles) / static_cast<double>(then.slowest.cycles);
    if (knowsCost) {
      change.energy = energy_J_ > 0.0 ? (energy_J_ + then.actions_J - now_.actions_J) / energy_J_ : 1.0;
      change.area = now_.area_m2 > 0.0 ? then.area_m2 / now_.area_m2 : 1.0;
    }
    change.limit = then.slowest.resource;
    change.limitLayer = layerOf(outline_, then.slowest.resource);
    double best = 1.0;
    for (const auto& other : changes_) {
      best = other.key == change.key ? std::max(best, other.throughput) : best;
    }
    if (change.throughput >= kWorthwhile * best) {
      changes_.push_back(std::move(change));
    }
  }

  [[nodiscard]] std::vector<ChangeRecord> sorted() && {
    const auto worth = [](const ChangeRecord& change) {
      return change.throughput / change.area.value_or(1.0);
    };
    std::stable_sort(changes_.begin(), changes_.end(),
                     [&](const ChangeRecord& a, const ChangeRecord& b) { return worth(a) > worth(b); });
    return std::move(changes_);
  }

 private:
  const Deployment& outline_;
  Outlook now_;
  double energy_J_;
  std::vector<ChangeRecord> changes_;
};

}  // namespace

std::vector<ResourceRecord> describeDemand(const Deployment& deployment, const ChipModel& model,
                                           double interval_s, std::size_t most) {
  std::vector<ResourceRecord> demand;
  for (const auto& [name, cycles] : resourceDemand(deployment, model)) {
    const double seconds = static_cast<double>(cycles) * model.clockPeriod;
    demand.push_back(
        {name, layerOf(deployment, name), cycles, interval_s > 0.0 ? seconds / interval_s : 0.0});
  }
  std::stable_sort(demand.begin(), demand.end(),
                   [](const ResourceRecord& a, const ResourceRecord& b) { return a.cycles > b.cycles; });
  demand.resize(std::min(demand.size(), most));
  return demand;
}

std::vector<ChangeRecord> promisingChanges(const Deployment& deployment, const ChipModel& model,
                                           double energy_J) {
  const auto& layers = deployment.plan.layers;
  if (placeArrays(deployment.plan, model.organisation).loads > 1 ||
      std::any_of(layers.begin(), layers.end(), [](const auto& layer) { return layer.shared.has_value(); })) {
    return {};
  }
  Deployment outline = outlineOf(deployment);
  Changes changes(outline, model, energy_J);
  if (configs::startsWith(changes.slowest().resource, "chip.layer_")) {
    const auto times = timesOfPosition(outline, model);
    const mapping::Plan present = outline.plan;
    for (const int budget : budgets(present, model)) {
      outline.plan = present;
      mapping::balanceReplicas(budget, times, outline.plan);
      changes.consider("hardware.array_budget", budget, outlookOf(outline, model), true);
    }
    outline.plan = present;
  }
  for (const auto& port : ports()) {
    for (int factor = 2; factor <= 8 && isOf(port, changes.slowest().resource); factor *= 2) {
      ChipModel wider = model;
      port.width(wider) *= factor;
      changes.consider(port.key, port.width(wider), outlookOf(outline, wider), false);
    }
  }
  return std::move(changes).sorted();
}

}  // namespace ohmic::sim
