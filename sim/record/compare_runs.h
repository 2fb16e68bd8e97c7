// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "sim/record/run_record.h"

namespace ohmic::sim {

/// What a run made of its images at one read time: as much as paired comparisons need.
struct Answers {
  std::string dataset;     ///< name and split
  std::string dataDigest;  ///< of its files
  std::int64_t images = 0;
  int chips = 0;
  std::uint64_t seed = 0;
  std::vector<std::string> correct;  ///< RunRecord::correct of the read time, by chip
  int chipsOfAnImage = 0;            ///< RunRecord::chipsOfAnImage
};

/// @throws configs::InputError if the results lack the single images, or the read time.
[[nodiscard]] Answers answersOf(const RunRecord& record, std::size_t readTime);

/// Whether two runs have seen the same images on as many chips of one seed.
[[nodiscard]] bool arePairs(const Answers& first, const Answers& second);

/// The second's accuracy less the first's, by images and chips that both have.
struct PairedDifference {
  double difference = 0.0;                     ///< share of 1
  std::int64_t onlyFirst = 0, onlySecond = 0;  ///< pairs of image and chip that one of the two got right
  std::optional<Interval> overImages;          ///< 95 %, of the images' mean differences; none with one image
  std::optional<Interval> overChips;  ///< 95 %, Student's t of the chips' differences; none with one chip
};

/// The mean over several pairs of runs: what one change does in all of them. Intervals are those of its mean
/// over the images and chips.
/// @pre pairs is not empty, arePairs() holds for each, and all have the same numbers of images and chips
[[nodiscard]] PairedDifference pairedDifference(
    const std::vector<std::pair<const Answers*, const Answers*>>& pairs);

/// How a second run differs from a first one.
struct RunDifference {
  std::string metric;
  double first = 0.0, second = 0.0;
  bool isShare = false;     ///< difference in shares of 1; otherwise relative to the first
  double difference = 0.0;  ///< second less first

  // Of accuracy.top1 alone, paired by image and chip:
  std::int64_t images = 0;
  int chips = 0;
  std::int64_t onlyFirst = 0, onlySecond = 0;  ///< pairs of image and chip that one of the two got right
  std::optional<Interval> overImages;          ///< 95 %, of the images' mean differences over the chips
  std::optional<Interval> overChips;           ///< 95 %, Student's t of the chips' differences; none with one
};

/// Compares what two runs wrote, at one read time (the first is 0). accuracy.top1 is paired: image with
/// image, chip with chip, which is sharper than two intervals beside each other. Other metrics are numbers of
/// summary.json by their path ("chip.energy_per_image_J").
///
/// @throws configs::InputError if the two have not seen the same images and as many chips, or lack the
/// metric.
[[nodiscard]] RunDifference compareRuns(const std::filesystem::path& first,
                                        const std::filesystem::path& second, const std::string& metric,
                                        std::size_t readTime);

}  // namespace ohmic::sim
