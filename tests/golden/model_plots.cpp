// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/golden/model_plots.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <vector>

#include "configs/reader/config.h"
#include "devices/cells/gaussian.h"
#include "devices/cells/neurosim_retention.h"
#include "devices/cells/random_telegraph.h"
#include "devices/cells/verified_programming.h"
#include "devices/converters/adc.h"
#include "devices/converters/dac.h"
#include "devices/read_cell.h"
#include "devices/read_cell_models.h"
#include "devices/wires/gated_column.h"
#include "devices/wires/wires.h"
#include "mapping/format.h"
#include "mapping/remap.h"
#include "models/graph/graph_builder.h"
#include "sim/array/programming/fault_pattern.h"
#include "sim/report/line_plot.h"
#include "tests/unit/wires/aihwkit_ir_drop.h"
#include "tests/unit/wires/node_voltages.h"

namespace ohmic::tests {
namespace {

using devices::Cell;
using sim::report::LinePlot;
using sim::report::Series;

constexpr std::uint32_t kCells = 4096;  // of each target: a standard deviation is known to 1.1 %

Cell cellOf(const std::string& text) {
  const auto config = configs::Config::fromText("cell: " + text + "\n", "plot");
  return devices::readCell(config.root().section("cell"));
}

/// Mean and standard deviation, microsiemens.
struct Moments {
  double mean = 0.0;
  double deviation = 0.0;
};

Moments momentsOf(const std::vector<double>& g) {
  double sum = 0.0, squares = 0.0;
  for (const double value : g) {
    sum += value * 1e6, squares += value * value * 1e12;
  }
  const double mean = sum / static_cast<double>(g.size());
  return {mean, std::sqrt(std::max(squares / static_cast<double>(g.size()) - mean * mean, 0.0))};
}

/// What becomes of cells with one target: programmed, aged, flickering.
Moments momentsAt(const Cell& cell, double target, double time) {
  const std::vector<double> targets(kCells, target);
  std::vector<double> g = targets;
  const devices::CellBlock cells{0, 0, kCells, 0, 0};
  const auto stream = [](devices::Purpose purpose) { return devices::RandomStream(1, purpose, 0, 0, 0); };
  if (cell.programming) {
    cell.programming->program(cells, stream(devices::Purpose::programming), g.data());
  }
  if (cell.drift) {
    cell.drift->age(cells, stream(devices::Purpose::driftExponent), targets.data(), time, g.data());
  }
  if (cell.readNoise) {
    cell.readNoise->flicker(cells, stream(devices::Purpose::flicker), targets.data(), time, g.data());
  }
  return momentsOf(g);
}

/// Axes around everything that is drawn.
std::string drawn(LinePlot plot, const std::string& xTitle, const std::string& yTitle, bool logX = false) {
  double left = 1e300, right = -1e300, low = 0.0, high = -1e300;
  for (const auto& series : plot.series) {
    for (const auto& point : series.points) {
      left = std::min(left, point.x), right = std::max(right, point.x);
      low = std::min({low, point.y, std::isnan(point.low) ? point.y : point.low});
      high = std::max({high, point.y, std::isnan(point.high) ? point.y : point.high});
    }
  }
  plot.x = logX ? sim::report::logAxis(xTitle, left, right) : sim::report::linearAxis(xTitle, left, right);
  plot.y = sim::report::linearAxis(yTitle, low, high);
  return draw(plot) + "\n";
}

Series curve(const std::string& name, std::size_t rank) {
  Series series;
  series.name = name;
  series.colour = sim::report::seriesColour(rank);
  series.radius = 0.0;
  return series;
}

/// Standard deviation that programming leaves, over the target.
std::string programmingPlot(const std::string& model, const Cell& cell) {
  LinePlot plot;
  plot.id = model + "_programming";
  plot.label = "Standard deviation of the programmed conductance over the target, " + model;
  Series series = curve("", 0);
  Cell programmed;
  programmed.programming = cell.programming;
  for (int i = 0; i <= 50; ++i) {
    const double target = cell.range.least + i / 50.0 * (cell.range.greatest - cell.range.least);
    series.points.push_back({target * 1e6, momentsAt(programmed, target, 0.0).deviation});
  }
  plot.series.push_back(series);
  return drawn(plot, "target (uS)", "standard deviation (uS)");
}

/// Conductance over time, mean and one standard deviation, of four targets.
std::string timePlot(const std::string& model, const Cell& cell) {
  LinePlot plot;
  plot.id = model + "_time";
  plot.label = "Conductance over time, mean and one standard deviation, " + model;
  constexpr double kYear = 31536000.0;
  int rank = 0;
  for (const double share : {0.25, 0.5, 0.75, 1.0}) {
    const double target = cell.range.least + share * (cell.range.greatest - cell.range.least);
    Series series = curve(fmt::format("{:.4g} uS", target * 1e6), static_cast<std::size_t>(rank++));
    series.band = true;
    for (double time = 1.0; time <= kYear; time *= 2.0) {
      if (!cell.drift || cell.drift->refusal(time).empty()) {
        const Moments at = momentsAt(cell, target, time);
        series.points.push_back({time, at.mean, at.mean - at.deviation, at.mean + at.deviation});
      }
    }
    plot.series.push_back(series);
  }
  return plot.series[0].points.size() < 3
             ? ""
             : drawn(plot, "time since programming (s)", "conductance (uS)", true);
}

void addCells(std::map<std::string, std::string>& plots) {
  for (const auto& model : devices::cellModelNames()) {
    if (model == "ideal" || model == devices::kTableModel || model == "random_telegraph" ||
        model == "neurosim_retention") {  // drawn by themselves, or without numbers of their own
      continue;
    }
    const bool isGeneric = model == "gaussian" || model == "uniform";
    const Cell cell =
        cellOf(isGeneric ? "{ model: " + model + ", programming: { sigma: 5 %, kind: proportional } }"
                         : "{ model: " + model + " }");
    plots[model + "_programming.svg"] = programmingPlot(model, cell);
    const std::string time = cell.drift || cell.readNoise ? timePlot(model, cell) : "";
    if (!time.empty() && !isGeneric) {
      plots[model + "_time.svg"] = time;
    }
  }
}

/// Pulses a cell, and the deviation left, over the acceptance band.
std::string writeVerifyPlot() {
  LinePlot plot;
  plot.id = "write_verify";
  plot.label = "Pulses for each cell and deviation left over the acceptance band, at most 20 pulses";
  Series pulses = curve("pulses, over 20", 0), left = curve("standard deviation left, over sigma", 1);
  const devices::ConductanceRange range{0.0, 100e-6};
  const auto pulse =
      std::make_shared<devices::GenericProgramming>(devices::NoiseKind::independent, 0.02, range);
  for (double band = 0.25; band <= 4.0; band += 0.25) {
    const devices::VerifiedProgramming law(pulse, {band * 0.02, devices::Acceptance::Relative::range, 20},
                                           range);
    std::vector<double> g(kCells, 50e-6);
    std::vector<std::uint32_t> taken(kCells);
    law.programCounted({0, 0, kCells, 0, 0}, devices::RandomStream(1), g.data(), taken.data());
    double sum = 0.0;
    for (const auto count : taken) {
      sum += count == 0 ? 20.0 : count;
    }
    pulses.points.push_back({band, sum / kCells / 20.0});
    left.points.push_back({band, momentsOf(g).deviation / 2.0});
  }
  plot.series = {pulses, left};
  return drawn(plot, "band over the pulse's sigma", "share");
}

/// Standard deviation over the occupancy.
std::string telegraphPlot() {
  LinePlot plot;
  plot.id = "random_telegraph";
  plot.label = "Standard deviation of random telegraph noise over the occupancy, three amplitudes";
  int rank = 0;
  for (const double amplitude : {0.02, 0.05, 0.1}) {
    Series series = curve(fmt::format("a = {:g} %", 100.0 * amplitude), static_cast<std::size_t>(rank++));
    for (int i = 0; i <= 50; ++i) {
      const double p = i / 50.0;
      const devices::RandomTelegraph noise(amplitude, p, devices::RandomTelegraph::Switching::fast);
      double g = 1.0;
      noise.flicker({0, 0, 1, 0, 0}, devices::RandomStream(1), &g, 0.0, &g);
      series.points.push_back({p, 100.0 * noise.freshSigma(g)});
    }
    plot.series.push_back(series);
  }
  return drawn(plot, "occupancy", "standard deviation (% of g_0)");
}

/// The three branches of NeuroSim's retention.
std::string neurosimRetentionPlot() {
  LinePlot plot;
  plot.id = "neurosim_retention";
  plot.label = "Conductance over time with NeuroSim's retention, v = 0.02, from 20 uS in 1 to 25 uS";
  const devices::ConductanceRange range{1e-6, 25e-6};
  int rank = 0;
  for (const auto& [name, target] :
       {std::pair{"up", 25e-6}, std::pair{"kept", 20e-6}, std::pair{"down", 1e-6}}) {
    Series series = curve(name, static_cast<std::size_t>(rank++));
    const devices::NeurosimRetention law(0.02, devices::NeurosimRetention::Direction::target, target, range);
    for (double time = 1.0; time <= 1e8; time *= 2.0) {
      double g = 20e-6;
      law.age({0, 0, 1, 0, 0}, devices::RandomStream(1), &g, time, &g);
      series.points.push_back({time, g * 1e6});
    }
    plot.series.push_back(series);
  }
  return drawn(plot, "time since programming (s)", "conductance (uS)", true);
}

std::string adcPlot() {
  LinePlot plot;
  plot.id = "adc";
  plot.label = "Codes of a 4-bit signed converter over its input";
  int rank = 0;
  for (const auto& [name, gain, offset] : {std::tuple{"ideal", 1.0, 0.0}, std::tuple{"gain 0.9", 0.9, 0.0},
                                           std::tuple{"offset 1.5 LSB", 1.0, 1.5}}) {
    Series series = curve(name, static_cast<std::size_t>(rank++));
    devices::AdcTransfer adc;
    adc.codes = devices::adcCodes(4, true);
    adc.deviation.gain = static_cast<float>(gain), adc.deviation.offset = static_cast<float>(offset);
    for (int i = -400; i <= 400; ++i) {
      const double signal = i / 40.0;
      series.points.push_back({signal, static_cast<double>(devices::convert(adc, signal))});
    }
    plot.series.push_back(series);
  }
  return drawn(plot, "signal (LSB)", "code");
}

/// Where each code of a converter begins, less where it should: its integral non-linearity, LSB.
Series nonLinearity(const std::string& name, std::size_t rank, const devices::AdcDeviation& deviation) {
  constexpr int kSteps = 64;
  Series series = curve(name, rank);
  devices::AdcTransfer adc;
  adc.codes = devices::adcCodes(8, false);
  adc.deviation = deviation;
  std::int32_t last = 0;
  for (int i = 0; i <= adc.codes.greatest * kSteps; ++i) {
    const double signal = static_cast<double>(i) / kSteps;
    const std::int32_t code = devices::convert(adc, signal);
    for (; last < code; ++last) {
      series.points.push_back({last + 1.0, signal - (last + 0.5)});
    }
  }
  return series;
}

/// One converter of each circuit.
std::string adcErrorsPlot() {
  LinePlot plot;
  plot.id = "adc_errors";
  plot.label = "Integral non-linearity of three 8-bit converters";
  const devices::RandomStream random(2, devices::Purpose::converter, 0, 0, 0);
  devices::AdcFormat sar, ramp;
  sar.kind = &devices::adcKind("sar");
  sar.errors.capacitor = 0.05;
  ramp.kind = &devices::adcKind("ramp");
  ramp.errors.inl = 1.0;
  plot.series = {nonLinearity("ideal", 0, {}),
                 nonLinearity("ramp, inl: 1", 1, drawConverter(ramp, 8, random, {0, 0, 0})),
                 nonLinearity("sar, capacitor_mismatch: 5 %", 2, drawConverter(sar, 8, random, {0, 0, 0}))};
  return drawn(plot, "code", "INL (LSB)");
}

std::string dacPlot() {
  LinePlot plot;
  plot.id = "dac_inl";
  plot.label = "Deviation of three row drivers from their code";
  int rank = 0;
  for (const double bow : {-1.0, 0.5, 1.5}) {
    Series series = curve(fmt::format("a = {} sigma", bow), static_cast<std::size_t>(rank++));
    for (int code = -127; code <= 127; ++code) {
      series.points.push_back(
          {static_cast<double>(code), devices::DacErrors{1.0, 0.0}.deviation(code, 127, bow, 0.0)});
    }
    plot.series.push_back(series);
  }
  return drawn(plot, "code", "deviation (LSB), inl: 1");
}

std::string currentVoltagePlot() {
  LinePlot plot;
  plot.id = "current_voltage";
  plot.label = "Current over voltage of a 100 uS cell";
  const devices::MiloCurrentVoltage milo;
  const devices::CubicCurrentVoltage cubic;
  const devices::SinhCurrentVoltage sinh(0.25);
  const std::vector<std::pair<const char*, const devices::CurrentVoltage*>> laws = {
      {"ohmic", nullptr}, {"milo_2021", &milo}, {"cubic", &cubic}, {"sinh, v0 = 0.25 V", &sinh}};
  for (std::size_t i = 0; i < laws.size(); ++i) {
    Series series = curve(laws[i].first, i);
    for (int step = -50; step <= 50; ++step) {
      const double v = step / 100.0;
      const double g = laws[i].second == nullptr || v == 0.0 ? 100e-6 : laws[i].second->chord(100e-6, v);
      series.points.push_back({v, g * v * 1e6});
    }
    plot.series.push_back(series);
  }
  return drawn(plot, "voltage (V)", "current (uA)");
}

/// Error of 300 x 100 weights on 128 x 128 arrays over the share of stuck cells, with and without remapping.
std::string faultsPlot() {
  LinePlot plot;
  plot.id = "faults";
  plot.label = "Relative error of weights over the share of stuck cells, without and with remapping";
  models::GraphBuilder builder("image", {300}, true);
  models::Linear linear;
  linear.weight.shape = {100, 300};
  const devices::RandomStream random(3, devices::Purpose::weightNoise, 0, 0, 0);
  linear.weight.values.resize(30000);
  devices::drawNormals(random, {0, 0, 30000, 0, 0}, linear.weight.values.data());
  const auto graph =
      std::move(builder).finish(builder.add("fc", "Gemm", std::move(linear), {builder.input()}));
  int rank = 0;
  for (const auto& [name, remaps, spare] :
       {std::tuple{"as they come", false, 0}, std::tuple{"remapped", true, 0},
        std::tuple{"remapped, 8 spare columns", true, 8}}) {
    mapping::MappingOptions options;
    options.array.remaps = remaps, options.array.spareColumns = spare;
    const auto plan = mapping::mapNetwork(graph, options);
    const auto& layer = plan.layers[0];
    Series series = curve(name, static_cast<std::size_t>(rank++));
    for (double rate = 0.001; rate < 0.11; rate *= 1.5848931924611136) {  // five points a decade
      devices::Faults faults;
      faults.cells = {rate / 2.0, rate / 2.0};
      faults.highConductance = 127.0;  // digits: g_min 0, one step 1
      double errors = 0.0, squares = 0.0;
      for (const auto& array : layer.arrays) {
        const sim::FaultPattern pattern(layer, array, 0, layer.slots(), faults, {});
        const auto stuck = pattern.digits(faults, 0.0, 1.0);
        const auto slots =
            mapping::remapColumns(layer, array, remaps ? stuck : std::vector<mapping::StuckDigit>());
        errors += mapping::placementError(layer, array, stuck, slots);
      }
      for (const float level : layer.bands[0].levels) {
        squares += static_cast<double>(level) * level;
      }
      series.points.push_back({100.0 * rate, 100.0 * std::sqrt(errors / squares)});
    }
    plot.series.push_back(series);
  }
  return drawn(plot, "stuck cells (%), half of them high", "error of the levels (%)", true);
}

/// Digits of the cells over the level, 4-bit weights in one slice.
std::string encodingsPlot() {
  LinePlot plot;
  plot.id = "encodings";
  plot.label = "Digit of the first cell over the level of a 4-bit weight, four encodings";
  const std::vector<std::pair<const char*, mapping::Encoding>> encodings = {
      {"differential", mapping::Encoding::differential},
      {"differential_two_sided", mapping::Encoding::differentialTwoSided},
      {"offset", mapping::Encoding::offset}};
  for (std::size_t i = 0; i < encodings.size(); ++i) {
    mapping::WeightFormat weights;
    weights.bits = weights.cellBits.emplace(4);
    weights.encoding = encodings[i].second;
    weights.subtraction = mapping::Subtraction::digital;
    const auto format = mapping::levelFormat(weights);
    Series series = curve(encodings[i].first, i);
    series.radius = 2.5;
    for (int level = -7; level <= 7; ++level) {
      series.points.push_back(
          {static_cast<double>(level), format.cellDigit(level, 1, 0) / format.greatestDigit()});
    }
    plot.series.push_back(series);
  }
  return drawn(plot, "level", "share of the range g_min to g_max");
}

/// Standard deviation of white noise over the code, of one cell.
std::string inputsPlot() {
  LinePlot plot;
  plot.id = "inputs";
  plot.label = "White noise of one cell over the code that drives it, three input encodings";
  const std::vector<std::pair<const char*, mapping::InputFormat>> inputs = {
      {"parallel", {8, mapping::InputEncoding::parallel}},
      {"bit_serial, analog accumulation",
       {8, mapping::InputEncoding::bitSerial, mapping::Accumulation::analog}},
      {"pulse_width", {8, mapping::InputEncoding::pulseWidth}}};
  for (std::size_t i = 0; i < inputs.size(); ++i) {
    const auto codes = mapping::inputCodes(inputs[i].second, true);
    Series series = curve(inputs[i].first, i);
    for (int code = 0; code <= 255; ++code) {
      series.points.push_back(
          {static_cast<double>(code), std::sqrt(static_cast<double>(codes.noiseWeight(code)))});
    }
    plot.series.push_back(series);
  }
  return drawn(plot, "code", "noise over that of one count");
}

/// Share of the ideal current that reaches the converter, all rows driven, over the bit line.
std::string wiresPlot() {
  LinePlot plot;
  plot.id = "wires";
  plot.label = "Current of bit lines over the ideal one, all rows driven, 20 uS cells";
  int rank = 0;
  for (const int size : {32, 64, 128}) {
    const devices::ConductanceMatrix g = devices::ConductanceMatrix::Constant(size, size, 20e-6);
    const auto effective = devices::effectiveConductance({1.0, 1.0, 0.0, 0.0}, g);
    Series series = curve(fmt::format("{0} x {0}", size), static_cast<std::size_t>(rank++));
    for (int c = 0; c < size; ++c) {
      series.points.push_back({static_cast<double>(c + 1), effective.col(c).sum() / g.col(c).sum()});
    }
    plot.series.push_back(series);
  }
  return drawn(plot, "bit line, from the drivers", "current over the ideal (1 ohm segments)");
}

/// Cells of 1 to 25 uS in no order, and inputs up to 0.2 V.
devices::ConductanceMatrix mixedArray(int size) {
  devices::ConductanceMatrix g(size, size);
  for (Eigen::Index i = 0; i < g.size(); ++i) {
    g.data()[i] = 1e-6 * static_cast<double>(1 + i * 7919 % 25);
  }
  return g;
}

Eigen::VectorXd mixedInputs(int size) {
  Eigen::VectorXd v(size);
  for (Eigen::Index i = 0; i < size; ++i) {
    v(i) = 0.2 * static_cast<double>(i * 31 % 17) / 16.0;
  }
  return v;
}

/// Read noise of a column, sigma proportional to g: as a run scales it, over the adjoint solution's, less 1.
double scaledNoiseError(const devices::WireResistance& wires, int size, Eigen::Index line) {
  const auto g = mixedArray(size);
  const Eigen::VectorXd v = mixedInputs(size);
  const double exact = devices::sensitivity(wires, g, v, line).cwiseProduct(g).norm();
  const double scaled = v.cwiseProduct(devices::effectiveConductance(wires, g).col(line)).norm();
  return scaled / exact - 1.0;
}

std::string readNoisePlot() {
  LinePlot plot;
  plot.id = "wires_read_noise";
  plot.label = "Error of the scaled read noise of a column in an array with wires";
  std::size_t rank = 0;
  for (const int size : {32, 64}) {
    for (const int line : {0, size - 1}) {
      Series series =
          curve(fmt::format("{0} x {0}, {1} bit line", size, line == 0 ? "first" : "last"), rank++);
      for (const double ohm : {0.01, 0.1, 0.2, 0.5, 1.0, 1.5, 2.0}) {
        series.points.push_back({ohm, 100.0 * scaledNoiseError({ohm, ohm, 0.0, 0.0}, size, line)});
      }
      plot.series.push_back(series);
    }
  }
  return drawn(plot, "row and column segments (ohm)", "error of the noise (%)");
}

/// Share of a bit line's current that its resistance takes: 0.35 ohm a cell, all inputs on, equal cells.
std::string aihwkitPlot() {
  LinePlot plot;
  plot.id = "wires_aihwkit";
  plot.label = "IR drop of a bit line: exact, and by aihwkit's approximation";
  const std::vector<std::pair<const char*, double>> cells = {{"5 uS", 1.0}, {"1 uS", 0.2}};
  std::size_t rank = 0;
  for (const auto& [name, weight] : cells) {
    Series exact = curve(fmt::format("exact, {}", name), rank++);
    Series close = curve(fmt::format("aihwkit, {}", name), rank++);
    for (int n = 32; n <= 1024; n += 32) {
      const std::vector<double> g(static_cast<std::size_t>(n), 5e-6 * weight), w(g.size(), weight),
          x(g.size(), 1.0);
      const double ideal = weight * n;
      const double left =
          devices::gatedConductance({0.0, 0.35, 0.0, 0.0}, g, std::vector<bool>(g.size(), true)) / 5e-6;
      exact.points.push_back({static_cast<double>(n), 100.0 * (1.0 - left / ideal)});
      close.points.push_back(
          {static_cast<double>(n), 100.0 * (1.0 - devices::AihwkitIrDrop().output(w, x) / ideal)});
    }
    plot.series.push_back(exact);
    plot.series.push_back(close);
  }
  return drawn(plot, "cells of the bit line", "drop (%)");
}

}  // namespace

std::map<std::string, std::string> modelPlots() {
  std::map<std::string, std::string> plots;
  addCells(plots);
  plots["adc.svg"] = adcPlot();
  plots["adc_errors.svg"] = adcErrorsPlot();
  plots["dac_inl.svg"] = dacPlot();
  plots["current_voltage.svg"] = currentVoltagePlot();
  plots["encodings.svg"] = encodingsPlot();
  plots["faults.svg"] = faultsPlot();
  plots["write_verify.svg"] = writeVerifyPlot();
  plots["random_telegraph.svg"] = telegraphPlot();
  plots["neurosim_retention.svg"] = neurosimRetentionPlot();
  plots["inputs.svg"] = inputsPlot();
  plots["wires.svg"] = wiresPlot();
  plots["wires_read_noise.svg"] = readNoisePlot();
  plots["wires_aihwkit.svg"] = aihwkitPlot();
  return plots;
}

}  // namespace ohmic::tests
