// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "sim/study/search/paired_scores.h"
#include "sim/study/search/race_sizes.h"
#include "sim/study/search/search.h"

namespace ohmic::sim {

/// What one evaluation found of a point. Points of a round have seen the same images on the same chips.
struct Standing {
  std::string failure;                    ///< why there is nothing else; empty: it went well
  std::vector<double> values;             ///< of columnsOf(), in their order
  Scores scores;                          ///< where a column is raced
  std::shared_ptr<const Scores> digital;  ///< the float network on the same images; equal ones are one object
};

/// The columns that a search reads: of its goals, then of its constraints; each once.
[[nodiscard]] std::vector<std::string> columnsOf(const Search& search);

/// A difference with both ends of its interval; of figures without one the three are equal.
struct Gap {
  std::string of;  ///< a goal's column, or a constraint's text
  double difference = 0.0, low = 0.0, high = 0.0;
};

/// The end of a point's race.
struct Fall {
  enum class Kind {
    failed,    ///< its evaluation did
    breaks,    ///< a constraint: surely
    beaten,    ///< another is surely at least as good in every goal, and better in one
    tolerated  ///< another is surely at least as good in every goal but for the tolerance
  };
  std::size_t point = 0;
  Kind kind = Kind::beaten;
  std::optional<std::size_t> against;  ///< of beaten and tolerated
  std::vector<Gap>
      gaps;  ///< by goal: the other's value less the point's; of `breaks` what it lacks to the limit
  std::string failure;  ///< Standing::failure
};

struct RaceRound {
  RaceSize size;
  std::vector<std::size_t> points;  ///< that it evaluated, ascending
  std::int64_t evaluations = 0;     ///< images times chips, and what calibration reads, of all points
  double alpha = 0.0;               ///< of each single statement
  std::vector<Fall> falls;
};

/// Why a race ended.
enum class RaceEnd {
  whole,      ///< the points that are ahead have seen all images
  images,     ///< the next round would have cost more than is left of `images`
  unfinished  ///< evaluations of the next round are missing
};

struct RaceLog {
  std::vector<RaceRound> rounds;
  std::vector<std::size_t> left;   ///< points that have not fallen, ascending
  std::vector<std::size_t> ahead;  ///< those of them that were run at the last size; the others rest
  RaceEnd end = RaceEnd::whole;
  RaceSize next;                     ///< of the round that did not begin or end; none of `whole`
  std::int64_t nextEvaluations = 0;  ///< that it would take
  std::vector<Standing> standings;   ///< of all points: the last ones; without values where there was none

  [[nodiscard]] std::int64_t evaluations() const;
};

/// A race without its evaluations.
struct RaceRules {
  Search search;
  std::vector<RaceSize> sizes;           ///< raceSizes()
  std::int64_t imagesOfCalibration = 0;  ///< that each evaluation reads besides
  std::int64_t gridEvaluations = 0;      ///< what all entrants at full size would cost
};

/// Runs points at a size; nothing if that is not, or not yet, to be had.
using Evaluate = std::function<std::optional<std::vector<Standing>>(const std::vector<std::size_t>& points,
                                                                    const RaceSize& size)>;

/// Races points against each other. Every round sees points on more images, the same for all of them, and
/// drops those whose place is known. Of the others the best take part in the next round, as many as the
/// budget pays for (RaceRounds), and the rest of them rest: docs/search.md has the rule. The outcome depends
/// on what @p evaluate returns alone.
///
/// @param entrants  points that take part, ascending, of @p points in all.
[[nodiscard]] RaceLog race(const RaceRules& rules, std::size_t points,
                           const std::vector<std::size_t>& entrants, const Evaluate& evaluate);

/// By how much a standing meets each constraint: what it lacks is negative.
[[nodiscard]] std::vector<double> slacksOf(const Search& search, const Standing& standing);

}  // namespace ohmic::sim
