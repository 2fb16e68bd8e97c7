// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "sim/report/figure_label.h"

namespace ohmic::sim::report {

std::string titleOf(const FigureValue& field) { return std::string(figureOf(field).title); }

std::string labelOf(const FigureValue& field) {
  std::string label = titleOf(field);
  if (label.front() >= 'a' && label.front() <= 'z') {
    label.front() = static_cast<char>(label.front() - 'a' + 'A');
  }
  return label;
}

std::string headingOf(const FigureValue& field, std::string_view unit) {
  const std::string_view shown = unit.empty() ? figureOf(field).unit : unit;
  return shown.empty() ? titleOf(field) : titleOf(field).append(", ").append(shown);
}

}  // namespace ohmic::sim::report
