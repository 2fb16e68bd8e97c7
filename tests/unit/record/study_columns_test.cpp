// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0

// The table's figures as columns of a study's results, titles of its plots and goals of its Pareto fronts.

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <string>
#include <utility>
#include <vector>

#include "configs/files/escape.h"
#include "configs/reader/error.h"
#include "sim/record/figure.h"
#include "sim/record/point_file.h"
#include "sim/study/read_study.h"
#include "sim/study/study_figures.h"
#include "sim/study/study_results.h"
#include "tests/folder.h"
#include "tests/unit/record/filled_record.h"

namespace ohmic::sim {
namespace {

/// A study of points without axes, whose results are given.
class StudyOfRecords {
 public:
  explicit StudyOfRecords(const std::vector<RunRecord>& records) {
    std::filesystem::create_directories(folder_.path() / "points");
    for (RunRecord record : records) {
      record.id = "point" + std::to_string(plan_.points.size());
      plan_.points.push_back({record.id, {}, {}, {}});
      std::ofstream(folder_.result(record.id)) << pointText(record);
    }
  }
  [[nodiscard]] StudyResults results() const { return collectResults(plan_, folder_); }
  [[nodiscard]] StudyFigure draw(StudyPlot plot) {
    plot.name = "plot";
    plot.scale = "auto";
    plan_.study.plots = {std::move(plot)};
    return drawFigures(plan_, results()).at(0);
  }

