// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "sim/study/study_figures.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <limits>
#include <set>
#include <string>
#include <vector>

#include "devices/costs/component_costs.h"
#include "sim/report/palette.h"
#include "sim/study/paired_figures.h"
#include "sim/study/study_report.h"

namespace ohmic::sim {
namespace {

constexpr double kNone = std::numeric_limits<double>::quiet_NaN();

bool contains(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

/// Two axes, noise in percent and bits, each point with four images on one chip.
class NoiseStudy {
 public:
  NoiseStudy() {
    plan.study.title = "Noise";
    plan.columns = {{"hardware.weight_noise.eta", "hardware.weight_noise.eta", true, true},
                    {"hardware.adc.bits", "hardware.adc.bits", true, false}};
    for (const auto& figure : figures()) {
      if (figure.isColumn) {
        columns_.emplace_back(figure.name());
      }
    }
    add("point", "").figure = nullptr;
    add("hardware.weight_noise.eta", "hardware.weight_noise.eta").isPercent = true;
    add("hardware.adc.bits", "hardware.adc.bits");
    for (const auto& name : columns_) {
      add(name, "").figure = columnFigure(name);
    }
    add("status", "").isNumeric = false;
    add("id", "").isNumeric = false;
  }

  /// @param digit  a bit for each of four images.
  void point(double eta, double bits, const std::string& digit, double energy) {
    const double number = static_cast<double>(results.lines + 1);
    const double top1 = digit == "c" ? 0.5 : digit == "8" ? 0.25 : 0.0;
    for (auto& column : results.columns) {
      if (!column.isNumeric) {
        column.texts.push_back(column.name == "status" ? "done" : "id" + std::to_string(results.lines));
        continue;
      }
      column.numbers.push_back(column.name == "point"                       ? number
                               : column.name == "hardware.weight_noise.eta" ? eta
                               : column.name == "hardware.adc.bits"         ? bits
                               : column.name == "top1"                      ? top1
                               : column.name == "top1_low"                  ? std::max(top1 - 0.1, 0.0)
                               : column.name == "top1_high"                 ? std::min(top1 + 0.1, 1.0)
                               : column.name == "digital_top1"              ? 0.9
                               : column.name == "energy_per_image_J"        ? energy
                               : column.name == "area_m2"                   ? 1e-6
                                                                            : kNone);
    }
    results.answers.emplace_back(Answers{"d", "digest", 4, 1, 1, {digit}});
    ++results.lines;
  }

  StudyPlan plan;
  StudyResults results;

 private:
  ResultColumn& add(const std::string& name, const std::string& key) {
    results.columns.push_back({name, key, true, {}, {}});
    return results.columns.back();
  }
  std::vector<std::string> columns_;
};

NoiseStudy fourPoints() {
  NoiseStudy study;
  study.point(0.05, 4, "8", 2e-6);
  study.point(0.05, 8, "c", 4e-6);
  study.point(0.2, 4, "0", 2e-6);
  study.point(0.2, 8, "8", 4e-6);
  return study;
}

const StudyFigure* named(const std::vector<StudyFigure>& figures, const std::string& name) {
  const auto found =
      std::find_if(figures.begin(), figures.end(), [&](const auto& f) { return f.name == name; });
  return found == figures.end() ? nullptr : &*found;
}

TEST(StudyFigures, NameAxesAndCurvesWithTheirUnits) {
  const auto study = fourPoints();
  const auto figures = drawFigures(study.plan, study.results);
  const auto* const accuracy = named(figures, "accuracy");
  ASSERT_NE(accuracy, nullptr);
  EXPECT_TRUE(contains(accuracy->svg, ">weight noise eta (%)</text>"));
  EXPECT_TRUE(contains(accuracy->svg, ">adc bits 4</text>"));
  EXPECT_TRUE(contains(accuracy->svg, ">adc bits 8</text>"));
}

// Ticks at the visited values, in percent as they are written.
TEST(StudyFigures, HaveTicksAtThePoints) {
  const auto study = fourPoints();
  const auto figures = drawFigures(study.plan, study.results);
  const auto& svg = named(figures, "accuracy")->svg;
  EXPECT_TRUE(contains(svg, ">5</text>"));
  EXPECT_TRUE(contains(svg, ">20</text>"));
  EXPECT_FALSE(contains(svg, ">10</text>"));
}

TEST(StudyFigures, DrawTheDigitalNetworkAsALine) {
  auto study = fourPoints();
  EXPECT_TRUE(contains(named(drawFigures(study.plan, study.results), "accuracy")->svg,
                       ">digital network 90.00 %</text>"));
  for (auto& column : study.results.columns) {
    if (column.name == "digital_top1") {
      column.numbers[0] = 0.8;  // not one network
    }
  }
  EXPECT_FALSE(contains(named(drawFigures(study.plan, study.results), "accuracy")->svg, "digital network"));
}

TEST(StudyFigures, DrawNothingOfItselfThatIsTheSameEverywhere) {
  const auto study = fourPoints();
  const auto figures = drawFigures(study.plan, study.results);
  EXPECT_NE(named(figures, "pareto_energy"), nullptr);
  EXPECT_EQ(named(figures, "pareto_area"), nullptr);
  EXPECT_EQ(named(figures, "pareto_latency"), nullptr);  // there is none
}

TEST(StudyFigures, LabelTheMembersOfTheFront) {
  const auto study = fourPoints();
  const auto figures = drawFigures(study.plan, study.results);
  const auto& svg = named(figures, "pareto_energy")->svg;
  EXPECT_TRUE(contains(svg, ">1</text>"));   // least energy
  EXPECT_TRUE(contains(svg, ">2</text>"));   // most accuracy
  EXPECT_FALSE(contains(svg, ">4</text>"));  // dominated
}

// 25 % with 15 to 35 %, 50 % with 40 to 60 %, 0 with 0 to 10 %.
TEST(StudyFigures, CarryTheIntervalsOfAFrontAndOfAHeatMap) {
  const auto study = fourPoints();
  const auto figures = drawFigures(study.plan, study.results);
  const auto* const front = named(figures, "pareto_energy");
  EXPECT_TRUE(contains(front->caption, "The whisker is the 95 % interval"));
  EXPECT_TRUE(contains(front->csv, "4e-06,0.5,1,2,0.4,0.6\n")) << front->csv;
  EXPECT_TRUE(contains(front->svg, "50.00 % (40.00 % to 60.00 %)"));
  const auto* const map = named(figures, "map");
  ASSERT_NE(map, nullptr);
  EXPECT_TRUE(contains(map->svg, ">40.00 % to 60.00 %</text>")) << "in its field";
  EXPECT_TRUE(contains(map->csv, ",0.5,0.4,0.6\n")) << map->csv;
}

// Two curves have bands; three or more whiskers, none of which is in the place of another's.
TEST(StudyFigures, DrawManyCurvesWithWhiskersSideBySide) {
  auto study = fourPoints();
  const auto figures = drawFigures(study.plan, study.results);
  EXPECT_TRUE(contains(named(figures, "accuracy")->svg, "<polygon"));
  for (const double bits : {5.0, 6.0}) {
    study.point(0.05, bits, "c", 3e-6);
    study.point(0.2, bits, "8", 3e-6);
  }
  StudyPlot plot;
  plot.name = plot.title = "many";
  plot.x = "hardware.weight_noise.eta";
  plot.y = "top1";
  plot.by = "hardware.adc.bits";
  plot.scale = "auto";
  study.plan.study.plots = {plot};
  const auto many = drawFigures(study.plan, study.results);
  const auto& svg = named(many, "many")->svg;
  EXPECT_FALSE(contains(svg, "<polygon"));
  EXPECT_TRUE(contains(named(many, "many")->caption, "The whisker is"));
  std::set<std::string> places;
  for (std::size_t at = svg.find("<circle"); at != std::string::npos; at = svg.find("<circle", at + 1)) {
    const std::size_t from = svg.find("cx=\"", at) + 4;
    places.insert(svg.substr(from, svg.find('"', from) - from));
  }
  EXPECT_EQ(places.size(), 8U) << "four curves at two places";
}

TEST(StudyFigures, HaveParallelCoordinatesOfMoreThanTwoAxes) {
  auto study = fourPoints();
  EXPECT_EQ(named(drawFigures(study.plan, study.results), "parallel"), nullptr);
  study.plan.columns.push_back({"energy", "energy_per_image_J", true, false});
  const auto figures = drawFigures(study.plan, study.results);
  ASSERT_NE(named(figures, "parallel"), nullptr);
  EXPECT_TRUE(contains(named(figures, "parallel")->svg, "<polyline"));
}

// Bits "c" are 1100, "8" 1000, "0" none: the noise costs one of four images at either number of bits.
TEST(PairedFigures, AreMeansOverAllSettingsOfTheOtherAxes) {
  const auto study = fourPoints();
  const auto figures = drawPairedFigures(study.plan, study.results);
  const auto* const axes = named(figures, "paired_axes");
  ASSERT_NE(axes, nullptr);
  EXPECT_TRUE(contains(axes->csv, "weight noise eta 20 %,-0.25,"));
  EXPECT_TRUE(contains(axes->csv, "adc bits 8,0.25,"));
  EXPECT_EQ(axes->csv.find("adc bits 4"), std::string::npos) << "the first value is what others are less of";
}

TEST(PairedFigures, CompareWithTheBest) {
  const auto study = fourPoints();
  const auto figures = drawPairedFigures(study.plan, study.results);
  const auto* const best = named(figures, "paired_best");
  ASSERT_NE(best, nullptr);
  EXPECT_TRUE(contains(best->caption, "weight noise eta 5 %, adc bits 8"));
  EXPECT_TRUE(contains(best->csv, ",-0.25,"));
  EXPECT_TRUE(contains(best->csv, ",-0.5,"));
  EXPECT_EQ(std::count(best->csv.begin(), best->csv.end(), '\n'), 4);
}

TEST(PairedFigures, AreNoneOfOtherImages) {
  auto study = fourPoints();
  for (std::size_t line = 0; line < study.results.answers.size(); ++line) {
    study.results.answers[line]->dataDigest = std::to_string(line);
  }
  EXPECT_TRUE(drawPairedFigures(study.plan, study.results).empty());
}

TEST(StudyReportTable, ShowsWhatVariesAndLinksPoints) {
  const auto study = fourPoints();
  StudyReport report;
  report.pointReports = {{"id2", "reports/id2.html"}};
  const auto html = renderStudyReport(study.plan, study.results, report);
  EXPECT_TRUE(contains(html, "<a href=\"reports/id2.html\">3</a>"));
  EXPECT_TRUE(contains(html, "data-filter=\"yes\" title=\"hardware.adc.bits\""));
  EXPECT_TRUE(contains(html, ">weight noise eta, %<"));
  EXPECT_TRUE(contains(html, ">50.00 (40.00 to 60.00)</td>"));
  EXPECT_TRUE(contains(html, "The same everywhere: digital top-1 accuracy 90.00 %, area 1.00 mm²."));
}

// Here, where reports and devices are both known.
TEST(ComponentColours, ExistForEveryComponentOfAChip) {
  for (const auto& row : devices::componentTable()) {
    EXPECT_NE(report::componentColour(row.name).name, report::kRest.name) << row.name;
  }
}

}  // namespace
}  // namespace ohmic::sim
