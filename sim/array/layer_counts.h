// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace ohmic::sim {

/// What a layer's reads add up to, over any number of images: all integers, so order does not matter.
struct LayerCounts {
  std::vector<std::int64_t>
      driveWork;  ///< for each row of the matrix: sum of mapping::InputCodes::work() over positions
  std::vector<std::int64_t> saturated;  ///< for each ArrayPlan: codes at the end of the converter's range

  LayerCounts() = default;
  LayerCounts(int rows, std::size_t arrays) : driveWork(rows, 0), saturated(arrays, 0) {}

  void add(const LayerCounts& other) {
    for (std::size_t i = 0; i < driveWork.size(); ++i) {
      driveWork[i] += other.driveWork[i];
    }
    for (std::size_t i = 0; i < saturated.size(); ++i) {
      saturated[i] += other.saturated[i];
    }
  }
};

}  // namespace ohmic::sim
