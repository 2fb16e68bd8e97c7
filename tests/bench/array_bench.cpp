// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include <benchmark/benchmark.h>

#include <random>
#include <vector>

#include "devices/cells/gaussian.h"
#include "devices/cells/pcm_joshi_2020.h"
#include "devices/cells/pcm_nandakumar_2019.h"
#include "devices/random/normal.h"
#include "models/graph/graph_builder.h"
#include "sim/array/kernel_target.h"
#include "sim/array/position/conversion_kernel.h"
#include "sim/array/position/tile_layout_kernel.h"
#include "sim/array/programming/program.h"
#include "sim/array/read_form.h"

// The array's product and conversion for a block of 32 positions, by row pairs, columns and converter noise:
// multiply-adds per second. Draws of programming, and programming a chip: seconds for a million weights.

namespace ohmic::sim {
namespace {

void readBlock(benchmark::State& state) {
  const auto pairs = static_cast<int>(state.range(0)), columns = static_cast<int>(state.range(1));
  std::mt19937 random(1);
  PairedRows levels(2 * pairs, columns);
  for (int row = 0; row < 2 * pairs; ++row) {
    for (int c = 0; c < columns; ++c) {
      levels.at(row, c) = static_cast<std::int16_t>(random() % 4000 - 2000);
    }
  }
  std::vector<std::int32_t> numbers(static_cast<std::size_t>(pairs) * kBlockPositions);
  for (auto& number : numbers) {
    number = static_cast<std::int32_t>(random() & 0x00FF00FFU);
  }
  std::vector<const std::int32_t*> drives;
  for (int pair = 0; pair < pairs; ++pair) {
    drives.push_back(&numbers[static_cast<std::size_t>(pair) * kBlockPositions]);
  }
  PositionNoise noise;
  noise.converterVariance = state.range(2) != 0 ? 1e6F : 0.0F;
  PositionRead read{{drives.data()}, {1e-4F, -127.0F, 127.0F, 1, true}, noise};
  const bool usesTiles = state.range(3) != 0;
  if (usesTiles && !hasMatrixTiles()) {
    state.SkipWithError("no matrix tiles here");
    return;
  }
  const TileScope scope(usesTiles ? TileCut::of(pairs).quads : 0);
  std::vector<TileRow> rows(static_cast<std::size_t>(pairs) + 32);
  const DriveTiles tiles{DriveBytes::oneUnsigned, rows.data(), nullptr};
  if (usesTiles) {
    levels.layTiles();
    read.drives.tiles = &tiles;
  }
  std::vector<std::int32_t> codes(static_cast<std::size_t>(columns) * kBlockPositions);
  for (auto _ : state) {
    if (usesTiles) {
      layDriveTiles(read.drives, pairs, kBlockPositions, Laying::plain, 2, rows.data(), nullptr);
    }
    readPositions(&read, 1, kBlockPositions, levels, codes.data());
    benchmark::DoNotOptimize(codes.data());
  }
  state.counters["multiply_adds"] =
      benchmark::Counter(static_cast<double>(state.iterations()) * 2 * pairs * columns * kBlockPositions,
                         benchmark::Counter::kIsRate);
  state.counters["conversions"] = benchmark::Counter(
      static_cast<double>(state.iterations()) * columns * kBlockPositions, benchmark::Counter::kIsRate);
}
BENCHMARK(readBlock)
    ->ArgNames({"pairs", "columns", "noisy", "tiles"})
    ->ArgsProduct({{36, 64}, {16, 64}, {0, 1}, {0, 1}});

void drawNormals(benchmark::State& state) {
  const auto columns = static_cast<std::uint32_t>(state.range(0));
  const devices::RandomStream stream(12345);
  std::vector<float> normals(columns);
  std::uint32_t row = 0;
  for (auto _ : state) {
    devices::drawNormals(stream, {row++, 0, columns, 0, 0}, normals.data());
    benchmark::DoNotOptimize(normals.data());
  }
  state.counters["draws"] =
      benchmark::Counter(static_cast<double>(state.iterations()) * columns, benchmark::Counter::kIsRate);
}
BENCHMARK(drawNormals)->ArgName("columns")->Arg(16)->Arg(64);

/// A linear layer of 1152 x 896 normal weights on 128x128 arrays.
mapping::Plan millionWeights(int cellBits) {
  constexpr int kRows = 1152, kColumns = 896;
  models::GraphBuilder builder("input", {kRows}, true);
  models::Linear linear;
  linear.weight.shape = {kColumns, kRows};
  std::mt19937 random(1);
  std::normal_distribution<float> weight;
  for (int i = 0; i < kRows * kColumns; ++i) {
    linear.weight.values.push_back(weight(random));
  }
  const auto graph = std::move(builder).finish(builder.add("linear", "Gemm", linear, {builder.input()}));
  mapping::MappingOptions options;
  options.weights.cellBits = cellBits;
  return mapping::mapNetwork(graph, options);
}

enum Cells : std::int64_t { kIdeal, kGaussian, kJoshi, kJoshiWithDrift, kNandakumar };

devices::Cell cellOf(std::int64_t kind) {
  namespace pcm = devices::pcm_nandakumar_2019;
  devices::Cell cell;
  if (kind == kGaussian || kind == kIdeal) {
    cell.range = {1e-6, 100e-6};
    if (kind == kGaussian) {
      cell.programming =
          std::make_shared<devices::GenericProgramming>(devices::NoiseKind::independent, 0.005, cell.range);
    }
    return cell;
  }
  const bool isJoshi = kind != kNandakumar;
  cell.range = isJoshi ? devices::kPcmJoshi2020Usual : devices::ConductanceRange{0.0, 25e-6};
  cell.programming =
      std::make_shared<devices::FittedProgramming>(isJoshi ? devices::pcmJoshi2020() : pcm::programming());
  if (kind != kJoshi) {
    cell.drift = std::make_shared<devices::PowerLawDrift>(pcm::drift());
  }
  if (!isJoshi) {
    cell.readNoise = std::make_shared<devices::Flicker>(pcm::flicker());
  }
  return cell;
}

void programmedChip(benchmark::State& state) {
  const auto plan = millionWeights(static_cast<int>(state.range(1)));
  const auto cell = cellOf(state.range(0));
  ChipMoment moment{1, 0, 86400.0};
  for (auto _ : state) {
    ++moment.chip;
    benchmark::DoNotOptimize(programChip(plan, cell, moment, 1));
  }
  constexpr const char* kNames[] = {"ideal", "gaussian", "pcm_joshi_2020", "pcm_joshi_2020 with drift",
                                    "pcm_nandakumar_2019"};
  state.SetLabel(kNames[state.range(0)]);
  const auto& band = plan.layers[0].bands[0];
  state.counters["s_per_M_weights"] =
      benchmark::Counter(static_cast<double>(state.iterations()) * band.rows * band.columns / 1e6,
                         benchmark::Counter::kIsRate | benchmark::Counter::kInvert);
}
BENCHMARK(programmedChip)
    ->ArgNames({"cells", "cell_bits"})
    ->ArgsProduct({{kIdeal, kGaussian, kJoshi, kJoshiWithDrift, kNandakumar}, {8, 2}})
    ->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace ohmic::sim
