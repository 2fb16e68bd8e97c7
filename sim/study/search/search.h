// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace ohmic::sim {

/// A column of results.csv that a search makes as great or as small as it can.
struct SearchGoal {
  std::string column;
  bool isHigher = true;  ///< the greater the better
};

/// "top1 >= digital_top1 - 1 %": a column against a number, or against another column and a number.
struct SearchConstraint {
  std::string text;  ///< as written
  std::string column;
  bool isAtLeast = true;
  std::string other;    ///< a column; empty: the number alone
  double number = 0.0;  ///< in SI base units, shares of 1
};

/// An axis of its own for each mapped layer: its entry of `layers` takes each combination of these values, or
/// the layer runs digitally.
struct PerLayer {
  std::string place;                  ///< in the study file
  std::vector<std::string> patterns;  ///< which layers; empty: all
  std::vector<std::pair<std::string, std::vector<std::string>>>
      keys;                 ///< within the entry ("adc.bits") and their values
  bool hasDigital = false;  ///< one more place on each axis: the layer off the arrays
  bool hasArrays = true;    ///< false: digital is the only place
};

/// `study.search`: which points of a study are the best, found without running all of them at full size.
struct Search {
  std::string place;  ///< in the study file
  std::vector<SearchGoal> goals;
  std::vector<SearchConstraint> constraints;
  double confidence = 0.95;            ///< that no point falls whose place in the answer is its own
  double tolerance = 0.0;              ///< of accuracies in shares of 1, of other figures relative
  std::optional<std::int64_t> images;  ///< most image evaluations
  std::optional<double> time_s;        ///< after so long no round begins
  std::optional<PerLayer> perLayer;
};

/// Columns that are known image by image and chip by chip, so that two points are compared in pairs.
[[nodiscard]] bool isRaced(const std::string& column);

}  // namespace ohmic::sim
