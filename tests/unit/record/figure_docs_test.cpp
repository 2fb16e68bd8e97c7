// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0

// The tables of figures in docs/results.md and docs/study_files.md are made from the table. After a change of
// a figure this test prints the lines that belong there.

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "sim/record/figure.h"
#include "tests/places.h"

namespace ohmic::sim {
namespace {

std::string rowOf(const std::string& name, const Figure& figure) {
  return fmt::format("| `{}` | {}: {} | {} | {} |\n", name, figure.title, figure.meaning,
                     figure.unit == "%" ? "share of 1" : figure.unit,
                     figure.direction == Direction::none ? "" : wordOf(figure.direction));
}

void expectTable(const std::string& page, const std::string& table) {
  std::ifstream in(tests::sourceFolder() + "/docs/" + page);
  const std::string text{std::istreambuf_iterator<char>(in), {}};
  EXPECT_NE(text.find(table), std::string::npos) << "docs/" << page << " lacks:\n" << table;
}

TEST(FigureDocs, ResultsPageListsEveryFigureOfSummaryJson) {
  const std::vector<std::vector<Level>> tables = {{Level::run, Level::readTime},
                                                  {Level::chip, Level::tile},
                                                  {Level::slot, Level::resource, Level::change},
                                                  {Level::cost},
                                                  {Level::layer, Level::writes},
                                                  {Level::weightNoise, Level::estimator, Level::tensor},
                                                  {Level::storage, Level::storedKernel}};
  for (const auto& levels : tables) {
    std::string table = "| field | what | unit | better |\n|---|---|---|---|\n";
    for (const auto level : levels) {
      for (const auto& figure : figures()) {
        if (figure.level() == level && !figure.place().empty()) {
          table += rowOf(figure.place(), figure);
        }
      }
    }
    expectTable("results.md", table);
  }
}

TEST(FigureDocs, StudyPageListsEveryColumn) {
  std::string table = "| column | what | unit | better |\n|---|---|---|---|\n";
  for (const auto& figure : figures()) {
    if (figure.isColumn) {
      table += rowOf(std::string(figure.name()), figure);
    }
  }
  expectTable("study_files.md", table);
}

}  // namespace
}  // namespace ohmic::sim
