// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

#include "models/graph/graph.h"
#include "sim/chip/event_counts.h"

namespace ohmic::sim {

/// What a digital node asks of a digital unit, for one image.
struct DigitalWork {
  DigitalKind kind = DigitalKind::elementwise;
  std::int64_t operations = 0;  ///< 0 for nodes that only move numbers
};

/// Elements of the output, times the window's for a pooling; the input's elements for a sum or mean; the
/// multiply-adds of a product.
[[nodiscard]] DigitalWork digitalWork(const models::Graph& graph, const models::Node& node);

}  // namespace ohmic::sim
