// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "sim/study/search/race_rounds.h"

#include <algorithm>
#include <utility>

namespace ohmic::sim {
namespace {

constexpr std::int64_t kGridOverBudget = 10;
constexpr double kMostOfGrid = 1.1;  ///< that a search costs if nobody falls
constexpr std::size_t kLeastShare = 4, kLeastPoints = 4;

}  // namespace

RaceRounds::RaceRounds(std::vector<RaceSize> sizes, std::int64_t calibration, std::int64_t grid,
                       std::optional<std::int64_t> budget)
    : sizes_(std::move(sizes)),
      calibration_(calibration),
      grid_(grid),
      budget_(budget.value_or(grid / kGridOverBudget)),
      whole_(wholeSize(sizes_)) {}

std::int64_t RaceRounds::costOf(std::size_t number, std::size_t points) const {
  return static_cast<std::int64_t>(points) * (sizes_[number].evaluations() + calibration_);
}

/// Whether a round before the whole one may be begun: if nobody fell any more, the search would cost hardly
/// more than the grid.
bool RaceRounds::isPaid(std::size_t number, std::size_t points, std::int64_t spent) const {
  const std::int64_t cost = spent + costOf(number, points) + costOf(whole_, points);
  return static_cast<double>(cost) <= kMostOfGrid * static_cast<double>(grid_);
}

std::size_t RaceRounds::first(std::size_t points) const {
  std::size_t number = points == 1 ? whole_ : 0;
  while (number < whole_ && !isPaid(number, points, 0)) {
    ++number;
  }
  return number;
}

/// Points that a round's equal share of what is left of the budget pays for. Rounds for which it cannot even
/// pay the front are not counted.
std::size_t RaceRounds::shareOf(std::size_t number, std::size_t front, std::int64_t spent) const {
  const std::int64_t rest = std::max<std::int64_t>(budget_ - spent, 0);
  std::int64_t rounds = 1;
  for (std::size_t later = number + 1; later < sizes_.size(); ++later) {
    rounds += costOf(later, front) <= rest ? 1 : 0;
  }
  return static_cast<std::size_t>(rest / rounds / costOf(number, 1));
}

std::optional<RaceRounds::Round> RaceRounds::next(std::size_t number,
                                                  const std::vector<std::vector<std::size_t>>& layers,
                                                  std::int64_t spent) const {
  std::size_t left = 0;
  for (const auto& layer : layers) {
    left += layer.size();
  }
  if (left == 0 || (left == 1 && isWhole(number)) || number + 1 == sizes_.size()) {
    return std::nullopt;
  }
  for (std::size_t size = left == 1 ? whole_ : number + 1;; ++size) {
    const std::size_t front = layers.front().size();
    std::size_t most = std::max(shareOf(size, front, spent), left / kLeastShare);
    if (size <= whole_) {
      most = std::max({most, front, std::min(kLeastPoints, left)});
    } else if (front > most || most < 2) {
      return std::nullopt;
    }
    Round round{size, {}};
    for (const auto& layer : layers) {
      if (round.points.size() + layer.size() > most) {
        break;
      }
      round.points.insert(round.points.end(), layer.begin(), layer.end());
    }
    if (size >= whole_ || isPaid(size, round.points.size(), spent)) {
      return round;
    }
  }
}

}  // namespace ohmic::sim
