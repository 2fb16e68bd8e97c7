// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <filesystem>
#include <string>

#include "configs/reader/error.h"
#include "sim/record/figure.h"
#include "sim/study/study_figures.h"
#include "tests/folder.h"

namespace ohmic::sim {
namespace {

TEST(ParetoFront, KeepsWhatNothingBeats) {
  // accuracy, less energy: the third is beaten by the second in both, the fourth in one and equal in the
  // other
  EXPECT_EQ(paretoFront({{0.9, 0.8, 0.7, 0.8}, {-3.0, -1.0, -2.0, -2.0}}),
            (std::vector<bool>{true, true, false, false}));
}

TEST(ParetoFront, KeepsEquals) {
  EXPECT_EQ(paretoFront({{1.0, 1.0}, {2.0, 2.0}}), (std::vector<bool>{true, true}));
}

TEST(ParetoFront, OfOneGoalIsItsGreatest) {
  EXPECT_EQ(paretoFront({{1.0, 3.0, 2.0}}), (std::vector<bool>{false, true, false}));
}

/// The columns of a study of one point, which failed.
StudyResults resultsOfOnePoint() {
  const tests::Folder place;
  const StudyFolder folder(place.path());
  std::filesystem::create_directories(place.path() / "points");
  StudyPlan plan;
  plan.points.push_back({"a", {}, {}, {}});
  folder.writeFailure("a", {false, "told to", ""});
  return collectResults(plan, folder);
}

// Two results that differ in one figure: 1 and 2.
TEST(ParetoFront, FollowsTheDirectionOfEachFigure) {
  for (const auto& column : resultsOfOnePoint().columns) {
    if (!column.isNumeric) {
      continue;
    }
    StudyResults results;
    results.lines = 2;
    results.columns.push_back({"status", "", false, {}, {"done", "done"}});
    results.columns.push_back({column.name, "", true, {1.0, 2.0}, {}});
    results.columns.push_back({"beside", "", true, {1.0, 1.0}, {}});
    if (column.name != "point") {
      results.columns.push_back({"point", "", true, {1.0, 2.0}, {}});
    }
    StudyPlan plan;
    StudyPlot plot;
    plot.name = "front";
    plot.kind = StudyPlot::Kind::pareto;
    plot.x = "beside";
    plot.y = "beside";
    plot.goals = {column.name};
    plot.scale = "auto";
    plan.study.plots = {plot};
    const Figure* const figure = columnFigure(column.name);
    if (figure == nullptr || figure->direction == Direction::none) {
      EXPECT_THROW(static_cast<void>(drawFigures(plan, results)), configs::InputError) << column.name;
      continue;
    }
    const auto figures = drawFigures(plan, results);
    ASSERT_EQ(figures.size(), 1U);
    const bool isGreat = figure->direction == Direction::higher;
    EXPECT_EQ(figures[0].csv, std::string("beside,beside,pareto,point,low,high\n") +
                                  (isGreat ? "1,1,0,1,,\n1,1,1,2,,\n" : "1,1,1,1,,\n1,1,0,2,,\n"))
        << column.name;
  }
}

}  // namespace
}  // namespace ohmic::sim
