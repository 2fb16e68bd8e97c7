// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <vector>

#include "models/graph/graph.h"
#include "models/reference/buffer_plan.h"
#include "models/reference/convolution.h"
#include "models/reference/linear_panels.h"
#include "models/reference/steps.h"

namespace ohmic::models {

/// The network in 32-bit floats, as it was trained, each convolution joined with what follows it. Const
/// member functions may run on many threads at once.
class FloatNetwork {
 public:
  /// Sees the input of every Conv and Linear before it runs, image by image.
  /// @param node   index into the graph's nodes.
  /// @param input  @p size floats, the elements of the node's input value.
  using Visitor = std::function<void(std::size_t node, const float* input, std::int64_t size)>;

  explicit FloatNetwork(Graph graph);

  [[nodiscard]] std::int64_t inputSize() const noexcept { return inputSize_; }    ///< floats per image
  [[nodiscard]] std::int64_t outputSize() const noexcept { return outputSize_; }  ///< floats per image

  /// @param images  count * inputSize() floats.
  /// @param logits  room for count * outputSize() floats.
  void run(const float* images, std::int64_t count, float* logits) const;

  /// The same, showing every array node's input to @p visitor: calibration.
  void run(const float* images, std::int64_t count, float* logits, const Visitor& visitor) const;

 private:
  void compute(std::size_t step, const std::vector<const float*>& inputs, float* scratch,
               float* output) const;

  Graph graph_;  ///< without the weights that convolutions_ and linears_ hold
  std::vector<Step> steps_;
  std::vector<std::optional<Convolution>> convolutions_;  ///< of each step that is one
  std::vector<std::optional<LinearPanels>> linears_;      ///< of each step that is one
  BufferPlan plan_;
  std::int64_t inputSize_;
  std::int64_t outputSize_;
};

}  // namespace ohmic::models
