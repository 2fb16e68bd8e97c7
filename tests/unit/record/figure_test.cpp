// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "sim/record/figure.h"

#include <gtest/gtest.h>

#include <set>
#include <string>
#include <utility>
#include <vector>

namespace ohmic::sim {
namespace {

bool endsWith(std::string_view text, std::string_view end) {
  return text.size() >= end.size() && text.substr(text.size() - end.size()) == end;
}

TEST(Figures, HaveATitleAMeaningAndAPlaceOfTheirOwn) {
  std::set<std::pair<Level, std::string_view>> keys;
  std::set<std::string_view> columns;
  for (const auto& figure : figures()) {
    EXPECT_FALSE(figure.title.empty()) << figure.key;
    EXPECT_FALSE(figure.meaning.empty()) << figure.key;
    EXPECT_TRUE(keys.emplace(figure.level(), figure.key).second) << figure.key << " twice";
    EXPECT_TRUE(!figure.isColumn || columns.insert(figure.name()).second) << figure.key << " twice";
    EXPECT_TRUE(figure.isColumn || !figure.place().empty()) << figure.key << " is nowhere";
  }
}

TEST(Figures, NamesEndInTheirUnits) {
  const std::vector<std::pair<std::string_view, std::string_view>> ends = {
      {"_J", "J"}, {"_m2", "m²"}, {"_s", "s"}};
  for (const auto& figure : figures()) {
    for (const auto& [end, unit] : ends) {
      const bool isRatio =
          figure.name().find("_per_") != std::string_view::npos && figure.unit.find('/') != figure.unit.npos;
      const bool isInWords = unit == "s" && endsWith(figure.name(), "seconds");
      EXPECT_EQ(endsWith(figure.name(), end) && !isRatio, figure.unit == unit && !isInWords) << figure.key;
    }
  }
}

// The directions of all goals, written a second time: a front of them is what people choose hardware by.
TEST(Figures, OfGoalsSayWhichWayIsBetter) {
  const std::set<std::string_view> higher = {
      "top1",         "top1_low",        "top1_high", "top1_chip_low",           "top1_chip_high",
      "digital_top1", "normalized_top1", "top5",      "throughput_images_per_s", "tops_per_W",
      "tops_per_mm2", "utilisation"};
  const std::set<std::string_view> lower = {"top1_chip_std",    "energy_per_image_J", "latency_s",
                                            "area_m2",          "area_used_m2",       "arrays",
                                            "cells_per_weight", "bits_per_weight"};
  const std::set<std::string_view> none = {"read_time_s", "images", "chips"};
  for (const auto& figure : figures()) {
    if (figure.isColumn) {
      const auto& expected = figure.direction == Direction::higher  ? higher
                             : figure.direction == Direction::lower ? lower
                                                                    : none;
      EXPECT_EQ(expected.count(figure.name()), 1U) << figure.name() << " is " << wordOf(figure.direction);
    }
  }
  EXPECT_EQ(goalNames().size(), higher.size() + lower.size());
}

TEST(Figures, AreFoundByFieldByPathAndByColumn) {
  EXPECT_EQ(figureOf(&LayerRecord::cycles).place(), "layers[].cycles");
  EXPECT_EQ(figureOf(&RunRecord::utilisation).place(), "mapping.utilisation");
  EXPECT_EQ(figureAt("accuracy.top1"), &figureOf(&AccuracyRecord::top1));
  EXPECT_EQ(figureAt("chip.latency_s"), &figureOf(&ChipRecord::latency_s));
  EXPECT_EQ(figureAt("accuracy.images"), &figureOf(&RunRecord::images));
  EXPECT_EQ(figureAt("latency_s"), nullptr);
  EXPECT_EQ(columnFigure("area_m2"), &figureOf(&ChipRecord::areaInstalled_m2));
  EXPECT_EQ(columnFigure("relative_error"), nullptr);
}

TEST(Figures, OfAChipHaveNoValueWithoutOne) {
  RunRecord record;
  record.digitalTop1 = 0.8;
  AccuracyRecord at;
  at.top1 = 0.6;
  EXPECT_EQ(columnValue(*columnFigure("latency_s"), record, at), std::nullopt);
  EXPECT_EQ(columnValue(*columnFigure("top1_chip_low"), record, at), std::nullopt);
  EXPECT_DOUBLE_EQ(columnValue(*columnFigure("normalized_top1"), record, at).value(), 0.75);
  record.chip.emplace().latency_s = 2e-6;
  EXPECT_EQ(columnValue(*columnFigure("latency_s"), record, at), 2e-6);
}

}  // namespace
}  // namespace ohmic::sim
