// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "sim/python/network.h"

#include <algorithm>
#include <stdexcept>
#include <utility>
#include <variant>

#include "configs/reader/error.h"
#include "configs/reader/with_places.h"
#include "mapping/set_weights.h"
#include "models/graph/graph_builder.h"
#include "sim/array/block_conversion.h"
#include "sim/array/parallel.h"
#include "sim/array/plain_read.h"
#include "sim/array/row_driver.h"
#include "sim/engine/calibrate.h"
#include "sim/engine/engine.h"
#include "sim/python/read_hardware_text.h"
#include "sim/run/calibration_file.h"
#include "sim/run/chip_file.h"
#include "sim/run/chip_programmer.h"
#include "sim/run/deploy_network.h"
#include "sim/run/run_inputs.h"

namespace ohmic::sim::python {
namespace {

constexpr const char* kMatrixName = "array";

models::Tensor& weightsOf(models::Node& node) {
  auto* const conv = std::get_if<models::Conv>(&node.op);
  return conv != nullptr ? conv->weight : std::get<models::Linear>(node.op).weight;
}

std::vector<float>& biasOf(models::Node& node) {
  auto* const conv = std::get_if<models::Conv>(&node.op);
  return conv != nullptr ? conv->bias : std::get<models::Linear>(node.op).bias;
}

bool isCalibratedRange(const devices::AdcFormat& adc) {
  return !adc.ideal && adc.range == devices::AdcFormat::Range::calibrated;
}

}  // namespace

ArraySamples::ArraySamples(models::Shape shape, std::vector<float> values, std::int64_t first)
    : shape_(std::move(shape)),
      values_(std::move(values)),
      first_(first),
      size_(models::elementCount(shape_)) {
  own_ = size_ > 0 ? static_cast<std::int64_t>(values_.size()) / size_ : 0;
}

int ArraySamples::label(std::int64_t) const { return 0; }

void ArraySamples::image(std::int64_t index, float* out) const {
  if (index < first_ || index >= first_ + own_) {
    throw std::out_of_range("no such image");
  }
  std::copy_n(values_.data() + (index - first_) * size_, size_, out);
}

Network::Network(const LoadedRun& run, bool isCalibrated)
    : readTimes_(run.request.readTimes), seed_(run.request.seed), threads_(run.request.threads) {
  const auto& request = run.request;
  if (request.isFloat()) {
    throw configs::InputError({run.config.place(request.floatKey()), request.floatKey(),
                               "the float network, which is on no arrays", "a run with hardware.cell",
                               "use ohmic.run"});
  }
  configs::withPlaces(run.config, [&] {
    models::Graph graph = openGraph(request);
    auto [plan, hardware] = mapOnto(graph, request.hardware);
    if (isCalibrated || NormRecalibrator::isWanted(hardware)) {
      images_ = openCalibration(request, graph, hardware);
      deployment_ = deployNetwork(request, std::move(graph), std::move(plan), std::move(hardware), images_);
    } else {
      deployment_.graph = std::move(graph);
      deployment_.plan = std::move(plan);
      deployment_.hardware = std::move(hardware);
    }
  });
  if (NormRecalibrator::isWanted(deployment_.hardware)) {
    recalibrator_.emplace(deployment_, *images_.samples, threads_);  // refuses what it cannot measure
  }
}

Network::Network(models::Tensor weights, const std::string& hardware, const World& world,
                 const std::vector<float>& calibration, double inputRange, bool nonNegative)
    : threads_(world.threads) {
  const auto inputs = weights.shape[1];
  HardwareText read = readHardwareText(hardware, world);
  readTimes_ = std::move(read.readTimes);
  readVoltage_ = read.readVoltage;
  models::GraphBuilder builder("vector", {inputs}, nonNegative);
  const auto output =
      builder.add(kMatrixName, "Gemm", models::Linear{std::move(weights), {}, false}, {builder.input()});
  models::Graph graph = std::move(builder).finish(output);
  auto [plan, layers] = mapOnto(graph, read.choice);
  if (!calibration.empty()) {
    const ArraySamples vectors({inputs}, calibration);
    deployment_ = sim::calibrate(std::move(graph), std::move(plan), std::move(layers), vectors, threads_);
    return;
  }
  if (isCalibratedRange(layers[0].adc)) {
    throw configs::InputError({"", "hardware.adc.range", "calibrated, and no vectors to calibrate on",
                               "calibration=VECTORS, or another range",
                               "give calibration=, adc.range: given, or adc.bits: ideal"});
  }
  const double scale = inputRange / plan.layers[0].input.greatest;
  deployment_.arithmetic.push_back(
      layerArithmetic(plan.layers[0], scale, layers[0].adc, layers[0].cell, layers[0].dac));
  deployment_.graph = std::move(graph);
  deployment_.plan = std::move(plan);
  deployment_.hardware = std::move(layers);
}

void Network::calibrate() {
  if (images_.samples == nullptr) {
    throw configs::InputError("a network without calibration images; give the ranges, or load a run");
  }
  Deployment fresh =
      sim::calibrate(deployment_.graph, deployment_.plan, deployment_.hardware, *images_.samples, threads_);
  deployment_.arithmetic = std::move(fresh.arithmetic);
  readers_.clear();
}

void Network::loadCalibration(const LoadedRun& run, const std::string& file) {
  const auto hash =
      calibrationHashOf(run.request, deployment_.graph, deployment_.plan, deployment_.hardware, images_);
  const auto found = readCalibrationFile(file, hash, deployment_.plan, deployment_.hardware);
  Deployment fresh = deploy(deployment_.graph, deployment_.plan, deployment_.hardware, found.layers);
  deployment_.arithmetic = std::move(fresh.arithmetic);
  readers_.clear();
}

std::string Network::calibrationText(const LoadedRun& run) const {
  const models::Graph graph = openGraph(run.request);
  const auto [plan, hardware] = mapOnto(graph, run.request.hardware);
  const CalibrationImages images = openCalibration(run.request, graph, hardware);
  auto layers = calibrationOf(deployment_);
  if (layers.size() != plan.layers.size()) {
    throw configs::InputError("the exported network has other layers on arrays than this one");
  }
  for (std::size_t l = 0; l < layers.size(); ++l) {
    layers[l].name = plan.layers[l].name;
  }
  return calibrationJson({calibrationHashOf(run.request, graph, plan, hardware, images), std::move(layers)});
}

void Network::setWeights(std::size_t layer, const float* weights, const float* bias) {
  auto& plan = deployment_.plan.layers.at(layer);
  auto& node = deployment_.graph.nodes[static_cast<std::size_t>(plan.node)];
  auto& tensor = weightsOf(node);
  std::copy_n(weights, tensor.values.size(), tensor.values.begin());
  tensor.steps.clear();
  biasOf(node).assign(bias, bias + plan.columns);
  mapping::setWeights(node, plan);
  if (isCalibrated()) {
    setInputScale(layer, deployment_.arithmetic[layer].inputScale);
  }
  chip_.reset();
  recalibrator_.reset();  // its reference is the float network's
}

void Network::setInputScale(std::size_t layer, double scale) {
  auto& arithmetic = deployment_.arithmetic.at(layer);
  const auto& own = deployment_.hardware[layer];
  LayerArithmetic fresh = layerArithmetic(deployment_.plan.layers[layer], scale, own.adc, own.cell, own.dac);
  fresh.lsb = arithmetic.lsb;
  arithmetic = std::move(fresh);
  readers_.clear();
}

void Network::setConverterSteps(std::size_t layer, std::vector<std::int64_t> lsb) {
  auto& arithmetic = deployment_.arithmetic.at(layer);
  const auto& plan = deployment_.plan.layers[layer];
  const LayerCalibration calibration{plan.name, arithmetic.inputScale, std::move(lsb)};
  if (const auto fault = faultOf(calibration, plan, deployment_.hardware[layer]); !fault.empty()) {
    throw configs::InputError({"", "converter_steps", fault, "those of a layer of this network", ""});
  }
  arithmetic.lsb = calibration.lsb;
  readers_.clear();
}

void Network::program(const ChipMoment& moment, bool keepsWires) {
  chip_.reset();
  if (!recalibrator_ && NormRecalibrator::isWanted(deployment_.hardware)) {
    recalibrator_.emplace(deployment_, *images_.samples, threads_);
  }
  chip_ = ChipProgrammer(deployment_.plan, deployment_.hardware, threads_,
                         recalibrator_ ? &*recalibrator_ : nullptr, keepsWires ? &shares_ : nullptr)
              .program(moment);
  moment_ = moment;
}

const ProgrammedChip& Network::chip() const {
  if (!chip_) {
    throw configs::InputError("no chip is programmed; call program() first");
  }
  return *chip_;
}

models::Tensor Network::weights(std::size_t layer) const {
  const auto& plan = deployment_.plan.layers.at(layer);
  return effectiveWeights(chip().layers[layer], deployment_.graph.nodes[static_cast<std::size_t>(plan.node)],
                          plan);
}

std::int64_t Network::inputSize(std::size_t layer) const {
  const auto& node =
      deployment_.graph.nodes[static_cast<std::size_t>(deployment_.plan.layers.at(layer).node)];
  return models::elementCount(deployment_.graph.values[node.inputs[0]].shape);
}

std::int64_t Network::outputSize(std::size_t layer) const {
  const auto& node =
      deployment_.graph.nodes[static_cast<std::size_t>(deployment_.plan.layers.at(layer).node)];
  return models::elementCount(deployment_.graph.values[node.output].shape);
}

void Network::prepareReaders() {
  if (!readers_.empty()) {
    return;
  }
  counts_.clear();
  const auto& layers = deployment_.plan.layers;
  for (int t = 0; t < threads_; ++t) {
    auto& readers = readers_.emplace_back();
    auto& counts = counts_.emplace_back();
    for (std::size_t l = 0; l < layers.size(); ++l) {
      readers.push_back(std::make_unique<LayerReader>(layers[l], deployment_.arithmetic[l]));
      counts.emplace_back(layers[l].rows(), layers[l].arrays.size());
    }
  }
}

void Network::read(std::size_t layer, std::int64_t first, std::int64_t count, const float* input,
                   float* output) {
  const auto& programmed = chip().layers.at(layer);
  prepareReaders();
  const std::int64_t taken = inputSize(layer), given = outputSize(layer);
  forEachIndex(static_cast<std::size_t>(count), threads_, [&](std::size_t i, int thread) {
    const auto own = static_cast<std::int64_t>(i);
    readers_[static_cast<std::size_t>(thread)][layer]->run(
        programmed, moment_, static_cast<std::uint32_t>(first + own), input + own * taken,
        output + own * given, counts_[static_cast<std::size_t>(thread)][layer]);
  });
}

void Network::run(const models::Samples& samples, std::int64_t first, std::int64_t count,
                  float* logits) const {
  Engine engine(deployment_, threads_);
  auto counts = engine.emptyCounts();
  engine.run(chip(), moment_, samples, first, count, logits, counts);
}

std::vector<Network::Conversion> Network::convert(std::size_t layer, std::uint32_t vector,
                                                  const std::int16_t* codes) const {
  const auto& plan = deployment_.plan.layers.at(layer);
  const auto& arithmetic = deployment_.arithmetic.at(layer);
  const std::uint32_t node = devices::nodeHash(plan.name);
  // ampere of one fixed-point unit at one volt of the greatest drive
  const double unit = plan.levels.devices * levelStep(plan.levels, deployment_.hardware[layer].cell.range) /
                      static_cast<double>(std::int64_t{1} << arithmetic.fractionBits) /
                      arithmetic.input.greatestDrive();
  std::vector<Conversion> conversions;
  for (std::size_t a = 0; a < plan.arrays.size(); ++a) {
    const auto& place = plan.arrays[a];
    const auto& array = chip().layers[layer].arrays[a];
    const RowDriver driver(arithmetic, place, 0, node, moment_);
    for (const auto& plane : array.planes) {
      for (int pass = 0; pass < plan.passes(place); ++pass) {
        const int phase = pass / plan.rowGroups(place);
        const mapping::RowGroup group = plan.rowGroup(place, pass % plan.rowGroups(place));
        // an even number of rows: two of them share 32 bits
        std::vector<std::int16_t> nominal(static_cast<std::size_t>(place.rows + 1) / 2 * 2, 0);
        for (int k = group.begin; k < group.end(); ++k) {
          nominal[static_cast<std::size_t>(k)] = arithmetic.input.drive(codes[place.rowBegin + k], phase);
        }
        std::vector<std::int16_t> drive = nominal;
        if (!arithmetic.dacErrors.none()) {
          driver.drive(nominal.data(), vector, 0, static_cast<std::uint32_t>(phase), drive.data());
          std::fill(drive.begin(), drive.begin() + group.begin, std::int16_t{0});
          std::fill(drive.begin() + group.end(), drive.end(), std::int16_t{0});
        }
        const auto columns = static_cast<std::size_t>(plane.levels.columns());
        Conversion own{a,
                       plane.slice,
                       plane.polarity,
                       phase,
                       std::vector<std::int64_t>(columns),
                       std::vector<std::int64_t>(columns),
                       std::vector<double>(columns)};
        std::vector<std::int64_t> variances(columns);
        std::vector<double> bends(plane.bends.empty() ? 0 : columns);
        ColumnSignals signals;
        if (plane.gatedPlus.empty()) {
          sumColumns(plane.levels, drive.data(), own.sums.data());
        } else {
          sumGated(arithmetic, array, plane, drive.data(), own.sums.data());
        }
        if (plane.varianceUnit > 0.0) {
          sumVariances(plane.variance, arithmetic.input, nominal.data(), variances.data());
          signals.variances = variances.data();
          if (plane.unitVariance.columns() > 0) {
            sumVariances(plane.unitVariance, arithmetic.input, nominal.data(), &signals.unitVariance);
          }
        }
        if (!bends.empty()) {
          sumBends(arithmetic, plane, drive.data(), bends.data());
          signals.bends = bends.data();
        }
        signals.sums = own.sums.data();
        signals.driveSum = sumDrive(drive.data(), place.rows);
        signals.phase = phase;
        const ConversionSite site{vector,
                                  0,
                                  static_cast<std::uint32_t>(pass),
                                  static_cast<std::uint32_t>(place.rowBlock),
                                  static_cast<std::uint32_t>(place.columnBegin),
                                  static_cast<std::uint32_t>(place.unitColumn)};
        convertColumns(arithmetic, array, plane, readNoiseStream(plane, moment_.seed, moment_.chip, node),
                       site, signals, own.codes.data());
        const double common = array.commonTerm * static_cast<double>(signals.driveSum);
        for (std::size_t c = 0; c < columns; ++c) {
          own.currents[c] =
              (static_cast<double>(own.sums[c]) + common + (bends.empty() ? 0.0 : bends[c])) * unit;
        }
        conversions.push_back(std::move(own));
      }
    }
  }
  return conversions;
}

}  // namespace ohmic::sim::python
