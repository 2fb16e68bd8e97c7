// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "sim/study/search/read_search.h"

#include <gtest/gtest.h>

#include "configs/reader/config.h"
#include "configs/reader/error.h"
#include "sim/study/search/per_layer_axes.h"

namespace ohmic::sim {
namespace {

Search read(const std::string& text) {
  return readSearch(configs::Config::fromText("study:\n  search: " + text, "s.yaml")
                        .root()
                        .section("study")
                        .section("search"));
}

std::string refusalOf(const std::string& text) {
  try {
    static_cast<void>(read(text));
  } catch (const configs::InputError& error) {
    return error.what();
  }
  return "accepted";
}

TEST(ReadSearch, UnderstandsEveryKey) {
  const Search search = read(
      "{ maximise: top1, minimise: [energy_per_image_J, area_m2], constraints: [\"top1 >= digital_top1 - 1 "
      "%\"], "
      "confidence: 99 %, tolerance: 0.5 %, images: 2000000, time: 2 h, "
      "per_layer: { layers: [conv*], hardware.adc.bits: [4, 6], digital: [false, true] } }");
  ASSERT_EQ(search.goals.size(), 3U);
  EXPECT_TRUE(search.goals[0].isHigher);
  EXPECT_FALSE(search.goals[2].isHigher);
  EXPECT_EQ(search.goals[2].column, "area_m2");
  ASSERT_EQ(search.constraints.size(), 1U);
  EXPECT_EQ(search.constraints[0].other, "digital_top1");
  EXPECT_DOUBLE_EQ(search.constraints[0].number, -0.01);
  EXPECT_DOUBLE_EQ(search.confidence, 0.99);
  EXPECT_DOUBLE_EQ(search.tolerance, 0.005);
  EXPECT_EQ(search.images, 2000000);
  EXPECT_DOUBLE_EQ(*search.time_s, 7200.0);
  ASSERT_TRUE(search.perLayer.has_value());
  EXPECT_EQ(search.perLayer->keys.front().first, "adc.bits");
  EXPECT_TRUE(search.perLayer->hasDigital);
}

TEST(ReadSearch, ReadsLimitsInTheUnitOfTheirColumn) {
  const auto area = parseConstraint("area_m2 <= 40 mm2");
  EXPECT_FALSE(area.isAtLeast);
  EXPECT_DOUBLE_EQ(area.number, 40e-6);
  EXPECT_DOUBLE_EQ(parseConstraint("latency_s<=2 ms").number, 2e-3);
  EXPECT_DOUBLE_EQ(parseConstraint("top1 >= 90 %").number, 0.9);
  EXPECT_DOUBLE_EQ(parseConstraint("top1 >= 0.9").number, 0.9);
  EXPECT_DOUBLE_EQ(parseConstraint("arrays <= 200").number, 200.0);
  EXPECT_DOUBLE_EQ(parseConstraint("area_used_m2 <= area_m2 + 1 mm2").number, 1e-6);
}

TEST(ReadSearch, RefusesWhatItCannotJudgeBy) {
  EXPECT_EQ(refusalOf("{ confidence: 95 % }").rfind("s.yaml:2:11: study.search.maximise: no goal; ", 0), 0U)
      << refusalOf("{ confidence: 95 % }");
  EXPECT_NE(
      refusalOf("{ maximise: [top2] }").find("no column 'top2' that a search can judge by; one of: top1, "),
      std::string::npos);
  EXPECT_NE(refusalOf("{ maximise: [top1_low] }").find("no column 'top1_low'"), std::string::npos);
  EXPECT_NE(refusalOf("{ maximise: [top1], minimise: [top1] }").find("'top1' is named twice"),
            std::string::npos);
  EXPECT_NE(refusalOf("{ maximise: [top1], constraints: [top1 > 0.9] }").find("COLUMN >= VALUE"),
            std::string::npos);
  EXPECT_NE(
      refusalOf("{ maximise: [top1], constraints: [\"top1 >= 3 J\"] }").find("'3 J' is no value of top1"),
      std::string::npos);
  EXPECT_NE(refusalOf("{ maximise: [top1], constraints: [\"top1 >= area_m2\"] }").find("columns of one unit"),
            std::string::npos);
  EXPECT_NE(refusalOf("{ maximise: [top1], confidence: 100 % }").find("study.search.confidence"),
            std::string::npos);
  EXPECT_NE(
      refusalOf("{ maximise: [top1], per_layer: { adc.bits: [4] } }").find("found no key of `hardware`"),
      std::string::npos);
}

TEST(PerLayerAxes, AreOneForEachLayerWithAllCombinationsAndDigital) {
  PerLayer perLayer;
  perLayer.keys = {{"adc.bits", {"4", "6"}}, {"weights.cell_bits", {"1", "2"}}};
  perLayer.hasDigital = true;
  const auto axes = perLayerAxes(perLayer, {"/conv1/Conv_output_0", "/fc/Gemm_output_0"});
  ASSERT_EQ(axes.size(), 2U);
  EXPECT_EQ(axes[0].name, "layers.conv1");
  ASSERT_EQ(axes[0].points.size(), 5U);
  EXPECT_EQ(axes[0].points[1].columns.front().second, "adc.bits 4, weights.cell_bits 2");
  EXPECT_EQ(axes[0].points[1].set[0], (Setting{"layers.conv1.adc.bits", "4"}));
  EXPECT_EQ(axes[0].points[1].set[1], (Setting{"layers.conv1.weights.cell_bits", "2"}));
  EXPECT_EQ(axes[1].points[4].set, (std::vector<Setting>{{"layers.fc", "digital"}}));
}

TEST(PerLayerAxes, TakeTheLayersThatPatternsMatch) {
  PerLayer perLayer;
  perLayer.keys = {{"adc.bits", {"4", "6"}}};
  perLayer.patterns = {"fc"};
  const auto axes = perLayerAxes(perLayer, {"/conv1/Conv_output_0", "/fc/Gemm_output_0"});
  ASSERT_EQ(axes.size(), 1U);
  EXPECT_EQ(axes[0].points[0].columns.front().second, "4");
  perLayer.patterns = {"gc*"};
  EXPECT_THROW(static_cast<void>(perLayerAxes(perLayer, {"/fc/Gemm_output_0"})), configs::InputError);
}

}  // namespace
}  // namespace ohmic::sim
