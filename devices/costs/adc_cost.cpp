// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "devices/costs/adc_cost.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <cmath>
#include <stdexcept>

#include "configs/mathematics/elementary.h"
#include "devices/costs/neurosim_sar.h"

namespace ohmic::devices {
namespace {

constexpr double kNodeTolerance = 0.5e-9;
constexpr double kLog10Of2 = 0.30102999566398120;
constexpr double kLog10Of1p5 = 0.17609125905568124;

constexpr double kIsaacTableRate = 1.2e9;
constexpr double kIsaacTextRate = 1.28e9;
constexpr double kNeurramStepRate = 1.001 / 0.3e-6;

bool isNode(const ConverterDemand& demand, double node) {
  return std::abs(demand.node_m - node) < kNodeTolerance;
}

constexpr std::array<double, 7> kIsaacPicojoules = {0.79, 0.99, 1.20, 1.42, 1.67, 1.97, 2.38};
constexpr std::array<double, 7> kIsaacSquareMicrons = {361, 477, 627, 845, 1200, 1828, 3002};

}  // namespace

std::string IsaacAdcCost::refusal(const ConverterDemand& demand) const {
  const bool covered = demand.bits == 8 && isNode(demand, 32e-9) && demand.rate_Hz <= kIsaacTextRate;
  return covered ? "" : "8 bits at 32 nm, up to 1.28 GHz";
}

ConverterCost IsaacAdcCost::cost(const ConverterDemand& demand) const {
  assert(refusal(demand).empty());
  return {2e-3 / std::max(demand.rate_Hz, kIsaacTableRate), 1200e-12};
}

std::string PumaAdcCost::refusal(const ConverterDemand& demand) const {
  const bool covered = demand.bits == 8 && isNode(demand, 32e-9) && demand.rate_Hz <= 1e9;
  return covered ? "" : "8 bits at 32 nm, up to 1 GHz";
}

ConverterCost PumaAdcCost::cost([[maybe_unused]] const ConverterDemand& demand) const {
  assert(refusal(demand).empty());
  constexpr double kProductTime = 2304e-9;
  return {2e-3 * kProductTime / (16.0 * 128.0), 1200e-12};
}

std::string HwcomponentsIsaacAdcCost::refusal(const ConverterDemand& demand) const {
  return demand.bits >= 4 && demand.bits <= 10 && isNode(demand, 32e-9) ? "" : "4 to 10 bits at 32 nm";
}

ConverterCost HwcomponentsIsaacAdcCost::cost(const ConverterDemand& demand) const {
  assert(refusal(demand).empty());
  const auto i = static_cast<std::size_t>(demand.bits - 4);
  return {kIsaacPicojoules.at(i) * 1e-12, kIsaacSquareMicrons.at(i) * 1e-12};
}

std::string MurmannAdcCost::refusal(const ConverterDemand& demand) const {
  const bool covered =
      demand.bits >= 4 && demand.bits <= 12 && demand.rate_Hz >= 1e3 && demand.rate_Hz <= 10e9;
  return covered ? "" : "4 to 12 bits at 1 kHz to 10 GHz";
}

ConverterCost MurmannAdcCost::cost(const ConverterDemand& demand) const {
  assert(refusal(demand).empty());
  const double bits = demand.bits;
  const double node = demand.node_m * 1e9;
  const double sndr = 20.0 * kLog10Of2 * bits + 10.0 * kLog10Of1p5;
  const double cap = 141.18887478 + 3.22051152 * (bits - 4.0);
  const double fom = std::min(213.7806687 - 2.8719030399 * configs::logarithm(demand.rate_Hz), cap);
  const double picojoules =
      0.5 * configs::power(10.0, (sndr - fom) / 10.0) *
      configs::exponential(26.0496215686518 + 1.8800369206815 * configs::logarithm(node) -
                           2.8291256050594527 * configs::logarithm(bits) - 1.4702022133784405);
  const double squareMicrons = configs::exponential(
      1.3461916439910742 + 0.9932794744745 * configs::logarithm(node) +
      0.180715384245 * configs::logarithm(demand.rate_Hz) + 0.299124261927 * configs::logarithm(picojoules));
  return {picojoules * 1e-12, squareMicrons * 1e-12};
}

std::string Zigzag28AdcCost::refusal(const ConverterDemand& demand) const {
  return demand.bits >= 1 && demand.bits <= 12 && isNode(demand, 28e-9) ? "" : "1 to 12 bits at 28 nm";
}

ConverterCost Zigzag28AdcCost::cost(const ConverterDemand& demand) const {
  assert(refusal(demand).empty());
  constexpr double kSupply = 0.9;
  const double bits = demand.bits;
  const double femtofarads = 100.0 * bits + 0.001 * configs::power(4.0, bits);
  return {femtofarads * 1e-15 * kSupply * kSupply,
          configs::power(10.0, -0.0369 * bits + 1.206) * configs::power(2.0, bits) * 1e-12};
}

std::string NeurramAdcCost::refusal(const ConverterDemand& demand) const {
  const bool covered = demand.bits >= 1 && demand.bits <= 12 && isNode(demand, 130e-9) &&
                       demand.rate_Hz * demand.bits <= kNeurramStepRate;
  return covered ? "" : "1 to 12 bits at 130 nm, a step in 0.3 us at least";
}

ConverterCost NeurramAdcCost::cost(const ConverterDemand& demand) const {
  assert(refusal(demand).empty());
  return {0.4e-12 * demand.bits, 1270e-12};
}

const std::vector<std::unique_ptr<AdcCostModel>>& adcCostModels() {
  static const auto models = [] {
    std::vector<std::unique_ptr<AdcCostModel>> all;
    all.push_back(std::make_unique<IsaacAdcCost>());
    all.push_back(std::make_unique<HwcomponentsIsaacAdcCost>());
    all.push_back(std::make_unique<MurmannAdcCost>());
    all.push_back(std::make_unique<PumaAdcCost>());
    all.push_back(std::make_unique<NeurosimSarAdcCost>());
    all.push_back(std::make_unique<NeurramAdcCost>());
    all.push_back(std::make_unique<Zigzag28AdcCost>());
    return all;
  }();
  return models;
}

std::vector<std::string> adcCostModelNames() {
  std::vector<std::string> names;
  for (const auto& model : adcCostModels()) {
    names.push_back(model->name());
  }
  return names;
}

const AdcCostModel& adcCostModel(const std::string& name) {
  for (const auto& model : adcCostModels()) {
    if (model->name() == name) {
      return *model;
    }
  }
  throw std::out_of_range("no ADC cost model named " + name);
}

std::vector<std::string> modelsCovering(const ConverterDemand& demand) {
  std::vector<std::string> names;
  for (const auto& model : adcCostModels()) {
    if (model->refusal(demand).empty()) {
      names.push_back(model->name());
    }
  }
  return names;
}

}  // namespace ohmic::devices
