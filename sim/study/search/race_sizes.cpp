// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "sim/study/search/race_sizes.h"

#include <algorithm>

namespace ohmic::sim {
namespace {

/// Images dealt out to as many chips as get enough of them; too few images for two chips are not dealt out.
RaceSize dealt(std::int64_t images, int chips) {
  const std::int64_t takers = std::min<std::int64_t>(chips, images / kLeastImagesOfAChip);
  return takers > 1 ? RaceSize{images / takers * takers, static_cast<int>(takers), true}
                    : RaceSize{images, chips, false};
}

}  // namespace

bool operator==(const RaceSize& a, const RaceSize& b) noexcept {
  return a.images == b.images && a.chips == b.chips && a.isDealt == b.isDealt;
}

std::vector<RaceSize> raceSizes(std::int64_t images, int chips) {
  constexpr int kStep = 4;
  std::vector<RaceSize> sizes = {dealt(images, chips)};
  for (std::int64_t i = (images + kStep - 1) / kStep; i >= kLeastImages; i = (i + kStep - 1) / kStep) {
    sizes.push_back(dealt(i, chips));
  }
  std::reverse(sizes.begin(), sizes.end());
  return sizes;
}

}  // namespace ohmic::sim
