// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "sim/chip/area.h"

#include "sim/chip/placement.h"

namespace ohmic::sim {
namespace {

/// Area of some tiles and, once, of what the chip has one of.
std::map<std::string, double> areaOf(const ChipModel& model, int tiles) {
  std::map<std::string, double> area;
  const auto add = [&](devices::Level level, int groups) {
    model.costs.forEach(level, [&](const devices::ComponentRow& row, const devices::ComponentCost& cost) {
      area[std::string(row.name)] += groups * cost.area_m2;
    });
  };
  add(devices::Level::element, tiles * model.organisation.elementsPerTile);
  add(devices::Level::tile, tiles);
  add(devices::Level::chip, 1);
  return area;
}

/// What layers with hardware of their own take beyond the chip's usual.
std::map<std::string, double> differencesOf(const mapping::Plan& plan,
                                            const std::vector<LayerHardware>& hardware,
                                            const ChipModel& model) {
  std::map<std::string, double> area;
  for (std::size_t l = 0; l < plan.layers.size(); ++l) {
    const double elements = plan.layers[l].ownCrossbars() / model.organisation.arraysPerElement;
    if (!hardware[l].costs) {
      continue;
    }
    hardware[l].costs->forEach(
        devices::Level::element, [&](const devices::ComponentRow& row, const devices::ComponentCost& cost) {
          const auto& usual = model.costs[row.component];
          area[std::string(row.name)] += elements * (cost.area_m2 - (usual ? usual->area_m2 : 0.0));
        });
  }
  return area;
}

double areaOf(const devices::ChipCosts& costs, devices::Level level) {
  double total = 0.0;
  costs.forEach(level, [&](const devices::ComponentRow&, const devices::ComponentCost& cost) {
    total += cost.area_m2;
  });
  return total;
}

/// Silicon of a layer's crossbars: a share of an element each, and of what the tile has one of.
double layerArea(const mapping::LayerPlan& layer, const LayerHardware& hardware, const ChipModel& model) {
  const double tile = areaOf(model.costs, devices::Level::tile);
  const double element = areaOf(hardware.costs ? *hardware.costs : model.costs, devices::Level::element);
  return layer.ownCrossbars() *
         (element / model.organisation.arraysPerElement + tile / model.organisation.arraysPerTile());
}

double sum(const std::map<std::string, double>& area) {
  double total = 0.0;
  for (const auto& [name, squareMetres] : area) {
    total += squareMetres;
  }
  return total;
}

}  // namespace

AreaReport area(const mapping::Plan& plan, const std::vector<LayerHardware>& hardware,
                const ChipModel& model) {
  const Placement placement = placeArrays(plan, model.organisation);
  AreaReport report;
  report.tiles = placement.tiles;
  report.tilesUsed = placement.tilesUsed;
  const auto differences = differencesOf(plan, hardware, model);
  report.byComponent = areaOf(model, placement.tiles);
  for (const auto& [name, squareMetres] : differences) {
    report.byComponent[name] += squareMetres;
  }
  report.installed = sum(report.byComponent);
  report.used = sum(areaOf(model, placement.tilesUsed)) + sum(differences);
  for (std::size_t l = 0; l < plan.layers.size(); ++l) {
    report.byLayer.push_back(layerArea(plan.layers[l], hardware[l], model));
  }
  return report;
}

}  // namespace ohmic::sim
