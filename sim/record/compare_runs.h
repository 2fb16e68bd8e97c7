// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "sim/record/run_record.h"

namespace ohmic::sim {

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
