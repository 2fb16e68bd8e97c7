// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <cmath>
#include <map>
#include <numeric>

#include "devices/cells/flicker.h"
#include "devices/cells/gaussian.h"
#include "devices/cells/pcm_nandakumar_2019.h"
#include "devices/cells/power_law_drift.h"
#include "models/graph/graph_builder.h"
#include "sim/array/layer_read.h"
#include "sim/array/programming/program.h"

// One more layer, another array or one more source of noise changes no other draw.

namespace ohmic::sim {
namespace {

constexpr double kDay = 86400.0;

models::Linear linear(int rows, int columns) {
  models::Linear layer;
  layer.weight.shape = {columns, rows};
  for (int i = 0; i < rows * columns; ++i) {
    layer.weight.values.push_back(static_cast<float>(i * 7 % 31) - 15.0F);
  }
  return layer;
}

/// Two layers, with another one between them if asked.
models::Graph network(bool isDeeper) {
  models::GraphBuilder builder("image", {30}, true);
  auto hidden = builder.add("first", "Gemm", linear(30, 20), {builder.input()});
  if (isDeeper) {
    hidden = builder.add("between", "Gemm", linear(20, 20), {hidden});
  }
  return std::move(builder).finish(builder.add("second", "Gemm", linear(20, 9), {hidden}));
}

/// Which laws of a phase-change cell are on.
struct Laws {
  bool programming = true, drift = true, flicker = true;
};

LayerHardware phaseChange(int rows, int columns, const Laws& laws = {}) {
  LayerHardware hardware;
  hardware.mapping.array.rows = rows;
  hardware.mapping.array.columns = columns;
  hardware.mapping.weights.cellBits = 7;
  hardware.mapping.weights.encoding = mapping::Encoding::offset;
  hardware.mapping.weights.subtraction = mapping::Subtraction::digital;
  hardware.adc.errors.gain = 0.02;
  hardware.cell.range = {1e-6, 25e-6};
  if (laws.programming) {
    hardware.cell.programming =
        std::make_shared<devices::FittedProgramming>(devices::pcm_nandakumar_2019::programming());
  }
  if (laws.drift) {
    hardware.cell.drift = std::make_shared<devices::PowerLawDrift>(devices::pcm_nandakumar_2019::drift());
  }
  if (laws.flicker) {
    hardware.cell.readNoise = std::make_shared<devices::Flicker>(devices::pcm_nandakumar_2019::flicker());
  }
  return hardware;
}

struct Chip {
  mapping::Plan plan;
  ProgrammedChip programmed;
};

Chip program(const models::Graph& graph, const LayerHardware& hardware) {
  Chip chip{mapping::mapNetwork(graph, hardware.mapping), {}};
  chip.programmed =
      programChip(chip.plan, std::vector<LayerHardware>(chip.plan.layers.size(), hardware), {5, 2, kDay}, 2);
  return chip;
}

/// Effective levels of a layer by slice and place in its matrix.
std::map<std::array<int, 3>, int> levelsOf(const Chip& chip, std::size_t layer) {
  std::map<std::array<int, 3>, int> found;
  const auto& arrays = chip.plan.layers[layer].arrays;
  for (std::size_t a = 0; a < arrays.size(); ++a) {
    for (const auto& plane : chip.programmed.layers[layer].arrays[a].planes) {
      for (int r = 0; r < arrays[a].rows; ++r) {
        for (int c = 0; c < arrays[a].columns; ++c) {
          found[{plane.slice, arrays[a].rowBegin + r, arrays[a].columnBegin + c}] = plane.levels.at(r, c);
        }
      }
    }
  }
  return found;
}

TEST(Draws, AnotherLayerChangesNone) {
  const Chip shallow = program(network(false), phaseChange(16, 16));
  const Chip deeper = program(network(true), phaseChange(16, 16));
  EXPECT_EQ(levelsOf(shallow, 0), levelsOf(deeper, 0));
  EXPECT_EQ(levelsOf(shallow, 1), levelsOf(deeper, 2));
  const auto gainOf = [](const Chip& chip, std::size_t layer) {
    return chip.programmed.layers[layer].arrays.back().planes[0].converters.gain;
  };
  EXPECT_FALSE(gainOf(shallow, 1).empty());
  EXPECT_EQ(gainOf(shallow, 1), gainOf(deeper, 2));
}

TEST(Draws, OtherArraysChangeNoneOfTheWeights) {
  const auto large = levelsOf(program(network(false), phaseChange(128, 128)), 0);
  EXPECT_EQ(levelsOf(program(network(false), phaseChange(7, 5)), 0), large);
  EXPECT_EQ(levelsOf(program(network(false), phaseChange(16, 128)), 0), large);
}

// A cell's conductance is its target times a factor of each law that is on: the factor is the same whatever
// else is on.
TEST(Draws, ALawOfTheCellsChangesNoneOfAnotherLaw) {
  const auto conductances = [](const Laws& laws) {
    const LayerHardware hardware = phaseChange(64, 64, laws);
    const Chip chip = program(network(false), hardware);
    const auto& format = chip.plan.layers[0].levels;
    std::vector<double> g;
    for (const auto& [place, level] : levelsOf(chip, 0)) {
      g.push_back((level * format.unit() + format.middleDigit()) * levelStep(format, hardware.cell.range) +
                  hardware.cell.range.least);
    }
    return g;
  };
  const auto target = conductances({false, false, false});
  const auto programmed = conductances({true, false, false});
  const auto drifted = conductances({false, true, false});
  const auto flickering = conductances({false, false, true});
  for (int on = 0; on < 8; ++on) {
    const Laws laws{(on & 1) != 0, (on & 2) != 0, (on & 4) != 0};
    const auto together = conductances(laws);
    for (std::size_t i = 0; i < target.size(); ++i) {
      const double expected = target[i] * (laws.programming ? programmed[i] / target[i] : 1.0) *
                              (laws.drift ? drifted[i] / target[i] : 1.0) *
                              (laws.flicker ? flickering[i] / target[i] : 1.0);
      // Each conductance is rounded to 2^-f levels of 0.19 uS (f = 7): 1.5 nS, some of them several times.
      ASSERT_NEAR(together[i], expected, 20e-9) << "laws " << on << ", cell " << i;
    }
  }
}

/// Logarithms of g over its target of 2,048 cells with one target, under some laws.
std::vector<double> changes(const Laws& laws) {
  constexpr int kRows = 65, kColumns = 32;
  models::Linear layer;
  layer.weight = {{kColumns, kRows}, {}};
  for (int i = 0; i < kRows * kColumns; ++i) {
    layer.weight.values.push_back(i % kRows == 0 ? 1.0F : 0.5F);  // the first row is the scale's
  }
  models::GraphBuilder builder("image", {kRows}, true);
  const auto graph = std::move(builder).finish(builder.add("fc", "Gemm", layer, {builder.input()}));
  LayerHardware hardware = phaseChange(128, 128, laws);
  hardware.mapping.weights.encoding = mapping::Encoding::differential;
  const auto& range = hardware.cell.range;
  const Chip chip = program(graph, hardware);
  const auto& format = chip.plan.layers[0].levels;
  const double step = levelStep(format, range), target = 64 * step + range.least;
  std::vector<double> logs;
  for (int r = 1; r < kRows; ++r) {
    for (int c = 0; c < kColumns; ++c) {
      const double level = chip.programmed.layers[0].arrays[0].planes[0].levels.at(r, c) * format.unit();
      logs.push_back(std::log((level * step + range.least) / target));
    }
  }
  return logs;
}

double correlation(const std::vector<double>& x, const std::vector<double>& y) {
  const auto n = static_cast<double>(x.size());
  const double meanX = std::accumulate(x.begin(), x.end(), 0.0) / n;
  const double meanY = std::accumulate(y.begin(), y.end(), 0.0) / n;
  double xx = 0.0, yy = 0.0, xy = 0.0;
  for (std::size_t i = 0; i < x.size(); ++i) {
    xx += (x[i] - meanX) * (x[i] - meanX);
    yy += (y[i] - meanY) * (y[i] - meanY);
    xy += (x[i] - meanX) * (y[i] - meanY);
  }
  return xy / std::sqrt(xx * yy);
}

// A cell that was programmed too low drifts and flickers no more and no less for it. Without correlation the
// coefficient of n pairs has a standard error of 1 / sqrt(n); laws that share their draws have about 1.
TEST(Draws, TheLawsOfACellDrawIndependently) {
  const auto programmed = changes({true, false, false});
  const auto drifted = changes({false, true, false});
  const auto flickering = changes({false, false, true});
  const double bound = 4.0 / std::sqrt(static_cast<double>(programmed.size()));
  EXPECT_LT(std::abs(correlation(programmed, drifted)), bound);
  EXPECT_LT(std::abs(correlation(programmed, flickering)), bound);
  EXPECT_LT(std::abs(correlation(drifted, flickering)), bound);
}

/// Which sources are drawn anew at every read.
struct Sources {
  bool adc = true, cells = true, drivers = true;
};

/// Outputs of 40 images in LSBs, read with some sources. The input codes stay the same.
std::vector<double> read(const Sources& sources) {
  constexpr int kLsb = 1024;  // far from saturation
  LayerHardware hardware;
  hardware.mapping.array = {64, 64};
  hardware.cell.range = {1e-6, 1e-4};
  hardware.adc.bits = 16;
  hardware.adc.noise = sources.adc ? 400.0 : 0.0;
  hardware.dac.noise = sources.drivers ? 2.0 : 0.0;
  if (sources.cells) {
    hardware.cell.readNoise = std::make_shared<devices::GenericReadNoise>(devices::NoiseKind::independent,
                                                                          0.02, hardware.cell.range);
  }
  const auto graph = network(false);
  const auto plan = mapping::mapNetwork(graph, hardware.mapping);
  auto arithmetic = layerArithmetic(plan.layers[0], 0.01, hardware.adc, hardware.cell, hardware.dac);
  arithmetic.lsb.assign(static_cast<std::size_t>(plan.layers[0].levels.slices),
                        std::int64_t{kLsb} << arithmetic.dacFractionBits);
  const ChipMoment moment{5, 2, 0.0};
  const auto chip = programChip(plan, std::vector<LayerHardware>(2, hardware), moment, 1);
  LayerReader reader(plan.layers[0], arithmetic);
  LayerCounts counts(plan.layers[0].rows(), plan.layers[0].arrays.size());
  std::vector<double> outputs;
  const double unit = arithmetic.factor[0] * static_cast<double>(arithmetic.lsb[0]);
  for (std::uint32_t image = 0; image < 40; ++image) {
    std::vector<float> input(30), output(20);
    for (std::size_t i = 0; i < input.size(); ++i) {
      input[i] = 0.01F * static_cast<float>(1 + (i * 37 + image * 11) % 250);
    }
    reader.run(chip.layers[0], moment, image, input.data(), output.data(), counts);
    for (const float y : output) {
      outputs.push_back(static_cast<double>(y) / unit);
    }
  }
  return outputs;
}

double rms(const std::vector<double>& values) {
  double sum = 0.0;
  for (const double v : values) {
    sum += v * v;
  }
  return std::sqrt(sum / static_cast<double>(values.size()));
}

std::vector<double> difference(std::vector<double> a, const std::vector<double>& b) {
  for (std::size_t i = 0; i < a.size(); ++i) {
    a[i] -= b[i];
  }
  return a;
}

// What a source adds to a conversion is the same whatever else is on, but for rounding. Cells and converter
// share one draw, whose size has the sum of their variances.
TEST(Draws, ASourceAtTheReadChangesNoneOfAnother) {
  const auto silent = read({false, false, false});
  const auto adc = difference(read({true, false, false}), silent);
  const auto cells = difference(read({false, true, false}), silent);
  const auto drivers = difference(read({false, false, true}), silent);
  for (const auto* source : {&adc, &cells, &drivers}) {
    EXPECT_GT(rms(*source), 20.0) << "LSB, far above rounding";
  }
  for (int on = 3; on < 8; ++on) {
    const Sources sources{(on & 1) != 0, (on & 2) != 0, (on & 4) != 0};
    const auto together = difference(read(sources), silent);
    for (std::size_t i = 0; i < together.size(); ++i) {
      const double noise =
          std::copysign(std::hypot(sources.adc ? adc[i] : 0.0, sources.cells ? cells[i] : 0.0), adc[i]);
      ASSERT_NEAR(together[i], noise + (sources.drivers ? drivers[i] : 0.0), 4.0)
          << "sources " << on << ", conversion " << i;
    }
  }
}

}  // namespace
}  // namespace ohmic::sim
