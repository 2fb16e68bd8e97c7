// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "models/datasets/open_samples.h"
#include "models/onnx/import.h"
#include "models/reference/float_network.h"
#include "sim/record/npz.h"
#include "tests/places.h"
#include "tests/system/command.h"
#include "tests/system/run_file.h"
#include "tests/unit/models/model_writer.h"

namespace ohmic::tests {
namespace {

const std::string kOhmic = tests::ohmicCommand();
const std::string kModel = tests::sourceFolder() + "/models/zoo/lenet5-fashion-mnist.onnx";

TEST(ChipFile, GivesTheLogitsOfTheRunThatProgramsIt) {
  const auto folder = freshFolder("chip-file");
  writeText(folder / "run.yaml", lenetRun(40, 1,
                                          "  cell: { model: gaussian, programming: { sigma: 0.03 }, "
                                          "read_noise: { sigma: 0.02, kind: proportional } }\n"));
  ASSERT_EQ(execute(kOhmic + " program run.yaml -o chip.npz", folder).exitCode, 0);
  ASSERT_EQ(execute(kOhmic + " run run.yaml --logits -o direct", folder).exitCode, 0);
  const auto reused = execute(kOhmic + " run run.yaml --logits --chip chip.npz -o reused", folder);
  ASSERT_EQ(reused.exitCode, 0) << reused.errors;
  EXPECT_EQ(readText(folder / "direct/logits.npy"), readText(folder / "reused/logits.npy"));
  std::filesystem::remove_all(folder);
}

TEST(ChipFile, OfAnotherMappingOrDamagedIsRefused) {
  const auto folder = freshFolder("chip-refused");
  writeText(folder / "run.yaml", lenetRun(4, 1));
  ASSERT_EQ(execute(kOhmic + " program run.yaml -o chip.npz", folder).exitCode, 0);
  const auto other =
      execute(kOhmic + " run run.yaml --chip chip.npz --set hardware.weights.cell_bits=2 -o out", folder);
  EXPECT_EQ(other.exitCode, 2);
  EXPECT_NE(other.errors.find("chip.npz: hardware.weights.cell_bits: its cells were programmed with"),
            std::string::npos)
      << other.errors;
  std::string bytes = readText(folder / "chip.npz");
  writeText(folder / "short.npz", bytes.substr(0, bytes.size() / 2));
  EXPECT_NE(
      execute(kOhmic + " run run.yaml --chip short.npz -o out", folder).errors.find("no whole ZIP archive"),
      std::string::npos);
  bytes[bytes.size() / 3] = static_cast<char>(bytes[bytes.size() / 3] ^ 1);
  writeText(folder / "damaged.npz", bytes);
  EXPECT_EQ(execute(kOhmic + " run run.yaml --chip damaged.npz -o out", folder).exitCode, 2);
  EXPECT_EQ(execute(kOhmic + " run run.yaml --chip none.npz -o out", folder).exitCode, 2);
  EXPECT_FALSE(std::filesystem::exists(folder / "out"));
  std::filesystem::remove_all(folder);
}

// What is in front of the cells or behind them may differ; what they were programmed with may not, whether it
// shows in the arrays' shapes or not.
TEST(ChipFile, IsOfTheRunWhoseCellsItHolds) {
  const auto folder = freshFolder("chip-configuration");
  writeText(folder / "run.yaml", lenetRun(4, 1));
  ASSERT_EQ(execute(kOhmic + " program run.yaml -o chip.npz", folder).exitCode, 0);
  const auto check = [&](const std::string& override) {
    return execute(kOhmic + " check run.yaml --chip chip.npz --set '" + override + "'", folder);
  };
  for (const std::string override :
       {"hardware.adc.criterion=percentile", "hardware.adc.noise=0.5", "layers.conv1.adc.noise=0.5",
        "hardware.weights.gain=0.9", "dataset.images=2", "run.seed=9", "run.chips=3",
        "calibration.images=16"}) {
    const auto found = check(override);
    EXPECT_EQ(found.exitCode, 0) << override << ": " << found.errors;
  }
  for (const std::string override :
       {"hardware.weights.bits=4", "hardware.weights.scale=column", "hardware.weights.clip=1",
        "hardware.weights.encoding=differential_two_sided", "hardware.cell.g_max=20 uS",
        "hardware.wires.row=1 ohm", "hardware.read_time=1 h", "hardware.convolution=kernel_position",
        "layers.conv1.weights.bits=6", "layers.conv1.cell.programming.model=none"}) {
    const auto found = check(override);
    const std::string key = override.substr(0, override.find('='));
    EXPECT_EQ(found.exitCode, 2) << override;
    EXPECT_NE(found.errors.find("chip.npz: " + key + ": its cells were programmed with "), std::string::npos)
        << override << ": " << found.errors;
  }
  std::filesystem::remove_all(folder);
}

TEST(ChipFile, WithNumbersThatNoProgrammingGivesIsRefused) {
  const auto folder = freshFolder("chip-numbers");
  writeText(folder / "run.yaml", lenetRun(4, 1));
  ASSERT_EQ(execute(kOhmic + " program run.yaml -o chip.npz", folder).exitCode, 0);
  const auto refusal = [&](const std::string& key, std::size_t index, double value) {
    auto chip = sim::readNpz(folder / "chip.npz");
    auto& array = chip.at(key);
    auto numbers = array.values<double>();
    numbers.at(index) = value;
    array = sim::NpyArray::of("<f8", array.shape, numbers);
    writeText(folder / "changed.npz", sim::npzBytes(chip));
    const auto found = execute(kOhmic + " check run.yaml --chip changed.npz", folder);
    EXPECT_EQ(found.exitCode, 2) << key;
    return found.errors;
  };
  EXPECT_NE(refusal("layer0/array0/scalars", 1, 1e9).find("'layer0/array0/scalars' holds 1e+09 at 1"),
            std::string::npos);
  EXPECT_NE(refusal("read_time_s", 0, 1e29).find("'read_time_s' holds 1e+29 at 0"), std::string::npos);
  auto older = sim::readNpz(folder / "chip.npz");
  auto header = older.at("header").values<std::int64_t>();
  header[0] = 4;
  older["header"] = sim::NpyArray::of("<i8", {4}, header);
  older.erase("configuration");
  writeText(folder / "older.npz", sim::npzBytes(older));
  const auto found = execute(kOhmic + " run run.yaml --chip older.npz -o out", folder);
  EXPECT_EQ(found.exitCode, 2);
  EXPECT_NE(found.errors.find("older.npz: written by another version"), std::string::npos) << found.errors;
  EXPECT_NE(found.errors.find("`ohmic program"), std::string::npos) << found.errors;
  std::filesystem::remove_all(folder);
}

// One crossbar among many, with what only other cells or wires have.
TEST(ChipFile, WithACrossbarOfOtherCellsIsRefused) {
  const auto folder = freshFolder("chip-crossbar");
  writeText(folder / "run.yaml", lenetRun(4, 1));
  ASSERT_EQ(execute(kOhmic + " program run.yaml -o chip.npz", folder).exitCode, 0);
  const auto chip = sim::readNpz(folder / "chip.npz");
  const std::string plane = "layer2/array1/plane0/";
  const auto shape = chip.at(plane + "levels").shape;
  const auto refusal = [&](const sim::NpzArchive& changed) {
    writeText(folder / "changed.npz", sim::npzBytes(changed));
    const auto found = execute(kOhmic + " run run.yaml --chip changed.npz -o out", folder);
    EXPECT_EQ(found.exitCode, 2);
    return found.errors;
  };
  auto bent = chip;
  bent[plane + "bend0"] = chip.at(plane + "levels");
  bent[plane + "bend0_unit"] = sim::NpyArray::of("<f8", {1}, std::vector<double>{1.0});
  EXPECT_NE(refusal(bent).find("changed.npz: hardware.cell.iv: the chip was programmed with another I-V law"),
            std::string::npos);
  auto gated = chip;
  const auto cells = static_cast<std::size_t>(shape.at(0) * shape.at(1));
  gated[plane + "gated_plus_S"] =
      sim::NpyArray::of("<f8", {shape.at(0) * shape.at(1)}, std::vector<double>(cells, 1e-6));
  EXPECT_NE(refusal(gated).find("changed.npz: hardware.wires.inputs: the chip was programmed with another"),
            std::string::npos);
  std::filesystem::remove_all(folder);
}

/// The network with the weights that a chip really has.
models::Graph withWeights(const sim::NpzArchive& chip) {
  models::Graph graph = models::importOnnx(kModel);
  int layer = 0;
  for (auto& node : graph.nodes) {
    if (!models::isArrayNode(node)) {
      continue;
    }
    auto& weight = std::holds_alternative<models::Conv>(node.op) ? std::get<models::Conv>(node.op).weight
                                                                 : std::get<models::Linear>(node.op).weight;
    const auto& array = chip.at("weights/00" + std::to_string(layer++));
    EXPECT_EQ(array.shape, weight.shape);
    weight.values = array.values<float>();
  }
  return graph;
}

/// A run whose inputs and converters resolve so much that only the weights differ from the digital network.
std::string fineRun(const std::string& cell) {
  return "network: { model: " + kModel +
         " }\ndataset: { name: fashion-mnist, split: test, images: 32, mean: [0.2860], std: [0.3530] }\n"
         "hardware:\n"
         "  input: { bits: 16, encoding: bit_serial, margin: 1.25 }\n"
         "  adc: { bits: ideal }\n" +
         cell + "calibration: { split: train, images: 256 }\nrun: { seed: 3, timed_images: 2 }\n";
}

// An oracle outside the simulator's arithmetic: the float network on the exported weights.
TEST(ChipFile, ItsWeightsGiveTheSameLogitsDigitally) {
  const auto folder = freshFolder("chip-weights");
  for (const std::string hardware : {"  cell: { model: rram_wan_2022_crosssim }\n",
                                     "  weights: { cell_bits: 2, scale: column }\n  cell: { model: gaussian, "
                                     "programming: { sigma: 0.05 } }\n",
                                     "  weights: { cell_bits: analog }\n  drift_compensation: per_layer\n  "
                                     "read_time: 1 day\n  cell: { model: "
                                     "pcm_nandakumar_2019 }\n"}) {
    writeText(folder / "run.yaml", fineRun(hardware));
    ASSERT_EQ(execute(kOhmic + " program run.yaml --force -o chip.npz", folder).exitCode, 0);
    const auto run = execute(kOhmic + " run run.yaml --chip chip.npz --logits --force -o out", folder);
    ASSERT_EQ(run.exitCode, 0) << run.errors;
    const models::FloatNetwork network(withWeights(sim::readNpz(folder / "chip.npz")));
    models::DatasetChoice choice;
    choice.name = "fashion-mnist";
    choice.images = 32;
    choice.mean = {0.2860};
    choice.deviation = {0.3530};
    const auto samples = models::openSamples(choice);
    const std::string npy = readText(folder / "out/logits.npy");
    const auto* logits = reinterpret_cast<const float*>(npy.data() + npy.size() - 32 * 10 * sizeof(float));
    std::vector<float> pixels(network.inputSize()), expected(32 * 10);
    float greatest = 0.0F;
    for (int i = 0; i < 32; ++i) {
      samples->image(i, pixels.data());
      network.run(pixels.data(), 1, &expected[i * 10]);
    }
    for (const float v : expected) {
      greatest = std::max(greatest, std::abs(v));
    }
    for (std::size_t i = 0; i < expected.size(); ++i) {
      ASSERT_NEAR(logits[i], expected[i], 1e-4F * greatest) << hardware << " logit " << i;
    }
  }
  std::filesystem::remove_all(folder);
}

/// Values that tell every place apart, between -1 and 1.
std::vector<float> distinct(int count) {
  std::vector<float> values;
  for (int i = 0; i < count; ++i) {
    values.push_back(static_cast<float>(i * 37 % count) / static_cast<float>(count) * 2.0F - 1.0F);
  }
  return values;
}

// Ideal cells hold every weight within half a level, so a turned matrix cannot pass for the file's.
TEST(ChipFile, ItsWeightsHaveTheLayoutOfTheNetworksFile) {
  const auto folder = freshFolder("chip-layout");
  struct Matrix {
    std::string key;
    std::vector<std::int64_t> shape;
  };
  const std::vector<Matrix> matrices = {
      {"weights/000", {784, 12}}, {"weights/001", {12, 9}}, {"weights/002", {10, 9}}};
  models::ModelWriter writer({0, 1, 28, 28});
  writer.node("Flatten", {"x"}, "flat");
  for (const auto& [key, shape] : matrices) {
    writer.floats(key, shape, distinct(static_cast<int>(shape[0] * shape[1])));
  }
  writer.node("MatMul", {"flat", "weights/000"}, "product");
  writer.node("Gemm", {"product", "weights/001"}, "gemm");
  models::set(writer.node("Gemm", {"gemm", "weights/002"}, "y"), "transB", 1);
  writeText(folder / "network.onnx", writer.bytes());
  writeText(folder / "run.yaml",
            "network: { model: network.onnx }\n"
            "dataset: { name: fashion-mnist, split: test, images: 2, mean: [0.2860], std: [0.3530] }\n"
            "hardware: { cell: { model: ideal } }\n"
            "calibration: { split: train, images: 2 }\n");
  const auto program = execute(kOhmic + " program run.yaml -o chip.npz", folder);
  ASSERT_EQ(program.exitCode, 0) << program.errors;
  const auto chip = sim::readNpz(folder / "chip.npz");
  for (const auto& [key, shape] : matrices) {
    const auto expected = distinct(static_cast<int>(shape[0] * shape[1]));
    ASSERT_EQ(chip.at(key).shape, shape) << key;
    const auto weights = chip.at(key).values<float>();
    for (std::size_t i = 0; i < expected.size(); ++i) {
      ASSERT_NEAR(weights[i], expected[i], 0.501 / 127.0) << key << " element " << i;
    }
  }
  std::filesystem::remove_all(folder);
}

}  // namespace
}  // namespace ohmic::tests
