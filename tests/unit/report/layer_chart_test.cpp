// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "sim/report/layer_chart.h"

#include <gtest/gtest.h>

#include <cmath>
#include <string>
#include <vector>

namespace ohmic::sim::report {
namespace {

TEST(LayerNames, AreLabelsOfModules) {
  RunRecord record;
  for (const std::string name : {"/blocks/blocks.0/attn/proj/Add_output_0", "logits"}) {
    record.layers.emplace_back().name = name;
  }
  EXPECT_EQ(layerNames(record), (std::vector<std::string>{"blocks.0.attn.proj", "logits"}));
}

TEST(SaturatedShare, NeedsAConversion) {
  LayerRecord layer;
  EXPECT_TRUE(std::isnan(saturatedShare(layer)));
  layer.conversions = 200;
  layer.saturatedCodes = 3;
  EXPECT_DOUBLE_EQ(saturatedShare(layer), 0.015);
}

}  // namespace
}  // namespace ohmic::sim::report
