// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "models/graph/operators.h"
#include "models/graph/tensor.h"
#include "models/reference/group_product.h"
#include "models/reference/unfold.h"

namespace ohmic::models {

/// A float convolution made ready for many images: weights in the order of the product, and where the
/// operands of neighbouring outputs lie. Const member functions may run on many threads at once.
///
/// Outputs are computed 16 neighbours at a time. Where a line of outputs is (nearly) a multiple of that and
/// few lines are read for each, they read the bordered image; else their operands are first gathered into
/// panels.
class Convolution {
 public:
  Convolution(const Conv& op, const Shape& inputShape, const Shape& outputShape);

  /// Floats of scratch memory that run() needs.
  [[nodiscard]] std::size_t scratchSize() const noexcept;

  /// One image.
  ///
  /// @param input    kCopySlack floats are readable behind it.
  /// @param scratch  scratchSize() floats, each a number.
  /// @param finish   what follows the convolution; its bias is the operator's own.
  void run(const float* input, float* scratch, Finish finish, float* output) const;

 private:
  /// Neighbouring outputs whose operands lie side by side.
  struct Run {
    std::int64_t source;  ///< the first operand at step 0
    std::int64_t output;
    std::int64_t count;
  };

  /// Outputs whose operands share a panel.
  struct Panel {
    std::vector<PanelPiece> pieces;
    std::vector<Group> groups;
  };

  static std::vector<Run> runsOf(const Window& window, const Shape& outputShape, std::int64_t line);
  static void addGroups(const Run& run, std::vector<Group>& groups);
  void findGroups(const Window& window, const Shape& outputShape, std::int64_t rows, std::int64_t lines);
  void multiplyPanel(const Panel& panel, const PackedRows& weights, const float* source, const Finish& finish,
                     float* room, float* output) const;
  void addPanels(const std::vector<Run>& runs);

  BorderedImage image_;
  std::int64_t pixels_;              ///< of one output channel
  std::int64_t groupInput_;          ///< floats of the bordered image between groups of channels
  std::vector<PackedRows> weights_;  ///< of each group of channels
  std::vector<float> bias_;
  std::vector<std::int64_t> steps_;
  std::vector<Group> groups_;  ///< that read the image; none with panels
  std::vector<Panel> panels_;
  std::vector<std::int64_t> panelPlaces_;
};

}  // namespace ohmic::models
