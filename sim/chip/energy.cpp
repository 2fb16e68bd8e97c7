// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "sim/chip/energy.h"

#include <algorithm>
#include <set>
#include <string_view>

#include "devices/converters/adc_kind.h"
#include "sim/chip/placement.h"

namespace ohmic::sim {
namespace {

/// One line of a layer's bill: so many actions of a component.
struct Item {
  devices::Component component;
  double actions;
};

std::int64_t digitalOf(const EventCounts& events, DigitalKind kind) {
  return events.digital[static_cast<std::size_t>(kind)];
}

/// Everything but the arrays. Registers hold what the DACs and the shift-and-adds take and give; every bit
/// through the buffer's port also crosses the tile's bus.
///
/// Tables without a cost of dequantisation take an output for an addition. A conversion of fewer bits costs
/// as much less as it takes fewer steps.
/// @param steps  of a conversion of all bits.
std::vector<Item> itemsOf(const EventCounts& events, int inputBits, int bits, std::int64_t steps,
                          bool hasDequantise) {
  using C = devices::Component;
  const auto item = [](C component, std::int64_t actions) {
    return Item{component, static_cast<double>(actions)};
  };
  const std::int64_t outputs = digitalOf(events, DigitalKind::dequantise);
  const std::int64_t port = events.bufferReadBits + events.bufferWriteBits;
  return {
      item(C::dac, events.dacConversions),
      item(C::decoder, events.arrayReads),
      item(C::sampleHold, events.samples),
      item(C::integrator, events.integrations),
      item(C::columnMux, events.adcConversions),
      Item{C::adc, static_cast<double>(events.adcSteps) / static_cast<double>(steps)},
      item(C::shiftAdd, events.shiftAdds),
      item(C::inputRegister, events.dacConversions * inputBits),
      item(C::outputRegister, (events.partialSums + outputs) * bits),
      item(C::buffer, port),
      item(C::bus, port),
      item(C::router, events.networkBitHops),
      item(C::tileOutputRegister, outputs * bits),
      item(C::activation, digitalOf(events, DigitalKind::activation)),
      item(C::pooling, digitalOf(events, DigitalKind::pooling)),
      item(C::elementwise,
           digitalOf(events, DigitalKind::elementwise) + events.partialSums + (hasDequantise ? 0 : outputs)),
      item(C::dequantise, hasDequantise ? outputs : 0),
      item(C::softmax, digitalOf(events, DigitalKind::softmax)),
      item(C::multiply, digitalOf(events, DigitalKind::multiply)),
      item(C::hostLink, events.hostBits),
  };
}

void charge(const devices::ChipCosts& costs, const Item& item, std::map<std::string, double>& bill,
            std::set<std::string>& notModelled) {
  const auto& cost = costs[item.component];
  const std::string name(devices::rowOf(item.component).name);
  if (cost) {
    bill[name] += item.actions * cost->energyPerAction_J();
  } else if (item.actions > 0.0 && !devices::rowOf(item.component).isOptional) {
    notModelled.insert(name);
  }
}

double leakagePower(const ChipModel& model, int tiles) {
  const auto sum = [&](devices::Level level) {
    double power = 0.0;
    model.costs.forEach(level, [&](const devices::ComponentRow&, const devices::ComponentCost& cost) {
      power += cost.leakage_W;
    });
    return power;
  };
  return tiles *
             (sum(devices::Level::tile) + model.organisation.elementsPerTile * sum(devices::Level::element)) +
         sum(devices::Level::chip);
}

/// What a layer's actions cost: its own hardware's prices, or the chip's.
const devices::ChipCosts& costsOf(const Deployment& deployment, const ChipModel& model, std::size_t layer) {
  const auto& own = deployment.hardware[layer].costs;
  return own ? *own : model.costs;
}

/// Clock and control: a share of what the computed components draw.
void chargeControl(const devices::ChipCosts& costs, std::map<std::string, double>& bill) {
  if (costs.controlShare == 0.0) {
    return;
  }
  std::set<std::string_view> computed;
  const auto collect = [&](const devices::ComponentRow& row, const devices::ComponentCost& cost) {
    if (cost.origin == devices::CostOrigin::equations && row.component != devices::Component::array) {
      computed.insert(row.name);
    }
  };
  costs.forEach(devices::Level::element, collect);
  costs.forEach(devices::Level::tile, collect);
  double joules = 0.0;
  for (const auto name : computed) {
    joules += bill[std::string(name)];
  }
  bill["control"] += costs.controlShare * joules;
}

/// All of a layer's actions; reads of its arrays where they have a published cost, alone or as a macro.
void chargeActions(const Deployment& deployment, const ChipModel& model, std::size_t layer,
                   const EventCounts& events, std::map<std::string, double>& bill,
                   std::set<std::string>& notModelled) {
  const auto& costs = costsOf(deployment, model, layer);
  const auto& input = deployment.plan.layers[layer].options.input;
  const bool bitSerial = isBitByBit(input.encoding);
  const auto reads = static_cast<double>(events.arrayReads);
  if (costs.hasMacro()) {
    charge(costs, {devices::Component::macro, reads}, bill, notModelled);
  } else if (model.arrayEnergy != ArrayEnergy::cells) {
    charge(costs, {devices::Component::array, reads}, bill, notModelled);
  }
  const auto& adc = deployment.hardware[layer].adc;
  const std::int64_t steps = adc.ideal ? 1 : adc.kind->steps(adc.bits);
  const bool hasDequantise = costs[devices::Component::dequantise].has_value();
  for (const auto& item :
       itemsOf(events, bitSerial ? 1 : input.bits, model.digital.bits, steps, hasDequantise)) {
    const bool isInMacro =
        costs.hasMacro() && devices::rowOf(item.component).level == devices::Level::element;
    if (!isInMacro) {
      charge(costs, item, bill, notModelled);
    }
  }
  chargeControl(costs, bill);
}

/// Crossbars of a layer over crossbars in use: its share of the leakage.
double shareOf(const mapping::Plan& plan, const mapping::LayerPlan& layer) {
  return layer.ownCrossbars() / plan.arrays();
}

/// Conductance-weighted work of what drove the rows of a layer, siemens.
double drivenConductance(const mapping::LayerPlan& layer, const ProgrammedLayer& programmed,
                         const LayerCounts& counts) {
  double sum = 0.0;
  for (std::size_t a = 0; a < programmed.arrays.size(); ++a) {
    const auto& array = layer.arrays[a % layer.arrays.size()];
    for (int k = 0; k < array.rows; ++k) {
      sum +=
          static_cast<double>(counts.driveWork[array.rowBegin + k]) * programmed.arrays[a].rowConductance[k];
    }
  }
  return sum / layer.replicas;
}

/// A write pulse and the read behind it, of one siemens.
double verifiedPulseEnergy(const ChipModel& model) {
  const auto& write = *model.programming;
  return write.voltage * write.voltage * write.pulse + model.readVoltage * model.readVoltage * model.readTime;
}

}  // namespace

std::map<std::string, double> EnergyReport::byComponent() const {
  std::map<std::string, double> total;
  for (const auto& layer : byLayer) {
    for (const auto& [component, joules] : layer) {
      total[component] += joules;
    }
  }
  return total;
}

double EnergyReport::ofLayer(std::size_t layer) const {
  double total = 0.0;
  for (const auto& [component, joules] : byLayer[layer]) {
    total += joules;
  }
  return total;
}

double EnergyReport::total() const {
  double total = 0.0;
  for (const auto& [component, joules] : byComponent()) {
    total += joules;
  }
  return total;
}

std::optional<ProgrammingCost> programmingCost(const Deployment& deployment, const ProgrammedChip& chip,
                                               const ChipModel& model) {
  if (!model.programming) {
    return {};
  }
  const auto& write = *model.programming;
  ProgrammingCost cost;
  for (std::size_t l = 0; l < chip.layers.size(); ++l) {
    double joules = 0.0, seconds = 0.0, siemens = 0.0;
    for (const auto& array : chip.layers[l].arrays) {
      if (array.writes) {
        joules += array.writes->work * verifiedPulseEnergy(model);
        seconds =
            std::max(seconds, static_cast<double>(array.writes->rowPulses) * (write.pulse + model.readTime));
        continue;
      }
      for (const double row : array.rowConductance) {
        siemens += row;
      }
      seconds = std::max(seconds, deployment.plan.layers[l].options.array.rows * write.secondsPerRow());
    }
    joules += write.voltage * write.voltage * siemens * write.secondsPerRow();
    cost.layerEnergy_J.push_back(joules);
    cost.energy_J += joules;
    cost.time_s = std::max(cost.time_s, seconds);
  }
  return cost;
}

std::vector<double> cellEnergy(const Deployment& deployment, const ProgrammedChip& chip,
                               const ChipModel& model, const DriveLedger& drive) {
  std::vector<double> joules;
  for (std::size_t l = 0; l < deployment.plan.layers.size(); ++l) {
    const auto& layer = deployment.plan.layers[l];
    const double fullRead = model.readTime * model.readVoltage * model.readVoltage;
    joules.push_back(fullRead * layer.input.workUnit() *
                     drivenConductance(layer, chip.layers[l], drive.counts[l]) /
                     static_cast<double>(drive.images));
  }
  return joules;
}

double actionEnergy(const Deployment& deployment, const ChipModel& model,
                    const std::vector<EventCounts>& events, double interval) {
  std::map<std::string, double> bill;
  std::set<std::string> notModelled;
  for (std::size_t l = 0; l < deployment.plan.layers.size(); ++l) {
    chargeActions(deployment, model, l, events[l], bill, notModelled);
  }
  double joules = leakagePower(model, placeArrays(deployment.plan, model.organisation).tiles) * interval;
  for (const auto& [component, part] : bill) {
    joules += part;
  }
  return joules;
}

EnergyReport energy(const Deployment& deployment, const ProgrammedChip& chip, const ChipModel& model,
                    const std::vector<EventCounts>& events, const DriveLedger& drive, double interval) {
  const auto& plan = deployment.plan;
  const Placement placement = placeArrays(plan, model.organisation);
  const double leakage = leakagePower(model, placement.tiles) * interval;
  const std::vector<double> cells = cellEnergy(deployment, chip, model, drive);
  EnergyReport report;
  std::set<std::string> notModelled;
  for (std::size_t l = 0; l < plan.layers.size(); ++l) {
    auto& bill = report.byLayer.emplace_back();
    if (model.arrayEnergy == ArrayEnergy::cells && !costsOf(deployment, model, l).hasMacro()) {
      bill["array"] = cells[l];
    }
    chargeActions(deployment, model, l, events[l], bill, notModelled);
    bill["leakage"] = leakage * shareOf(plan, plan.layers[l]);
    if (placement.loads > 1) {
      bill["programming"] = programmingCost(deployment, chip, model)->layerEnergy_J[l] / model.buffer.images;
    }
  }
  report.notModelled.assign(notModelled.begin(), notModelled.end());
  return report;
}

}  // namespace ohmic::sim
