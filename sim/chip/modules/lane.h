// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

#include "sim/chip/input_window.h"
#include "sim/chip/modules/lane_recorder.h"

namespace ohmic::sim {

/// One replica's stream of positions: replica, replica + replicas, ... of each image.
struct Lane {
  enum class Block { none, input, output, programming };

  explicit Lane(LaneRecorder recorder) : timeline(std::move(recorder)) {}

  LaneRecorder timeline;
  std::vector<InputWindow> windows;     ///< for each of the layer's tiles
  std::vector<std::int64_t> patchBits;  ///< that a position reads in each of the layer's tiles
  int replica = 0;
  int position = 0;
  std::int64_t image = 0;
  std::int64_t ready = 0;     ///< cycle from which the input registers can be loaded
  std::int64_t free = 0;      ///< cycle from which the arrays take an operation
  std::int64_t interval = 0;  ///< cycles of the slowest array
  std::int64_t reading = 0;   ///< of these, cycles in which it is loaded, driven and read
  Block blocked = Block::none;
  std::int64_t booked = 0;        ///< cycle up to which its time is accounted for
  std::int64_t loadedImage = -1;  ///< what the windows hold
  std::int64_t loadedStep = -1;
  int loaded = 0;  ///< positions whose codes the arrays have
};

}  // namespace ohmic::sim