 private:
  tests::Folder temporary_;
  StudyFolder folder_{temporary_.path()};
  StudyPlan plan_;
};

RunRecord recordOf(double utilisation, double energy) {
  RunRecord record = filledRecord();
  record.byReadTime.resize(1);
  record.predictions.resize(1);
  record.byReadTime[0].top1 = 0.9;
  record.utilisation = utilisation;
  record.chip->energyPerImage_J = energy;
  record.chip->energyByComponent_J = {{"adc", energy}};
  return record;
}

StudyPlot pareto(const std::string& x, const std::string& y) {
  StudyPlot plot;
  plot.kind = StudyPlot::Kind::pareto;
  plot.x = x;
  plot.y = y;
  return plot;
}

// The names are a promise to people's scripts.
TEST(StudyColumns, HaveTheirNamesAndOrder) {
  const StudyResults results = StudyOfRecords({filledRecord()}).results();
  const std::string csv = resultsCsv(results);
  EXPECT_EQ(
      csv.substr(0, csv.find('\n')),
      "point,read_time_s,images,chips,top1,top1_low,top1_high,top1_chip_std,top1_chip_low,top1_chip_high,"
      "digital_top1,normalized_top1,top5,energy_per_image_J,latency_s,throughput_images_per_s,area_m2,"
      "area_used_m2,tops_per_W,tops_per_mm2,arrays,utilisation,cells_per_weight,bits_per_weight,status,id");
}

TEST(StudyColumns, AreTheFiguresAtEachReadTime) {
  const RunRecord record = filledRecord();
  const StudyResults results = StudyOfRecords({record}).results();
  ASSERT_EQ(results.lines, 2U);
  for (const auto& figure : figures()) {
    const ResultColumn* const column = results.find(std::string(figure.name()));
    if (figure.isColumn) {
      ASSERT_NE(column, nullptr) << figure.name();
      EXPECT_EQ(column->figure, &figure);
      for (std::size_t line = 0; line < 2; ++line) {
        EXPECT_EQ(column->numbers[line], columnValue(figure, record, record.byReadTime[line]))
            << figure.name();
      }
    }
  }
  EXPECT_EQ(results.find("latency_s")->numbers[1], record.chip->latency_s);
  EXPECT_EQ(results.find("top1_high")->numbers[1], record.byReadTime[1].interval95.high);
  EXPECT_EQ(results.find("arrays")->numbers[0], record.arrays);
}

TEST(StudyPlots, NameEveryFigureByItsTitleAndUnit) {
  StudyOfRecords study({recordOf(0.5, 1e-6), recordOf(0.7, 2e-6)});
  for (const auto& figure : figures()) {
    if (figure.isColumn) {
      StudyPlot plot;
      plot.x = "point";
      plot.y = std::string(figure.name());
      const StudyFigure drawn = study.draw(plot);
      EXPECT_NE(drawn.svg.find(configs::markupText(figure.title)), std::string::npos) << figure.name();
      EXPECT_EQ(drawn.caption.rfind(std::string(figure.title), 0), 0U) << drawn.caption;
      if (figure.unit == "%" || figure.unit.find('/') != std::string::npos) {
        EXPECT_NE(drawn.svg.find(std::string(figure.unit)), std::string::npos) << figure.name();
      }
    }
  }
}

// Of equal accuracy the fuller arrays and the lower energy win.
TEST(ParetoPlots, FollowTheDirectionOfEachGoal) {
  const std::string interval =
      ",0.031524658203125,0.031768798828125\n";  // over the chips, of the filled record
  StudyOfRecords study({recordOf(0.5, 1e-6), recordOf(0.7, 2e-6)});
  EXPECT_EQ(study.draw(pareto("utilisation", "top1")).csv,
            "utilisation,top1,pareto,point,low,high\n0.5,0.9,0,1" + interval + "0.7,0.9,1,2" + interval);
  EXPECT_EQ(
      study.draw(pareto("energy_per_image_J", "top1")).csv,
      "energy_per_image_J,top1,pareto,point,low,high\n1e-06,0.9,1,1" + interval + "2e-06,0.9,0,2" + interval);
  EXPECT_NE(study.draw(pareto("utilisation", "top1")).caption.find("utilisation (higher is better)"),
            std::string::npos);
}

TEST(ParetoPlots, RefuseGoalsWithoutADirection) {
  StudyOfRecords study({recordOf(0.5, 1e-6)});
  for (const std::string name : {"images", "chips", "read_time_s", "point"}) {
    try {
      static_cast<void>(study.draw(pareto(name, "top1")));
      FAIL() << "accepted " << name;
    } catch (const configs::InputError& error) {
      EXPECT_NE(std::string(error.what()).find("'" + name + "' has no better direction; goals: top1, "),
                std::string::npos)
          << error.what();
    }
  }
}

/// What reading a study with these plots says.
std::string refusalOf(const std::string& plots) {
  const tests::Folder folder;
  folder.write("run.yaml", "run: { seed: 1 }\n");
  const auto file = folder.write("study.yaml",
                                 "study:\n  run: run.yaml\n  axes: { hardware.wires.row: [1 ohm, 2 ohm] }\n"
                                 "  plots: { a: { " +
                                     plots + " } }\n");
  try {
    static_cast<void>(readStudy(file, {}));
  } catch (const configs::InputError& error) {
    return std::string(error.what()).substr(folder.path().string().size() + 1);
  }
  return "accepted";
}

// Before the first point runs, not after the last.
TEST(StudyPlots, AreRefusedWhenTheStudyIsReadIfTheyCannotBeDrawn) {
  EXPECT_EQ(refusalOf("x: hardware.wires.row, y: hardware.wires.row_ohm, by: point, where: { status: done }"),
            "accepted");
  const auto begins = [](const std::string& text, const std::string& begin) {
    return text.rfind(begin, 0) == 0;
  };
  for (const auto& [plots, complaint] : std::vector<std::pair<std::string, std::string>>{
           {"x: point, y: top",
            "study.yaml:4:30: study.plots.a.y: no column 'top'; one of: point, hardware.wires.row, "},
           {"x: rows", "study.yaml:4:20: study.plots.a.x: no column 'rows'"},
           {"kind: heat, x: point, y: point, value: topp", "no column 'topp'"},
           {"x: point, by: bits", "no column 'bits'"},
           {"x: point, where: { bits: 4 }", "no column 'bits'"},
           {"kind: pareto, x: arrays, goals: [top1, chips]",
            "study.yaml:4:49: study.plots.a.goals: 'chips' has no better direction; goals of a Pareto front: "
            "top1, "},
           {"kind: pareto, x: hardware.wires.row",
            "study.yaml:4:34: study.plots.a.x: 'hardware.wires.row' has no better direction"},
           {"kind: pareto, x: arrays, y: images", "'images' has no better direction"}}) {
    const auto found = refusalOf(plots);
    EXPECT_TRUE(complaint[0] == 's' ? begins(found, complaint) : found.find(complaint) != std::string::npos)
        << found;
  }
}

}  // namespace
}  // namespace ohmic::sim
