// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "sim/run/hardware_choice.h"

#include <gtest/gtest.h>

#include "configs/reader/config.h"
#include "configs/reader/error.h"
#include "models/graph/graph_builder.h"
#include "sim/run/read_hardware.h"
#include "tests/places.h"

namespace ohmic::sim {
namespace {

const std::vector<std::string> kNames = {"/conv1/Conv_output_0", "/conv2/Conv_output_0", "/fc1/Gemm_output_0",
                                         "logits"};

HardwareChoice read(const std::string& layers) {
  return readHardware(configs::Config::fromText("hardware:\n"
                                                "  cell: { model: ideal, g_min: 1 uS, g_max: 100 uS }\n"
                                                "  adc: { bits: 8 }\n"
                                                "layers:\n" +
                                                    layers,
                                                "run.yaml")
                          .root());
}

std::string refusal(const std::string& layers) {
  try {
    static_cast<void>(read(layers).ofLayers(kNames));
  } catch (const configs::InputError& error) {
    return error.what();
  }
  return "accepted";
}

TEST(LayerNames, AreThoseOfTheModulesToo) {
  EXPECT_EQ(shortName("/features/stem/conv/Conv_output_0"), "features/stem/conv");
  EXPECT_EQ(shortName("logits"), "logits");
  EXPECT_TRUE(matchesLayer("conv1", kNames[0]));
  EXPECT_TRUE(matchesLayer("/conv1/Conv_output_0", kNames[0]));
  EXPECT_TRUE(matchesLayer("*conv?", kNames[1]));
  EXPECT_TRUE(matchesLayer("blocks.0.attn", "/blocks/blocks.0/attn/MatMul_output_0"));  // as reports label it
  EXPECT_FALSE(matchesLayer("blocks.1.attn", "/blocks/blocks.0/attn/MatMul_output_0"));
  EXPECT_FALSE(matchesLayer("conv", kNames[0]));
  EXPECT_FALSE(matchesLayer("conv1?", kNames[0]));
}

TEST(HardwareChoice, GivesALayerItsOwnValuesAndTheOthersTheUsualOnes) {
  const auto hardware = read("  conv1: { adc: { bits: 10 }, array: { rows: 64 } }\n").ofLayers(kNames);
  EXPECT_EQ(hardware[0]->adc.bits, 10);
  EXPECT_EQ(hardware[0]->mapping.array.rows, 64);
  EXPECT_EQ(hardware[0]->mapping.array.columns, 128);
  EXPECT_EQ(hardware[1]->adc.bits, 8);
  EXPECT_EQ(hardware[1]->mapping.array.rows, 128);
}

TEST(HardwareChoice, MapsSomeLayersByKernelPosition) {
  const auto hardware = read("  \"conv*\": { convolution: kernel_position }\n").ofLayers(kNames);
  EXPECT_EQ(hardware[0]->mapping.convolution, mapping::Convolution::kernelPosition);
  EXPECT_EQ(hardware[2]->mapping.convolution, mapping::Convolution::im2col);
}

std::string refusalOnChip(const std::string& chip, const std::string& layers) {
  try {
    const auto config = configs::Config::fromText(
        "hardware:\n  cell: { model: ideal, g_min: 1 uS, g_max: 100 uS }\n  adc: { bits: 8 }\n  chip: { "
        "node: 32 nm, clock: 20 GHz, read_voltage: 0.2 V, " +
            chip + " }\nlayers:\n" + layers,
        "run.yaml");
    static_cast<void>(readHardware(config.root()).ofLayers(kNames));
  } catch (const configs::InputError& error) {
    return error.what();
  }
  return "accepted";
}

TEST(HardwareChoice, AMacrosArraysHaveOneSize) {
  const std::string macro =
      "read_time: 100 ns, dac_bits: 8, array: { rows: 128, columns: 128 }, organisation: { "
      "arrays_per_element: 1, "
      "elements_per_tile: 1 }, costs: { macro: { energy: 5 nJ, per: read, latency: 130 ns, area: 1 mm2, "
      "source: "
      "measured } }";
  EXPECT_NE(
      refusalOnChip(macro, "  conv1: { array: { rows: 64 } }\n")
          .find("layers.conv1.array.rows: 64x128 beside hardware.chip.costs.macro; a macro's costs are those "
                "of the chip's arrays, 128x128"),
      std::string::npos);
  EXPECT_EQ(refusalOnChip(macro, "  conv1: { weights: { bits: 4 } }\n"), "accepted");
}

TEST(HardwareChoice, SettledReadsAreThoseOfTheUsualArrays) {
  const std::string settled =
      "read_time: settled, organisation: { arrays_per_element: 1, elements_per_tile: 1 }, adc: { rate: 1 "
      "GHz, "
      "per_element: 1 }, costs: { model: equations }";
  EXPECT_NE(
      refusalOnChip(settled, "  conv1: { array: { rows: 512 } }\n").find("chip.read_time: settled: these"),
      std::string::npos);
  EXPECT_EQ(refusalOnChip(settled, "  conv1: { array: { rows: 64 } }\n"), "accepted");
}

/// Four linear layers of 10 x 10, one behind the other.
models::Graph fourLayers() {
  models::GraphBuilder builder("image", {10});
  auto value = builder.input();
  for (const char* const name : {"a", "b", "c", "d"}) {
    models::Linear op;
    op.weight.shape = {10, 10};
    op.weight.values.assign(100, 1.0F);
    value = builder.add(name, "Gemm", std::move(op), {value});
  }
  return std::move(builder).finish(value);
}

// "a" and "d" run on the usual hardware, "b" and "c" on others: an array has one kind of converter.
TEST(HardwareChoice, OnlyLayersUnderTheSameEntriesShareAnArray) {
  const auto together = mapOnto(fourLayers(), read("  \"*\": { array: { shared: true } }\n"));
  EXPECT_EQ(together.plan.arrays(), 1);
  const auto apart = mapOnto(fourLayers(), read("  \"*\": { array: { shared: true } }\n"
                                                "  b: { adc: { bits: 6 } }\n"
                                                "  c: { adc: { bits: 7 } }\n"));
  EXPECT_EQ(apart.plan.arrays(), 3);
  ASSERT_TRUE(apart.plan.layers[3].isTenant());
  EXPECT_EQ(apart.plan.layers[3].shared->host, 0U);
}

// 30 uA over cells of 99 uS between digits 0 and top at 0.2 V.
TEST(HardwareChoice, AGivenCurrentIsANumberOfCells) {
  const auto hardware =
      read(
          "  conv1: { adc: { range: given, full_scale_current: 30 uA }, cell: { iv: { model: cubic, "
          "read_voltage: 0.2 V } } }\n"
          "  conv2: { adc: { range: given, full_scale: 12 } }\n")
          .ofLayers(kNames);
  EXPECT_DOUBLE_EQ(hardware[0]->adc.fullScale, 30.0 / (99.0 * 0.2));
  EXPECT_EQ(hardware[1]->adc.fullScale, 12.0);
  EXPECT_EQ(
      refusal("  conv1: { adc: { range: given, full_scale_current: 30 uA } }\n"),
      "run.yaml:5:53: layers.conv1.adc.full_scale_current: found a current, but no voltage that drives it; a "
      "current goes with hardware.chip.read_voltage or hardware.cell.iv.read_voltage; use full_scale: a "
      "number "
      "of cells at g_max");
}

// aihwkit's IOParameters are in units of a weight of 1 under an input of 1: range out_bound, noise out_noise.
TEST(ToolPresets, HaveTheStepsRangesAndNoiseOfTheTools) {
  struct Tool {
    std::string preset;
    std::int64_t rows;
    int inputSteps;
    double bound, noise;  // 0: exact sums
    double gMin, gMax;    // uS
  };
  for (const Tool& tool : std::vector<Tool>{{"aihwkit_default", 512, 126, 12.0, 0.06, 0.0, 25.0},
                                            {"aihwkit_standard_hwa", 512, 254, 10.0, 0.04, 0.0, 25.0},
                                            {"crosssim_default", 1024, 4094, 0.0, 0.0, 100.0, 1000.0},
                                            {"memtorch_vteam", 128, 4094, 0.0, 0.0, 1000.0, 20000.0}}) {
    configs::LoadOptions options;
    options.presetFolders = {tests::sourceFolder() + "/configs/presets"};
    const auto hardware = readHardware(configs::Config::fromText(
                                           "hardware: { preset: " + tool.preset + " }\n", "run.yaml", options)
                                           .root())
                              .ofLayers({"conv"});
    const auto& layer = *hardware[0];
    EXPECT_EQ(layer.mapping.array.rows, tool.rows) << tool.preset;
    EXPECT_EQ((1 << layer.mapping.input.bits) - 2, tool.inputSteps) << tool.preset;
    if (tool.bound > 0.0) {
      EXPECT_EQ(layer.adc.fullScale, tool.bound) << tool.preset;
      const double lsb = tool.bound / ((1 << (layer.adc.bits - 1)) - 1);
      EXPECT_NEAR(layer.adc.noise * lsb, tool.noise, 1e-4) << tool.preset;
    }
    EXPECT_NEAR(layer.cell.range.least * 1e6, tool.gMin, 1e-9) << tool.preset;
    EXPECT_NEAR(layer.cell.range.greatest * 1e6, tool.gMax, 1e-9) << tool.preset;
  }
}

TEST(HardwareChoice, SharedConvertersAreCountedForAnArray) {
  const auto hardware = read("  conv1: { adc: { shared_by: 50 } }\n").ofLayers(kNames);
  EXPECT_EQ(hardware[0]->adc.converters, 3);
  EXPECT_EQ(hardware[1]->adc.converters, 128);
}

TEST(HardwareChoice, LaysAllEntriesThatMatchOverEachOtherTheLaterUppermost) {
  const auto hardware =
      read("  '*': { adc: { bits: 6 }, weights: { bits: 4 } }\n  conv?: { adc: { bits: 10 } }\n")
          .ofLayers(kNames);
  EXPECT_EQ(hardware[0]->adc.bits, 10);
  EXPECT_EQ(hardware[0]->mapping.weights.bits, 4);
  EXPECT_EQ(hardware[3]->adc.bits, 6);
}

TEST(HardwareChoice, DigitalForgetsEarlierEntriesAndALaterOnePutsALayerBack) {
  const auto hardware =
      read("  '*': { weights: { bits: 4 } }\n  '*1': digital\n  fc1: { adc: { bits: 10 } }\n")
          .ofLayers(kNames);
  EXPECT_FALSE(hardware[0]);
  EXPECT_EQ(hardware[1]->mapping.weights.bits, 4);
  EXPECT_EQ(hardware[2]->mapping.weights.bits, 8);
  EXPECT_EQ(hardware[2]->adc.bits, 10);
}

TEST(HardwareChoice, RefusesAnEntryThatMeansNoLayer) {
  EXPECT_EQ(refusal("  cnv1: digital\n"),
            "run.yaml:5:9: layers.cnv1: matches no layer of the network; layers: conv1, conv2, fc1, "
            "logits; did "
            "you mean 'conv1'?");
  EXPECT_EQ(refusal("  'stage*': digital\n"),
            "run.yaml:5:13: layers.stage*: matches no layer of the network; layers: conv1, conv2, fc1, "
            "logits; "
            "`ohmic map` lists them all");
}

TEST(HardwareChoice, TellsContradictionsWhereTheyAreWritten) {
  EXPECT_EQ(refusal("  conv1: { weights: { bits: 14, cell_bits: 13 } }\n"),
            "run.yaml:5:44: layers.conv1.weights.cell_bits: 13 bits in one cell leave 1 fraction bits in 16; "
            "at least 6 "
            "are needed; use slices, e.g. cell_bits: 7");
}

}  // namespace
}  // namespace ohmic::sim
