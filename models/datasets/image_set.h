// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "models/datasets/samples.h"

namespace ohmic::models {

/// Labelled images as their files hold them: one byte per pixel, or a float.
struct RawImages {
  Shape shape;                       ///< {channels, height, width}
  std::vector<std::uint8_t> pixels;  ///< image by image, channel by channel
  std::vector<int> labels;           ///< one per image
  std::vector<std::filesystem::path> files;
  std::vector<float>
      reals;  ///< in the place of pixels where the files hold floats, which are taken as they are
};

/// Refuses the first label at or above @p classes.
/// @throws configs::InputError naming file, image and label.
void checkLabels(const std::vector<int>& labels, std::size_t classes, const std::filesystem::path& file);

/// Samples that lie in memory as bytes and are normalised when they are asked for.
class ImageSet final : public Samples {
 public:
  /// @param mean       of x / 255, one per channel; empty for 0.
  /// @param deviation  one per channel, > 0; empty for 1.
  /// @throws configs::InputError if mean or deviation has another number of channels, or is not positive and
  /// finite.
  ImageSet(RawImages images, std::vector<std::string> classes, const std::vector<double>& mean,
           const std::vector<double>& deviation);

  [[nodiscard]] std::int64_t count() const noexcept override;
  [[nodiscard]] const Shape& shape() const noexcept override { return images_.shape; }
  [[nodiscard]] const std::vector<std::string>& classes() const noexcept override { return classes_; }
  [[nodiscard]] int label(std::int64_t index) const override;
  void image(std::int64_t index, float* out) const override;
  [[nodiscard]] const std::vector<std::filesystem::path>& files() const noexcept override {
    return images_.files;
  }

 private:
  void checkIndex(std::int64_t index) const;

  RawImages images_;
  std::vector<std::string> classes_;
  std::vector<float> means_;  ///< by channel, as deviations_
  std::vector<float> deviations_;
  std::vector<std::array<float, 256>> normalised_;  ///< by channel and pixel byte
};

}  // namespace ohmic::models
