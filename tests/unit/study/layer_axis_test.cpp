// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "sim/study/layer_axis.h"

#include <gtest/gtest.h>

#include <set>

#include "configs/reader/error.h"
#include "configs/reader/key_path.h"
#include "sim/run/hardware_choice.h"

namespace ohmic::sim {
namespace {

// Two products of one module, as exporters name them: their module path would mean both.
const std::vector<std::string> kNames = {"/features/stem/conv/Conv_output_0",
                                         "/blocks.0/attn/MatMul_output_0", "/blocks.0/attn/MatMul_1_output_0",
                                         "odd\"name", "logits"};

StudyAxis axisOf(LayerAxis layers) { return {"layer", "study.yaml:4:12", {}, std::move(layers)}; }

std::vector<std::string> columnsOf(const std::vector<AxisPoint>& points) {
  std::vector<std::string> columns;
  for (const auto& point : points) {
    EXPECT_EQ(point.columns.size(), 1U);
    EXPECT_EQ(point.columns[0].first, "layer");
    columns.push_back(point.columns[0].second);
  }
  return columns;
}

TEST(LayerAxis, HasAPointPerLayerUnderItsModulePathOrItsWholeName) {
  const auto points = layerPoints(axisOf({{}, {{"adc.bits", "4"}, {"weights.bits", "6"}}, false}), kNames);
  EXPECT_EQ(columnsOf(points),
            (std::vector<std::string>{"features/stem/conv", kNames[1], kNames[2], "odd\"name", "logits"}));
  EXPECT_EQ(points[0].set, (std::vector<Setting>{{"layers.features/stem/conv.adc.bits", "4"},
                                                 {"layers.features/stem/conv.weights.bits", "6"}}));
  EXPECT_EQ(points[1].set[0].first, "layers.\"/blocks.0/attn/MatMul_output_0\".adc.bits");
  EXPECT_EQ(points[3].set[0].first, "layers.\"odd\\\"name\".adc.bits");
}

TEST(LayerAxis, MayStartWithNoneAndTakeSomeLayersOnly) {
  const auto points = layerPoints(axisOf({{"logits", "*stem*"}, {{"", "digital"}}, true}), kNames);
  EXPECT_EQ(columnsOf(points), (std::vector<std::string>{"none", "features/stem/conv", "logits"}));
  EXPECT_TRUE(points[0].set.empty());
  EXPECT_EQ(points[2].set, (std::vector<Setting>{{"layers.logits", "digital"}}));
}

// The entry of a point changes its layer and no other, whatever the layers are called.
TEST(LayerAxis, ChangesOneLayerInEachPoint) {
  const std::vector<std::string> names = {"a*",
                                          "ab",
                                          "a?b",
                                          "a\"b",
                                          "a~b",
                                          "a.b",
                                          "a=b",
                                          "=",
                                          "=a*",
                                          "a\\b",
                                          "/logits/_output_0000",
                                          "logits",
                                          "/m/Conv_output_0",
                                          "m",
                                          "*",
                                          "none/x",
                                          "p/Gemm_output_0",
                                          "/p/MatMul_output_0",
                                          "[ab]"};
  const auto points = layerPoints(axisOf({{}, {{"adc.bits", "4"}}, false}), names);
  ASSERT_EQ(points.size(), names.size());
  std::set<std::string> labels;
  for (std::size_t n = 0; n < names.size(); ++n) {
    const std::string& path = points[n].set.at(0).first;
    const auto keys = configs::splitPath(path);
    ASSERT_TRUE(keys && keys->size() == 4U) << path;
    EXPECT_EQ(configs::endOfPath(path + "=4"), path.size()) << path;
    for (std::size_t other = 0; other < names.size(); ++other) {
      EXPECT_EQ(matchesLayer((*keys)[1], names[other]), other == n) << path << " " << names[other];
    }
    EXPECT_TRUE(labels.insert(points[n].columns.at(0).second).second) << names[n];
  }
}

TEST(LayerAxis, RefusesAPatternThatMatchesNoLayer) {
  try {
    static_cast<void>(layerPoints(axisOf({{"logits", "logit"}, {{"", "digital"}}, false}), kNames));
    FAIL() << "accepted";
  } catch (const configs::InputError& error) {
    EXPECT_EQ(std::string(error.what())
                  .rfind("study.yaml:4:12: study.axes.layer.layers: 'logit' matches no layer "
                         "of the network; each, or patterns of: features/stem/conv, ",
                         0),
              0U)
        << error.what();
    EXPECT_NE(std::string(error.what()).find("did you mean 'logits'?"), std::string::npos) << error.what();
  }
}

}  // namespace
}  // namespace ohmic::sim
