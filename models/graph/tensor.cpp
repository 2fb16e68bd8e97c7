// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "models/graph/tensor.h"

#include <fmt/format.h>

#include "models/graph/refusal.h"

namespace ohmic::models {

std::int64_t elementCount(const Shape& shape) {
  constexpr std::size_t kMostAxes = 32;
  if (shape.size() > kMostAxes) {
    refuse(fmt::format("found a tensor of {} axes; allowed: at most {}", shape.size(), kMostAxes));
  }
  std::int64_t count = 1;
  bool empty = false;
  for (const std::int64_t extent : shape) {
    if (extent < 0) {
      refuse(fmt::format("found shape {}; allowed: extents >= 0", describe(shape)));
    }
    empty = empty || extent == 0;
    if (extent > 0 && count > kMostElements / extent) {
      refuse(fmt::format("found shape {}; allowed: at most {} elements", describe(shape), kMostElements));
    }
    count *= extent > 0 ? extent : 1;
  }
  return empty ? 0 : count;
}

std::string describe(const Shape& shape) {
  return shape.empty() ? "scalar" : fmt::format("{}", fmt::join(shape, "x"));
}

}  // namespace ohmic::models
