// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "models/graph/graph_builder.h"
#include "models/reference/float_network.h"

namespace ohmic::models {

/// A network of one operator on one image.
inline Graph oneNode(Operator op, Shape shape) {
  GraphBuilder builder("x", std::move(shape));
  const std::size_t output = builder.add("y", "Test", std::move(op), {builder.input()});
  return std::move(builder).finish(output);
}

/// What a network of one input computes for one image.
inline std::vector<float> runOnce(const Graph& graph, const std::vector<float>& image) {
  const FloatNetwork network(graph);
  std::vector<float> result(static_cast<std::size_t>(network.outputSize()));
  network.run(image.data(), 1, result.data());
  return result;
}

inline std::vector<float> runOperator(Operator op, Shape shape, const std::vector<float>& image) {
  return runOnce(oneNode(std::move(op), std::move(shape)), image);
}

/// 1, 2, 3, ... count.
inline std::vector<float> counting(int count) {
  std::vector<float> values;
  for (int i = 1; i <= count; ++i) {
    values.push_back(static_cast<float>(i));
  }
  return values;
}

}  // namespace ohmic::models
