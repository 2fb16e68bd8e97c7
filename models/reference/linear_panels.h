// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

#include "models/graph/operators.h"
#include "models/reference/panel_product.h"

namespace ohmic::models {

/// A float linear layer made ready for many images: its weights turned once into the panels that the product
/// reads. Equal to multiply(), bit for bit. Const member functions may run on many threads at once.
class LinearPanels {
 public:
  explicit LinearPanels(const Linear& op);

  /// W x + b on each of @p rows rows.
  void run(std::int64_t rows, const float* input, float* output) const;

 private:
  /// A step of a panel.
  struct alignas(64) Step {
    float weights[kPanelWidth];
  };

  std::int64_t outputs_, depth_;
  std::vector<Step> panels_;  ///< panel after panel
  std::vector<float> bias_;
};

}  // namespace ohmic::models
