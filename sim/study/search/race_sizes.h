// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

namespace ohmic::sim {

/// How much of a run a round sees: the first images of the data set on the first chips.
struct RaceSize {
  std::int64_t images = 0;
  int chips = 0;
};

/// The sizes of a race's rounds, the least first, the whole run last. Each is a part of the next: four times
/// the images, at least kLeastImages, on ten chips (or all, where there are fewer); then four times the
/// chips.
///
///     10,000 images on 10 chips: 157, 625, 2500, 10000 images on 10 chips
///
/// A round repeats what the one before it saw, so steps of four cost a third more than rounds that would go
/// on where the last one ended, and points that fall are seen on at most four times what their fall takes.
/// @pre images, chips >= 1
[[nodiscard]] std::vector<RaceSize> raceSizes(std::int64_t images, int chips);

constexpr std::int64_t kLeastImages = 100;  ///< of a round that is not the last
constexpr int kFirstChips = 10;

}  // namespace ohmic::sim
