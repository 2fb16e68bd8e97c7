// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "sim/study/search/race_sizes.h"

#include <algorithm>

namespace ohmic::sim {

std::vector<RaceSize> raceSizes(std::int64_t images, int chips) {
  constexpr int kStep = 4;
  std::vector<RaceSize> sizes;
  for (int c = chips; c > kFirstChips; c = std::max((c + kStep - 1) / kStep, kFirstChips)) {
    sizes.push_back({images, c});
  }
  for (std::int64_t i = images; i >= kLeastImages; i = (i + kStep - 1) / kStep) {
    sizes.push_back({i, std::min(chips, kFirstChips)});
  }
  if (sizes.empty()) {
    sizes.push_back({images, chips});
  }
  std::reverse(sizes.begin(), sizes.end());
  return sizes;
}

}  // namespace ohmic::sim
