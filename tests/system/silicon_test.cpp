// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0

// Published chips, run: a layer that fills every core, through plan, SystemC and ledger.

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <nlohmann/json.hpp>
#include <random>
#include <string>
#include <vector>

#include "tests/places.h"
#include "tests/system/command.h"
#include "tests/unit/models/model_writer.h"

namespace ohmic::tests {
namespace {

/// A convolution whose matrix fills a core, and one position for each core: Fashion-MNIST's 28 x 28 pixels,
/// padded at the lower and right edges; the mean over the positions gives the logits.
struct FullLayer {
  int kernelHeight, kernelWidth;  ///< product: rows of a core
  int strideY, strideX;
  int padBottom, padRight;
};

constexpr int kOutputs = 256;  // of a core

std::string modelOf(const FullLayer& layer) {
  models::ModelWriter writer({0, 1, 28, 28});
  std::mt19937 random(7);
  std::uniform_real_distribution<float> weight(-1.0F, 1.0F);
  std::vector<float> weights(static_cast<std::size_t>(kOutputs * layer.kernelHeight * layer.kernelWidth));
  for (float& w : weights) {
    w = weight(random);
  }
  writer.floats("w", {kOutputs, 1, layer.kernelHeight, layer.kernelWidth}, weights);
  auto& conv = writer.node("Conv", {"x", "w"}, "c");
  models::set(conv, "strides", std::vector<std::int64_t>{layer.strideY, layer.strideX});
  models::set(conv, "pads", std::vector<std::int64_t>{0, 0, layer.padBottom, layer.padRight});
  writer.node("GlobalAveragePool", {"c"}, "g");
  writer.node("Flatten", {"g"}, "y");
  return writer.bytes();
}

/// The results of a run of it. @param hardware  lines of the hardware section, indented by two.
nlohmann::json runOf(const std::string& name, const FullLayer& layer, const std::string& pixels,
                     const std::string& hardware) {
  const auto folder = freshFolder("silicon_" + name);
  writeText(folder / "full.onnx", modelOf(layer));
  writeText(folder / "run.yaml",
            "network: { model: full.onnx }\n"
            "dataset: { name: fashion-mnist, split: test, images: 12, " +
                pixels +
                " }\n"
                "hardware:\n" +
                hardware +
                "calibration: { split: train, images: 8 }\n"
                "run: { seed: 1, timed_images: 12 }\n");
  const auto run = execute(tests::ohmicCommand() + " run run.yaml -o out", folder);
  EXPECT_EQ(run.exitCode, 0) << run.errors;
  auto results = run.exitCode == 0 ? nlohmann::json::parse(readText(folder / "out/summary.json"))
                                   : nlohmann::json::object();
  std::filesystem::remove_all(folder);
  return results;
}

constexpr auto kSigned = "mean: [0.2860], std: [0.3530]";
constexpr auto kNeverNegative = "mean: [0], std: [1]";

/// One of the 14 points of NeuRRAM: bits out and in, phases, and what was measured.
struct NeurramPoint {
  int outputBits, inputBits, phases;
  double tops, topsPerWatt;
  double wordLines, neurons, pulses;  ///< fJ an operation; 0: not published
};

class Neurram : public testing::TestWithParam<NeurramPoint> {};

// 128 rows of 256 pairs are the 256 x 256 cells of a core; 48 cores, one replica each. The constants are
// those of a core's events: no figure of the 14 points is among them.
TEST_P(Neurram, RunsAsItWasMeasured) {
  const NeurramPoint& point = GetParam();
  const bool isUnsigned = point.inputBits == 1;
  constexpr int kOnePhase = 4;  // bits of an input up to which the silicon takes one phase
  const int parts = point.inputBits <= kOnePhase ? 1 : point.phases;
  const auto results =
      runOf("neurram", {8, 16, 2, 4, 2, 0}, isUnsigned ? kNeverNegative : kSigned,
            fmt::format("  array: {{ rows: 128, columns: 512 }}\n"
                        "  weights: {{ bits: 4, cell_bits: 3, encoding: differential }}\n"
                        "  input: {{ bits: {}, encoding: bit_serial, accumulation: analog, parts: {} }}\n"
                        "  adc: {{ bits: {}, kind: charge_decrement }}\n"
                        "  cell: {{ model: ideal, g_min: 1 uS, g_max: 40 uS }}\n"
                        "  replicas: 48\n"
                        "  chip: {{ preset: neurram_2022 }}\n",
                        point.inputBits, parts, point.outputBits));
  ASSERT_TRUE(results.contains("chip"));
  const auto& chip = results.at("chip");
  EXPECT_EQ(results.at("mapping").at("arrays"), 48);
  const double operations = chip.at("operations_per_image").get<double>();
  EXPECT_EQ(operations, 48.0 * 65536.0);
  EXPECT_NEAR(chip.at("tops").get<double>(), point.tops, 0.10 * point.tops);
  EXPECT_NEAR(chip.at("tops_per_W").get<double>(), point.topsPerWatt, 0.11 * point.topsPerWatt);
  const auto femtojoules = [&](const std::vector<std::string>& components) {
    double joules = 0.0;
    for (const auto& component : components) {
      joules += chip.at("energy_by_component_J").at(component).get<double>();
    }
    return joules / operations * 1e15;
  };
  const double wordLines = femtojoules({"dac"}), pulses = femtojoules({"array"});
  const double neurons = femtojoules({"sample_hold", "integrator", "adc"});
  EXPECT_NEAR(1000.0 / (wordLines + neurons + pulses), chip.at("tops_per_W").get<double>(),
              1e-6 * point.topsPerWatt);
  const auto& areas = chip.at("area_by_component_m2");
  const auto share = [&](const char* component) {
    return areas.at(component).get<double>() / chip.at("area_m2").get<double>();
  };
  EXPECT_NEAR(share("adc"), 0.28, 0.005);  // neurons, drivers, cells; 39 % are not named
  EXPECT_NEAR(share("dac"), 0.21, 0.005);
  EXPECT_NEAR(share("array"), 0.12, 0.005);
  EXPECT_NEAR(chip.at("area_m2").get<double>(), 48.0 * 1.161e-6, 0.001 * 48.0 * 1.161e-6);
  if (point.wordLines > 0.0) {  // of the published groups
    EXPECT_NEAR(wordLines, point.wordLines, 0.18 * point.wordLines);
    EXPECT_NEAR(neurons, point.neurons, 0.06 * point.neurons);
    EXPECT_NEAR(pulses, point.pulses, 0.11 * point.pulses);
  }
}

// One-phase operation, then two-phase, which takes one phase too where three magnitude bits suffice. Wan et
// al., Nature 2022, as CiMLoop's wan_nature_2022 states the figure's bars.
INSTANTIATE_TEST_SUITE_P(Points, Neurram,
                         testing::Values(NeurramPoint{3, 1, 1, 2.122, 43.08, 8.99, 10.62, 3.45},
                                         NeurramPoint{4, 2, 1, 1.793, 40.33, 8.27, 12.39, 3.96},
                                         NeurramPoint{5, 3, 1, 1.165, 23.09, 15.46, 20.12, 7.73},
                                         NeurramPoint{6, 4, 1, 0.744, 15.95, 21.76, 29.11, 11.51},
                                         NeurramPoint{7, 5, 1, 0.452, 11.33, 0, 0, 0},
                                         NeurramPoint{8, 6, 1, 0.261, 9.12, 0, 0, 0},
                                         NeurramPoint{3, 1, 2, 2.122, 43.08, 8.99, 10.62, 3.45},
                                         NeurramPoint{4, 2, 2, 1.793, 40.33, 8.27, 12.39, 3.96},
                                         NeurramPoint{5, 3, 2, 1.165, 23.09, 15.46, 20.12, 7.73},
                                         NeurramPoint{6, 4, 2, 0.744, 15.95, 21.76, 29.11, 11.51},
                                         NeurramPoint{7, 5, 2, 0.525, 11.03, 30.93, 44.21, 14.02},
                                         NeurramPoint{8, 6, 2, 0.418, 8.26, 37.22, 52.48, 19.24},
                                         NeurramPoint{9, 7, 2, 0.344, 7.75, 43.69, 61.83, 22.83},
                                         NeurramPoint{10, 8, 2, 0.264, 6.44, 50.52, 75.86, 27.51}));

/// HERMES: 256 rows of 256 pairs, 64 cores, all of which read the pixels from one buffer that never keeps
/// them waiting.
nlohmann::json hermes(const std::string& name, const std::string& input, const std::string& weights) {
  return runOf(name, {16, 16, 2, 2, 2, 2}, kSigned,
               "  array: { rows: 256, columns: 512 }\n"
               "  weights: { bits: 8, cell_bits: analog, encoding: differential" +
                   weights +
                   " }\n"
                   "  input: { bits: 8, encoding: pulse_width" +
                   input +
                   " }\n"
                   "  adc: { bits: 8, kind: oscillator }\n"
                   "  cell: { model: pcm_hermes_2022_one }\n"
                   "  replicas: 64\n"
                   "  chip:\n"
                   "    preset: hermes_2022\n"
                   "    organisation: { elements_per_tile: 64 }\n"
                   "    tiles: 1\n"
                   "    digital: { lanes: 16384 }\n"
                   "    buffer: { width: 65536, images: 4 }\n");
}

// The two constants of a core are those of this point: 63.1 TOPS and 9.76 TOPS/W (Le Gallo et al. 2023). JSSC
// 2022 measured 12.5 nJ a product, which nothing was fitted to: 7.2 % less.
TEST(Hermes, RunsInOnePhaseAsItWasMeasured) {
  const auto results = hermes("hermes_one", "", "");
  ASSERT_TRUE(results.contains("chip"));
  const auto& chip = results.at("chip");
  EXPECT_EQ(results.at("mapping").at("arrays"), 64);
  EXPECT_EQ(chip.at("operations_per_image"), 64.0 * 2.0 * 256.0 * 256.0);
  EXPECT_NEAR(chip.at("tops").get<double>(), 63.1, 0.01 * 63.1);
  EXPECT_NEAR(chip.at("tops_per_W").get<double>(), 9.76, 0.005 * 9.76);
  EXPECT_NEAR(chip.at("energy_per_image_J").get<double>() / 64.0, 12.5e-9, 0.075 * 12.5e-9);
}

// Inputs of either sign against cells of either sign, one after the other: 16.1 TOPS and 2.48 TOPS/W,
// predicted.
TEST(Hermes, FourPhasesAreFourReads) {
  const auto results = hermes("hermes_four", ", signed: two_phase", ", subtraction: digital");
  ASSERT_TRUE(results.contains("chip"));
  const auto& chip = results.at("chip");
  EXPECT_NEAR(chip.at("tops").get<double>(), 16.1, 0.025 * 16.1);
  EXPECT_NEAR(chip.at("tops_per_W").get<double>(), 2.48, 0.02 * 2.48);
  EXPECT_NEAR(chip.at("energy_per_image_J").get<double>() / 64.0, 4 * 13.4e-9, 1e-12);
}

}  // namespace
}  // namespace ohmic::tests
