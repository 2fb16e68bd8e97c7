// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "sim/run/plan_figures.h"

#include <utility>

#include "sim/chip/area.h"
#include "sim/chip/demand.h"
#include "sim/chip/energy.h"
#include "sim/chip/event_counts.h"
#include "sim/engine/deployment.h"
#include "sim/record/figure.h"
#include "sim/run/hardware_choice.h"
#include "sim/run/known_inputs.h"
#include "sim/run/run_inputs.h"

namespace ohmic::sim {
namespace {

std::string nameOf(const FigureValue& value) { return std::string(figureOf(value).name()); }

void addChip(const Deployment& deployment, const ChipModel& model, PlanFigures& figures) {
  const AreaReport silicon = area(deployment.plan, deployment.hardware, model);
  figures.exact[nameOf(&ChipRecord::areaInstalled_m2)] = silicon.installed;
  figures.exact[nameOf(&ChipRecord::areaUsed_m2)] = silicon.used;
  const double interval =
      static_cast<double>(slowestStage(resourceDemand(deployment, model)).cycles) * model.clockPeriod;
  figures.atLeast[nameOf(&ChipRecord::latency_s)] = interval;
  figures.atLeast[nameOf(&ChipRecord::energyPerImage_J)] =
      actionEnergy(deployment, model, countEvents(deployment, model), interval);
  if (interval > 0.0) {
    figures.atMost[nameOf(&ChipRecord::throughput)] = 1.0 / interval;
  }
}

}  // namespace

PlanFigures PlanReader::read(const RunRequest& request) {
  // what was written of the network, and of the data whose sign it may take
  auto& network = networks_[{keyOfNetwork(request), keyOfSamples(request, request.dataset)}];
  if (network == nullptr) {
    network = std::make_shared<const models::Graph>(openGraph(request));
  }
  PlanFigures figures;
  if (request.isFloat()) {
    return figures;
  }
  auto [plan, hardware] = mapOnto(*network, request.hardware);
  figures.exact[nameOf(&RunRecord::arrays)] = plan.arrays();
  figures.exact[nameOf(&RunRecord::utilisation)] = plan.utilisation();
  if (request.chip) {
    addChip({*network, std::move(plan), std::move(hardware), {}}, *request.chip, figures);
  }
  return figures;
}

}  // namespace ohmic::sim
