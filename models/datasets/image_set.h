// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "models/datasets/samples.h"
#include "models/graph/graph.h"

namespace ohmic::models {

/// Labelled samples as their files hold them: one byte per element, or a float.
struct RawImages {
  Shape shape{};                       ///< of a sample: {channels, height, width}, or as its array has it
  std::vector<std::uint8_t> pixels{};  ///< sample by sample, row major
  std::vector<int> labels{};           ///< one per sample
  std::vector<std::filesystem::path> files{};
  std::vector<float> reals{};        ///< in the place of pixels where the files hold other numbers
  int channelAxis = 0;               ///< of shape, that mean and std count along; -1: one value for all
  std::string numbers{};             ///< "int64" where reals were integers of that type
  std::vector<std::string> notes{};  ///< of reading
};

/// Samples and the names of their classes.
struct NamedImages {
  RawImages images;
  std::vector<std::string> classes;
};

/// What a network takes of a sample.
struct SampleForm {
  Shape shape;
  InputType type = InputType::real;
};

/// The form that a graph's input has.
[[nodiscard]] SampleForm formOf(const Graph& graph);

/// Refuses the first label at or above @p classes.
/// @throws configs::InputError naming file, image and label.
void checkLabels(const std::vector<int>& labels, std::size_t classes, const std::filesystem::path& file);

/// Samples that lie in memory as bytes or floats, and are normalised and arranged when they are asked for.
class ImageSet final : public Samples {
 public:
  /// @param choice  its mean and deviation, one per channel or none; its range, which every value must keep
  /// to.
  /// @param form    what the samples are for; none: as they are.
  /// @throws configs::InputError if the samples do not fit the form (arrange()), if mean or deviation has
  /// another
  ///         number of channels or is not positive and finite, if values lie outside the range, or are no
  ///         whole numbers where the form asks for them.
  ImageSet(NamedImages images, const DatasetChoice& choice, const std::optional<SampleForm>& form);

  [[nodiscard]] std::int64_t count() const noexcept override;
  [[nodiscard]] const Shape& shape() const noexcept override { return shape_; }
  [[nodiscard]] const std::vector<std::string>& classes() const noexcept override { return classes_; }
  [[nodiscard]] int label(std::int64_t index) const override;
  void image(std::int64_t index, float* out) const override;
  [[nodiscard]] const std::vector<std::filesystem::path>& files() const noexcept override {
    return images_.files;
  }
  [[nodiscard]] std::optional<ValueRange> range() const override { return range_; }
  [[nodiscard]] std::vector<std::string> notes() const override { return images_.notes; }

 private:
  void checkIndex(std::int64_t index) const;
  void explainNumbers();
  void setNormalisation(const DatasetChoice& choice, bool isInteger);
  void checkIntegers(InputType type) const;
  void findRange(const DatasetChoice& choice, const std::optional<SampleForm>& form);

  /// The channel of each element of a sample, before it is arranged.
  [[nodiscard]] std::size_t channelOf(std::int64_t element) const noexcept {
    return static_cast<std::size_t>(element / inner_ % channels_);
  }

  RawImages images_;
  std::vector<std::string> classes_;
  Shape shape_;
  std::vector<std::int64_t> order_;  ///< the sample's element of each element; empty: as they are
  std::int64_t elements_ = 0;        ///< of a sample
  std::int64_t channels_ = 1;
  std::int64_t inner_ = 1;    ///< elements between two of one channel and the next
  std::vector<float> means_;  ///< by channel, as deviations_
  std::vector<float> deviations_;
  std::vector<std::array<float, 256>> normalised_;  ///< by channel and pixel byte
  std::optional<ValueRange> range_;
};

}  // namespace ohmic::models
