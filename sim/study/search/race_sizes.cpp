// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "sim/study/search/race_sizes.h"

#include <algorithm>

namespace ohmic::sim {
namespace {

constexpr int kStep = 4;

/// Images dealt out to as many chips as get enough of them; too few images for two chips are not dealt out.
RaceSize dealt(std::int64_t images, int chips) {
  const std::int64_t takers = std::min<std::int64_t>(chips, images / kLeastImagesOfAChip);
  return takers > 1 ? RaceSize{images / takers * takers, static_cast<int>(takers), 1}
                    : RaceSize{images, chips, 0};
}

/// All images, each on four times as many chips as before, or the next divisor of the chips above.
/// @pre the last size deals to all chips
void addMoreChips(std::int64_t images, int chips, std::vector<RaceSize>& sizes) {
  const std::int64_t dealt = sizes.back().images;
  int before = 1;
  for (int of = kStep; of <= chips; ++of) {
    if (chips % of == 0 && of >= kStep * before) {
      sizes.push_back(of == chips ? RaceSize{images, chips, 0} : RaceSize{dealt, chips, of});
      before = of;
    }
  }
}

}  // namespace

bool operator==(const RaceSize& a, const RaceSize& b) noexcept {
  return a.images == b.images && a.chips == b.chips && a.chipsOfAnImage == b.chipsOfAnImage;
}

std::vector<RaceSize> raceSizes(std::int64_t images, int chips) {
  std::vector<RaceSize> sizes = {dealt(images, chips)};
  for (std::int64_t i = (images + kStep - 1) / kStep; i >= kLeastImages; i = (i + kStep - 1) / kStep) {
    sizes.push_back(dealt(i, chips));
  }
  std::reverse(sizes.begin(), sizes.end());
  if (sizes.back().isDealt() && sizes.back().chips == chips) {
    addMoreChips(images, chips, sizes);
  }
  return sizes;
}

std::size_t wholeSize(const std::vector<RaceSize>& sizes) {
  for (std::size_t s = sizes.size(); s-- > 0;) {
    if (sizes[s].chipsOfAnImage == 1) {
      return s;
    }
  }
  return sizes.size() - 1;
}

}  // namespace ohmic::sim
