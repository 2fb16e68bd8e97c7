// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "sim/study/search/race_sizes.h"

namespace ohmic::sim {

/// Shares a race's budget out to its rounds: which size the next one has, and which points take part.
///
/// A round takes points in layers (frontLayers()), as many as its share of what is left of the budget pays
/// for. Until all images are seen, it takes the whole first layer in any case, at least a quarter of the
/// points of the round before, and at least four. Rounds with more chips for each image are for a first layer
/// that their share pays for; without one the race is over.
class RaceRounds {
 public:
  /// @param sizes        raceSizes()
  /// @param calibration  images that each evaluation of a point reads besides
  /// @param grid         what all entrants at full size would cost, in image evaluations
  /// @param budget       image evaluations to be shared out; none: a tenth of the grid's
  RaceRounds(std::vector<RaceSize> sizes, std::int64_t calibration, std::int64_t grid,
             std::optional<std::int64_t> budget);

  [[nodiscard]] const RaceSize& size(std::size_t number) const { return sizes_[number]; }
  [[nodiscard]] std::size_t count() const { return sizes_.size(); }

  /// Whether a size sees all images.
  [[nodiscard]] bool isWhole(std::size_t number) const { return number >= whole_; }

  /// Image evaluations of a round.
  [[nodiscard]] std::int64_t costOf(std::size_t number, std::size_t points) const;

  /// The size of the first round: one that all points can pay for beside a whole one.
  [[nodiscard]] std::size_t first(std::size_t points) const;

  struct Round {
    std::size_t size = 0;
    std::vector<std::size_t> points;  ///< as the layers name them, the best first
  };

  /// The round after one of size @p number; none: the race is over.
  /// @param layers  points that are left, the best first
  [[nodiscard]] std::optional<Round> next(std::size_t number,
                                          const std::vector<std::vector<std::size_t>>& layers,
                                          std::int64_t spent) const;

 private:
  [[nodiscard]] std::size_t shareOf(std::size_t number, std::size_t front, std::int64_t spent) const;
  [[nodiscard]] bool isPaid(std::size_t number, std::size_t points, std::int64_t spent) const;

  std::vector<RaceSize> sizes_;
  std::int64_t calibration_ = 0, grid_ = 0, budget_ = 0;
  std::size_t whole_ = 0;  ///< the first size that sees all images
};

}  // namespace ohmic::sim
