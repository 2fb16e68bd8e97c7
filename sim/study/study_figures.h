// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "sim/study/plan.h"
#include "sim/study/study_results.h"

namespace ohmic::sim {

/// One plot of a study's report.
struct StudyFigure {
  std::string name;  ///< of its files: plots/<name>.svg and .csv
  std::string title;
  std::string caption;  ///< what is drawn, over what was averaged
  std::string svg;
  std::string csv;      ///< the values that are drawn
  bool isWide = false;  ///< takes the width of two
};

/// The plots that the study file asks for; without any, those that suit its axes: accuracy over the axis with
/// most numbers, a heat map of two numeric axes, and the Pareto front of accuracy and energy.
/// @throws configs::InputError for a plot of a column that the results lack.
[[nodiscard]] std::vector<StudyFigure> drawFigures(const StudyPlan& plan, const StudyResults& results);

/// Which of the results no other beats in everything: at least as good in all of @p goals and better in one.
/// @param values  [goal][result], the greater the better; results with a value that is no number are none.
[[nodiscard]] std::vector<bool> paretoFront(const std::vector<std::vector<double>>& values);

}  // namespace ohmic::sim
