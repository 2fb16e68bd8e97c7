// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "sim/run/known_inputs.h"
#include "sim/run/plan_figures.h"
#include "sim/run/run_identity.h"
#include "sim/run/run_request.h"
#include "sim/study/search/race_sizes.h"
#include "sim/study/search/search.h"

namespace ohmic::sim {

/// What the runs of a search have in common.
struct SearchPlan {
  std::int64_t images = 0;  ///< of the whole run
  int chips = 0;
  std::int64_t calibrationImages = 0;  ///< that each run reads besides; 0: none calibrates

  /// Of a point at full size.
  [[nodiscard]] std::int64_t evaluations() const { return images * chips + calibrationImages; }

  [[nodiscard]] std::vector<RaceSize> sizes() const { return raceSizes(images, chips); }
};

/// What a search knows of a point before its first image.
struct SearchedPoint {
  std::vector<std::string>
      ids;  ///< of its runs, by SearchPlan::sizes(); of one chip the last is the point's own
  PlanFigures figures;
  std::string refusal;  ///< why the network does not fit the hardware; empty: it does
};

/// Plans the runs of a search point by point.
class SearchPlanner {
 public:
  SearchPlanner(const Search& search, KnownInputs inputs) : search_(search), inputs_(std::move(inputs)) {}

  /// @param identifier  finds the ids of its runs of fewer images: each reads the files of its own.
  /// @throws configs::InputError for a run that cannot be compared with the first one's, image by image and
  /// chip by chip: other images, chips or seed, more read times than one, chips until an interval is small.
  [[nodiscard]] SearchedPoint plan(const RunRequest& request, const RunIdentity& identity,
                                   RunIdentifier& identifier);

  /// @pre a point was planned
  [[nodiscard]] const SearchPlan& common() const { return *common_; }

 private:
  void requireComparable(const RunRequest& request, const RunIdentity& identity) const;
  void begin(const RunRequest& request, const RunIdentity& identity);

  const Search& search_;
  KnownInputs inputs_;
  std::optional<SearchPlan> common_;
  std::map<std::string, std::string> first_;  ///< what all points share of the first one's identity
  PlanReader reader_;
};

/// What a run of a size sets, as --set takes it.
[[nodiscard]] std::vector<std::string> sizeOverrides(const SearchPlan& plan, const RaceSize& size);

/// Why a point needs no image: its network does not fit, or its plan breaks a constraint. Empty: it does.
[[nodiscard]] std::string breakOf(const Search& search, const SearchedPoint& point);

}  // namespace ohmic::sim
