// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "sim/study/axis_keys.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "configs/reader/error.h"

namespace ohmic::sim {
namespace {

/// An axis of one key, whose column is the key.
StudyAxis axisOf(const std::string& key) {
  return {key, "study.yaml:4:3", {{{{key, "1"}}, {{key, "1"}}}, {{{key, "2"}}, {{key, "2"}}}}, {}};
}

/// Cases that set these keys each.
StudyAxis casesOf(const std::vector<std::vector<std::string>>& keys) {
  StudyAxis axis{"which", "study.yaml:5:3", {}, {}};
  for (std::size_t c = 0; c < keys.size(); ++c) {
    AxisPoint point;
    for (const auto& key : keys[c]) {
      point.set.emplace_back(key, "1");
    }
    point.columns.emplace_back("which", std::to_string(c));
    axis.points.push_back(point);
  }
  return axis;
}

std::string foundIn(const std::vector<StudyAxis>& axes) {
  const auto shared = sharedKeyOf(axes);
  return shared ? std::to_string(shared->axis) + ": " + shared->found : "none";
}

TEST(AxisKeys, OfTwoAxesAreApart) {
  EXPECT_EQ(foundIn({axisOf("hardware.adc.bits"), axisOf("hardware.adc.noise")}), "none");
  EXPECT_EQ(foundIn({axisOf("layers.conv1"), axisOf("layers.conv10.adc.bits")}), "none");
  EXPECT_EQ(foundIn({axisOf("a.b"), axisOf("a.b")}), "1: sets a.b, which axis 'a.b' sets");
}

TEST(AxisKeys, ThatLieInEachOtherAreRefusedInAnyOrderAndSpelling) {
  EXPECT_EQ(foundIn({axisOf("hardware.cell.programming.sigma"), axisOf("hardware.cell")}),
            "1: sets hardware.cell, and axis 'hardware.cell.programming.sigma' sets "
            "hardware.cell.programming.sigma");
  EXPECT_EQ(foundIn({axisOf("hardware.cell"), axisOf("run.seed"), axisOf("hardware.\"cell\".drift.v")}),
            "2: sets hardware.\"cell\".drift.v, and axis 'hardware.cell' sets hardware.cell");
  for (const auto& [first, second] : std::vector<std::pair<std::string, std::string>>{
           {"hardware.adc.bits", "hardware.\"adc\".bits"},
           {"layers.conv1.adc.bits", "layers.\"conv1\".adc.bits"},
           {"layers.\"a.b\".adc", "layers.\"a.b\".adc.bits"},
           {"layers.conv1", "layers.\"conv1\".cell.model"}}) {
    EXPECT_NE(foundIn({axisOf(first), axisOf(second)}), "none") << first << " " << second;
    EXPECT_NE(foundIn({axisOf(second), axisOf(first)}), "none") << first << " " << second;
    EXPECT_NE(foundIn({casesOf({{"run.seed"}, {first}}), axisOf(second)}), "none") << first << " " << second;
  }
}

TEST(AxisKeys, OfOneAxisMeetOnlyWhereItsColumnDoesNotSayThem) {
  StudyAxis zip = axisOf("hardware.cell");
  for (AxisPoint& point : zip.points) {
    point.set.emplace_back("hardware.cell.g_max", "1 uS");
    point.columns.emplace_back("hardware.cell.g_max", "1 uS");
  }
  EXPECT_EQ(foundIn({zip}), "0: sets hardware.cell.g_max beside hardware.cell");
  EXPECT_EQ(foundIn({casesOf({{"hardware.cell", "hardware.cell.g_max"}, {"hardware.cell.g_max"}})}), "none");
  EXPECT_EQ(foundIn({casesOf({{"hardware.adc.bits", "hardware.\"adc\".bits"}})}),
            "0: sets hardware.\"adc\".bits beside hardware.adc.bits");
}

std::string refusalOf(const std::string& override, const Study& study) {
  try {
    refuseIdle({override}, study);
    return "accepted";
  } catch (const configs::InputError& error) {
    return error.what();
  }
}

TEST(AxisKeys, AnOverrideThatNoPointWouldHaveIsRefused) {
  Study study;
  study.axes = {axisOf("hardware.adc.bits"), axisOf("hardware.cell"), casesOf({{"run.seed"}, {"run.chips"}})};
  const std::string refused = refusalOf("hardware.\"adc\".bits=6", study);
  EXPECT_EQ(
      refused.rfind("--set hardware.\"adc\".bits=6: hardware.\"adc\".bits: found a value that no point has: "
                    "axis 'hardware.adc.bits' sets it in every point",
                    0),
      0U)
      << refused;
  EXPECT_NE(refusalOf("hardware.cell.g_max=2 uS", study), "accepted") << "a mapping replaces it";
  EXPECT_EQ(refusalOf("hardware.adc={ noise: 1 }", study), "accepted") << "the axis adds to it";
  EXPECT_EQ(refusalOf("run.seed=7", study), "accepted") << "one of the cases keeps it";
  EXPECT_EQ(refusalOf("dataset.images=7", study), "accepted");
  study.set = {"hardware.adc.bits=6"};
  study.places["hardware.adc.bits"] = "study.yaml:3:8";
  EXPECT_EQ(refusalOf(study.set[0], study).rfind("study.yaml:3:8: hardware.adc.bits: ", 0), 0U);
}

}  // namespace
}  // namespace ohmic::sim
