// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "models/datasets/dataset_choice.h"
#include "models/graph/tensor.h"

namespace ohmic::models {

/// Labelled samples, in the order of their files. Const member functions may run on many threads at once.
class Samples {
 public:
  virtual ~Samples() = default;

  [[nodiscard]] virtual std::int64_t count() const noexcept = 0;

  /// Of one sample: {channels, height, width} for pictures.
  [[nodiscard]] virtual const Shape& shape() const noexcept = 0;

  /// Class names by label.
  [[nodiscard]] virtual const std::vector<std::string>& classes() const noexcept = 0;

  /// Within [0, classes().size()).
  /// @throws std::out_of_range unless 0 <= index < count().
  [[nodiscard]] virtual int label(std::int64_t index) const = 0;

  /// Write the normalised sample: (x / 255 - mean) / std per channel, in float as PyTorch computes it; of
  /// numbers that are no bytes (x - mean) / std.
  /// @param out  room for elementCount(shape()) floats, row major.
  /// @throws std::out_of_range unless 0 <= index < count().
  virtual void image(std::int64_t index, float* out) const = 0;

  /// The files that the samples were read from: their bytes identify the data (fileDigest).
  [[nodiscard]] virtual const std::vector<std::filesystem::path>& files() const noexcept = 0;

  /// Bounds that every value of every sample of this kind keeps to, where they are known.
  [[nodiscard]] virtual std::optional<ValueRange> range() const { return {}; }

  /// What the user should know of how the samples were read, a sentence each.
  [[nodiscard]] virtual std::vector<std::string> notes() const { return {}; }
};

}  // namespace ohmic::models
