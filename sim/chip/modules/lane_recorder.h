// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "sim/chip/modules/chip_context.h"

namespace ohmic::sim {

/// Writes what one replica of a layer does into the timeline: on a track of its own, and on two tracks for
/// each of its arrays, the crossbar's and its converters'. Operations lie in rows of outputs, rows in images.
class LaneRecorder {
 public:
  LaneRecorder(ChipContext& context, std::size_t layer, int replica);

  /// An operation starts; it holds the replica until @p interval cycles later.
  void start(std::int64_t image, std::int64_t row, int position, std::int64_t cycle, std::int64_t interval);
  void wait(std::string_view cause, std::int64_t begin, std::int64_t end);
  /// Nothing more starts.
  void finish();

 private:
  /// Cycles of an operation, from its start, in which a unit works.
  struct Unit {
    std::size_t track = 0;
    std::int64_t begin = 0;
    std::int64_t end = 0;
  };
  struct Part {
    std::int64_t number = -1;  ///< of the row or image; -1: none is open
    std::int64_t first = 0;    ///< cycle of its first operation
  };
  [[nodiscard]] bool isKept() const { return !units_.empty() && context_.timeline.isKept(); }
  void close(const std::string& name, Part& part);
  void add(const std::string& name, std::int64_t first, std::int64_t last);

  ChipContext& context_;
  std::vector<Unit> units_;  ///< the replica's own, then its arrays'
  Part image_;
  Part row_;
  std::int64_t last_ = 0;  ///< cycle of the last operation
};

}  // namespace ohmic::sim
