// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace ohmic::sim {

/// How much of a run a round sees: the first images of the data set on the first chips.
struct RaceSize {
  std::int64_t images = 0;
  int chips = 0;
  int chipsOfAnImage = 0;  ///< run.deal_images: each image is seen by so many of the chips; 0: by all

  [[nodiscard]] bool isDealt() const noexcept { return chipsOfAnImage > 0; }

  /// Image evaluations of a point, without calibration.
  [[nodiscard]] std::int64_t evaluations() const noexcept {
    return images * (isDealt() ? chipsOfAnImage : chips);
  }
};

[[nodiscard]] bool operator==(const RaceSize& a, const RaceSize& b) noexcept;

/// The sizes of a race's rounds, the least first: four times as many images each, until all of the data set
/// are seen. With several chips they are dealt out, as far as they make equal parts. Then each image is seen
/// by four times as many chips, or the next number above that divides the chips.
///
///     10,000 images, 10 chips: 150, 620, 2500 and 10000 images dealt out to 10 chips, 10000 to 5 chips each
///     10,000 images, 16 chips: 144, 624, 2496 and 10000 to 16 chips, 10000 to 4 chips each and to all
///     2000 images, 1 chip:     125, 500 and 2000 images
///
/// So many evaluations tell most where no image is seen twice: an image on a second chip is nearly the same
/// image. A round repeats what the one before it saw; with steps of four that is a third of its work.
/// @pre images, chips >= 1
[[nodiscard]] std::vector<RaceSize> raceSizes(std::int64_t images, int chips);

/// Which of raceSizes() is the first that sees all images. @pre sizes is not empty
[[nodiscard]] std::size_t wholeSize(const std::vector<RaceSize>& sizes);

constexpr std::int64_t kLeastImages = 100;  ///< of a round before all images are seen
constexpr std::int64_t kLeastImagesOfAChip =
    10;  ///< dealt out; where they do not suffice, fewer chips get some

}  // namespace ohmic::sim
