// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "models/reference/buffer_plan.h"

#include <algorithm>
#include <limits>

namespace ohmic::models {
namespace {

constexpr std::int64_t kAlignment = 16;

/// A value's place in memory and the last step that reads it.
struct Placed {
  std::int64_t begin;
  std::int64_t end;
  std::size_t lastUse;
};

/// The last step that reads each value; never, for the output.
std::vector<std::size_t> lastUses(const Graph& graph, const std::vector<Step>& steps) {
  std::vector<std::size_t> last(graph.values.size(), 0);
  for (std::size_t step = 0; step < steps.size(); ++step) {
    last[steps[step].output] = step;
    for (const std::size_t input : steps[step].inputs) {
      last[input] = step;
    }
  }
  last[graph.output] = std::numeric_limits<std::size_t>::max();
  return last;
}

/// Start of the lowest gap of @p size floats; @p alive is sorted by begin.
std::int64_t lowestGap(const std::vector<Placed>& alive, std::int64_t size) {
  std::int64_t begin = 0;
  for (const Placed& other : alive) {
    if (other.begin - begin >= size) {
      break;
    }
    begin = std::max(begin, other.end);
  }
  return begin;
}

}  // namespace

BufferPlan::BufferPlan(const Graph& graph, const std::vector<Step>& steps)
    : offsets_(graph.values.size(), 0) {
  const std::vector<std::size_t> last = lastUses(graph, steps);
  std::vector<Placed> alive;
  const auto place = [&](std::size_t value) {
    const std::int64_t count = std::max<std::int64_t>(elementCount(graph.values[value].shape), 1);
    const std::int64_t size = (count + kAlignment - 1) / kAlignment * kAlignment;
    const Placed placed{lowestGap(alive, size), lowestGap(alive, size) + size, last[value]};
    const auto byBegin = [](const Placed& a, const Placed& b) { return a.begin < b.begin; };
    alive.insert(std::upper_bound(alive.begin(), alive.end(), placed, byBegin), placed);
    offsets_[value] = placed.begin;
    size_ = std::max(size_, placed.end);
  };
  place(graph.input);
  for (std::size_t step = 0; step < steps.size(); ++step) {
    place(steps[step].output);
    alive.erase(
        std::remove_if(alive.begin(), alive.end(), [&](const Placed& p) { return p.lastUse <= step; }),
        alive.end());
  }
}

}  // namespace ohmic::models
