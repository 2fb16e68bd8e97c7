// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "sim/report/layer_chart.h"

#include <gtest/gtest.h>

#include <cmath>
#include <string>
#include <vector>

namespace ohmic::sim::report {
namespace {

using Names = std::vector<std::string>;

Names shortened(const Names& names) {
  RunRecord record;
  for (const auto& name : names) {
    record.layers.emplace_back();
    record.layers.back().name = name;
  }
  return shortNames(record);
}

TEST(ShortNames, DropSharedPathsAndExportersEndings) {
  EXPECT_EQ(
      shortened({"/features/stem/conv/Conv_output_0", "/features/stage1_1/conv1/Conv_output_0", "logits"}),
      (Names{"stem/conv", "stage1_1/conv1", "logits"}));
  EXPECT_EQ(shortened({"/layer1/conv1/Conv_output_0", "/layer2/conv1/Conv_output_0"}),
            (Names{"layer1/conv1", "layer2/conv1"}));
}

TEST(ShortNames, KeepNamesThatAreNoPaths) {
  EXPECT_EQ(shortened({"conv1", "layer1.0.conv1", "192"}), (Names{"conv1", "layer1.0.conv1", "192"}));
  EXPECT_EQ(shortened({}), Names{});
  EXPECT_EQ(shortened({"", "/", "//a//b"}), (Names{"", "/", "//a//b"}));
}

TEST(ShortNames, AlwaysTellLayersApart) {
  const Names twins = {"/a/conv/Conv_output_0", "/a/conv/Conv_output_1"};
  EXPECT_EQ(shortened(twins), twins);
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
