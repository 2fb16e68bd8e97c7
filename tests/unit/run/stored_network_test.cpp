// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "sim/run/stored_network.h"

#include <gtest/gtest.h>

#include <cmath>
#include <memory>
#include <utility>
#include <vector>

#include "configs/reader/error.h"
#include "devices/cells/gaussian.h"
#include "devices/cells/pcm_nandakumar_2019.h"
#include "tests/folder.h"
#include "tests/unit/models/model_writer.h"

namespace ohmic::sim {
namespace {

using Sign = mapping::StorageFormat::Sign;

constexpr std::int64_t kInputs = 200;
constexpr std::int64_t kOutputs = 100;

/// One Gemm whose kernel has two magnitudes, 1 in the first weight and a half elsewhere, all positive or all
/// negative; and biases.
models::NetworkChoice network(const tests::Folder& folder, float sign = 1.0F) {
  std::vector<float> weights(static_cast<std::size_t>(kInputs * kOutputs), 0.5F * sign);
  weights[0] = sign;
  models::ModelWriter writer({0, kInputs});
  writer.floats("w", {kOutputs, kInputs}, weights);
  writer.floats("b", {kOutputs}, std::vector<float>(kOutputs, 3.0F));
  models::set(writer.node("Gemm", {"x", "w", "b"}, "y"), "transB", std::int64_t{1});
  models::NetworkChoice choice;
  choice.model = folder.write("network.onnx", writer.bytes());
  return choice;
}

/// PCM by aihwkit's law, 0 to 25 uS.
devices::Cell pcm() {
  namespace law = devices::pcm_nandakumar_2019;
  devices::Cell cell;
  cell.range = {0.0, 25e-6};
  cell.programming = std::make_shared<devices::FittedProgramming>(law::programming(), 1.0);
  cell.drift = std::make_shared<devices::PowerLawDrift>(law::drift(), 1.0);
  cell.readNoise = std::make_shared<devices::Flicker>(law::flicker(), 1.0);
  return cell;
}

StorageChoice choiceOf(Sign sign, devices::Cell cell) {
  StorageChoice choice;
  choice.format.sign = sign;
  choice.cell = std::move(cell);
  return choice;
}

struct Moments {
  double mean = 0.0, deviation = 0.0;
};

/// Of the weights that are a half.
Moments momentsOf(const models::Graph& graph) {
  const auto& values = models::weightOf(graph.nodes[0]).values;
  double sum = 0.0, squares = 0.0;
  for (std::size_t w = 1; w < values.size(); ++w) {
    sum += static_cast<double>(values[w]);
    squares += static_cast<double>(values[w]) * static_cast<double>(values[w]);
  }
  const auto n = static_cast<double>(values.size() - 1);
  return {sum / n, std::sqrt(squares / n - sum / n * sum / n)};
}

// sigma(12.5 uS) = -1.1731 / 4 + 1.9650 / 2 + 0.26348 = 0.952705 uS, of 25 uS for a weight of 1.
TEST(StoredNetwork, ReadsBackWhatThePhaseChangeLawLeaves) {
  const tests::Folder folder;
  auto cell = pcm();
  cell.readNoise = nullptr;
  const StoredNetwork stored(network(folder), choiceOf(Sign::memory, cell));
  const Moments read = momentsOf(stored.read(1, 0, 0.0));
  constexpr double kSigma = 0.952705 / 25.0;
  const double error = kSigma / std::sqrt(20000.0);
  EXPECT_NEAR(read.mean, 0.5, 4.5 * error);
  EXPECT_NEAR(read.deviation, kSigma, 4.5 * error / std::sqrt(2.0));
}

// A signed cell spreads -1 to 1 over 25 uS: a half is at 18.75 uS, where sigma is
// -1.1731 * 0.5625 + 1.9650 * 0.75 + 0.26348 = 1.077361 uS, and one uS is 2 / 25.
TEST(StoredNetwork, ASignedCellHasTwiceTheError) {
  const tests::Folder folder;
  auto cell = pcm();
  cell.readNoise = nullptr;
  const StoredNetwork stored(network(folder), choiceOf(Sign::cell, cell));
  const Moments read = momentsOf(stored.read(1, 0, 0.0));
  constexpr double kSigma = 1.077361 * 2.0 / 25.0;
  EXPECT_NEAR(read.deviation, kSigma, 4.5 * kSigma / std::sqrt(40000.0));
}

TEST(StoredNetwork, CopiesDivideTheVariance) {
  const tests::Folder folder;
  auto cell = pcm();
  cell.readNoise = nullptr;
  auto choice = choiceOf(Sign::memory, cell);
  choice.format.copies = 4;
  const Moments read = momentsOf(StoredNetwork(network(folder), choice).read(1, 0, 0.0));
  constexpr double kSigma = 0.952705 / 25.0 / 2.0;
  EXPECT_NEAR(read.deviation, kSigma, 4.5 * kSigma / std::sqrt(40000.0));
}

// nu(0.5) has mean 0.049 (clipped from 0.0244 + 0.0155 ln 2 = 0.03514) and deviation 0.008 (0.00277 clipped):
// a day later a cell is at E[(86420 / 20)^-nu] = exp(-0.049 L + 0.008^2 L^2 / 2), L = ln 4321.
TEST(StoredNetwork, CellsDriftAndOneFactorOfTheKernelBringsThemBack) {
  const tests::Folder folder;
  auto cell = pcm();
  cell.readNoise = nullptr;
  auto choice = choiceOf(Sign::memory, cell);
  constexpr double kDay = 86400.0;
  const Moments aged = momentsOf(StoredNetwork(network(folder), choice).read(1, 0, kDay));
  const double log = std::log(4321.0);
  EXPECT_NEAR(aged.mean, 0.5 * std::exp(-0.049 * log + 0.5 * 0.008 * 0.008 * log * log), 0.002);
  choice.isCompensated = true;
  const StoredNetwork compensated(network(folder), choice);
  const double before = momentsOf(compensated.read(1, 0, 0.0)).mean;
  EXPECT_NEAR(momentsOf(compensated.read(1, 0, kDay)).mean, before, 1e-4) << "the sum over all but one";
}

TEST(StoredNetwork, AProtectedSignNeverTurnsAndASignedCellsMay) {
  const tests::Folder folder;
  const auto cell = [] {
    devices::Cell noisy;
    noisy.range = {0.0, 25e-6};
    noisy.readNoise =
        std::make_shared<devices::GenericReadNoise>(devices::NoiseKind::independent, 0.5, noisy.range);
    return noisy;
  };
  const auto turned = [&](Sign sign) {
    const auto graph = StoredNetwork(network(folder, -1.0F), choiceOf(sign, cell())).read(1, 0, 0.0);
    std::int64_t count = 0;
    for (const float w : models::weightOf(graph.nodes[0]).values) {
      count += w > 0.0F ? 1 : 0;
    }
    return count;
  };
  EXPECT_EQ(turned(Sign::memory), 0);
  // a half is a quarter of the range from zero, the noise half of the range: P(z > 0.5) = 0.3085
  EXPECT_NEAR(static_cast<double>(turned(Sign::cell)) / 20000.0, 0.3085, 4.5 * 0.00327);
}

TEST(StoredNetwork, AnotherFormatHasTheSameDraws) {
  const tests::Folder folder;
  auto cell = pcm();
  cell.drift = nullptr;
  cell.readNoise = nullptr;
  auto choice = choiceOf(Sign::memory, cell);
  const auto all = StoredNetwork(network(folder), choice).read(1, 0, 0.0);
  choice.format.pruned = 0.3;
  const auto pruned = StoredNetwork(network(folder), choice).read(1, 0, 0.0);
  const auto& whole = models::weightOf(all.nodes[0]).values;
  const auto& some = models::weightOf(pruned.nodes[0]).values;
  std::size_t zeros = 0;
  for (std::size_t w = 0; w < whole.size(); ++w) {
    zeros += some[w] == 0.0F ? 1U : 0U;
    EXPECT_TRUE(some[w] == 0.0F || some[w] == whole[w]) << w;
  }
  EXPECT_EQ(zeros, 6000U);
  EXPECT_NE(models::weightOf(StoredNetwork(network(folder), choice).read(1, 1, 0.0).nodes[0]).values, some)
      << "another chip";
}

TEST(StoredNetwork, CountsCellsBitsAndBiases) {
  const tests::Folder folder;
  const StoredNetwork stored(network(folder), choiceOf(Sign::memory, pcm()));
  const StorageRecord& record = stored.record();
  EXPECT_EQ(record.medium, "cells");
  EXPECT_EQ(record.weights, 20000);
  EXPECT_EQ(record.cells, 20000);
  EXPECT_EQ(record.bits, 20000 + 32 + 100 * 32) << "signs, the range's end, biases";
  EXPECT_DOUBLE_EQ(record.cellsPerWeight, 1.0);
  EXPECT_DOUBLE_EQ(record.bitsPerWeight, 23232.0 / 20000.0);
  ASSERT_EQ(record.kernels.size(), 1U);
  EXPECT_EQ(record.kernels[0].high, 1.0);

  StorageChoice memory;
  memory.format.medium = mapping::StorageFormat::Medium::memory;
  const StoredNetwork digital(network(folder), memory);
  EXPECT_EQ(digital.record().bits, 20000 * 8 + 32 + 100 * 32);
  EXPECT_EQ(digital.record().cells, 0);
  const auto graph = digital.read(1, 0, 0.0);
  EXPECT_FLOAT_EQ(models::weightOf(graph.nodes[0]).values[1], static_cast<float>(64.0 / 127.0))
      << "63.5 levels, to the even one";
}

TEST(StoredNetwork, RefusesANetworkWithoutKernels) {
  models::ModelWriter writer({0, 4});
  writer.node("Relu", {"x"}, "y");
  const tests::Folder folder;
  models::NetworkChoice choice;
  choice.model = folder.write("network.onnx", writer.bytes());
  EXPECT_THROW(StoredNetwork(choice, choiceOf(Sign::pair, pcm())), configs::InputError);
}

}  // namespace
}  // namespace ohmic::sim
