// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "sim/run/what_counts.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace ohmic::sim {
namespace {

/// A key of `hardware` in an entry of `layers`.
std::string inEntry(const std::string& entry, const std::string& key) {
  return "layers." + entry + key.substr(std::string("hardware").size());
}

/// Names of layers that look like keys which do not count.
const std::vector<std::string> kEntries = {"conv1",
                                           "*",
                                           "\"net.chip.convolution\"",
                                           "\"a.adc.noise.b\"",
                                           "run",
                                           "\"x.wires.row\"",
                                           "\"dataset.images\"",
                                           "chip",
                                           "\"m.cell.drift.n\""};

TEST(WhatCounts, ForACalibrationIsEveryKeyThatComesNotLater) {
  for (const std::string key : {"network.model", "network.fold_batch_norm", "dataset.resize", "dataset.crop",
                                "dataset.label_column", "dataset.mean", "calibration", "calibration.images",
                                "calibration.split", "layers", "layers.conv1", "hardware.a_new_key"}) {
    EXPECT_TRUE(decidesCalibration(key)) << key;
  }
  for (const std::string key : {"dataset", "dataset.images", "dataset.split", "calibration.file", "--chip",
                                "run.seed", "run.a_new_key", "hardware.preset"}) {
    EXPECT_FALSE(decidesCalibration(key)) << key;
  }
  for (const std::string key :
       {"hardware.convolution", "hardware.adc.bits", "hardware.adc.range", "hardware.adc.criterion",
        "hardware.array.rows", "hardware.weights.bits", "hardware.input.bits", "hardware.dac.inl",
        "hardware.cell.iv.model", "hardware.cell.a_new_key", "hardware.wires.inputs"}) {
    EXPECT_TRUE(decidesCalibration(key)) << key;
    for (const auto& entry : kEntries) {
      EXPECT_TRUE(decidesCalibration(inEntry(entry, key))) << inEntry(entry, key);
    }
  }
  for (const std::string key :
       {"hardware.adc.noise", "hardware.adc.kind", "hardware.adc.shared_by", "hardware.cell.model",
        "hardware.cell.programming.verify.band", "hardware.cell.drift.v", "hardware.cell.faults.map",
        "hardware.wires.row", "hardware.read_time", "hardware.replicas", "hardware.chip.adc.model"}) {
    EXPECT_FALSE(decidesCalibration(key)) << key;
    for (const auto& entry : kEntries) {
      EXPECT_FALSE(decidesCalibration(inEntry(entry, key))) << inEntry(entry, key);
    }
  }
}

TEST(WhatCounts, ForCellsIsAllBetweenDriversAndConverters) {
  for (const std::string key :
       {"hardware.weights.bits", "hardware.weights.scale", "hardware.cell.g_max", "hardware.wires.row",
        "hardware.cell.faults.stuck_high", "hardware.cell.programming.sigma", "hardware.read_time",
        "hardware.drift_compensation", "hardware.convolution", "hardware.a_new_key"}) {
    EXPECT_TRUE(decidesCells(key)) << key;
    for (const auto& entry : kEntries) {
      EXPECT_TRUE(decidesCells(inEntry(entry, key))) << inEntry(entry, key);
    }
  }
  for (const std::string key : {"hardware.adc.bits", "hardware.chip.tiles"}) {
    EXPECT_FALSE(decidesCells(key)) << key;
    for (const auto& entry : kEntries) {
      EXPECT_FALSE(decidesCells(inEntry(entry, key))) << inEntry(entry, key);
    }
  }
  for (const std::string key : {"--chip", "run.seed", "dataset", "dataset.mean", "calibration",
                                "calibration.file", "network.metric", "hardware.preset"}) {
    EXPECT_FALSE(decidesCells(key)) << key;
  }
  EXPECT_TRUE(decidesCells("layers.run")) << "a layer of this name";
}

TEST(WhatCounts, ForTheFloatNetworkIsTheNetworkWithItsImages) {
  for (const std::string key : {"network.model", "dataset", "dataset.images", "dataset.crop"}) {
    EXPECT_TRUE(decidesOutputs(key)) << key;
  }
  for (const std::string key : {"calibration", "hardware.adc.bits", "run.seed", "layers.dataset.adc.bits"}) {
    EXPECT_FALSE(decidesOutputs(key)) << key;
  }
}

}  // namespace
}  // namespace ohmic::sim
