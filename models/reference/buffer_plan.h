// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "models/graph/graph.h"
#include "models/reference/steps.h"

namespace ohmic::models {

/// Where each value lies in one block of memory while the steps run in order: values that are never alive at
/// the same time share room, so that a deep network needs little more than its widest layer.
class BufferPlan {
 public:
  /// @param graph  its input lives from the start, its output to the end.
  BufferPlan(const Graph& graph, const std::vector<Step>& steps);

  /// The same for the nodes one by one.
  explicit BufferPlan(const Graph& graph) : BufferPlan(graph, stepsOf(graph)) {}

  /// First element of a value, in floats from the start of the block; a multiple of 16. A value that no
  /// step makes has none.
  [[nodiscard]] std::int64_t offset(std::size_t value) const { return offsets_.at(value); }

  /// Floats in the block, for one image.
  [[nodiscard]] std::int64_t size() const noexcept { return size_; }

 private:
  std::vector<std::int64_t> offsets_;
  std::int64_t size_ = 0;
};

}  // namespace ohmic::models
