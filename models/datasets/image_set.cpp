// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "models/datasets/image_set.h"

#include <fmt/format.h>

#include <cmath>
#include <stdexcept>
#include <utility>

#include "models/graph/refusal.h"

namespace ohmic::models {
namespace {

std::vector<double> perChannel(const std::vector<double>& given, const char* name, std::size_t channels,
                               double fallback) {
  if (given.empty()) {
    return std::vector<double>(channels, fallback);
  }
  if (given.size() != channels) {
    refuse(fmt::format("found {} values of {}", given.size(), name),
           fmt::format("allowed: {}, one per channel of the images", channels));
  }
  return given;
}

/// (x / 255 - mean) / deviation for each byte, rounded to float at every step as torchvision does.
std::array<float, 256> normalise(double mean, double deviation) {
  if (!std::isfinite(mean) || !std::isfinite(deviation) || !(deviation > 0.0)) {
    refuse(fmt::format("found mean {} and std {}", mean, deviation), "allowed: finite numbers, std > 0");
  }
  std::array<float, 256> table{};
  for (std::size_t byte = 0; byte < table.size(); ++byte) {
    const float x = static_cast<float>(byte) / 255.0F;
    table[byte] = (x - static_cast<float>(mean)) / static_cast<float>(deviation);
  }
  return table;
}

}  // namespace

void checkLabels(const std::vector<int>& labels, std::size_t classes, const std::filesystem::path& file) {
  for (std::size_t i = 0; i < labels.size(); ++i) {
    if (labels[i] < 0 || labels[i] >= static_cast<int>(classes)) {
      throw within(file.string(), configs::InputError(fmt::format(
                                      "found label {} at image {}; allowed: in [0, {}]; try copying the "
                                      "file again",
                                      labels[i], i, classes - 1)));
    }
  }
}

ImageSet::ImageSet(RawImages images, std::vector<std::string> classes, const std::vector<double>& mean,
                   const std::vector<double>& deviation)
    : images_(std::move(images)), classes_(std::move(classes)) {
  const auto channels = static_cast<std::size_t>(images_.shape.at(0));
  const std::vector<double> means = perChannel(mean, "mean", channels, 0.0);
  const std::vector<double> deviations = perChannel(deviation, "std", channels, 1.0);
  for (std::size_t channel = 0; channel < channels; ++channel) {
    normalised_.push_back(normalise(means[channel], deviations[channel]));
    means_.push_back(static_cast<float>(means[channel]));
    deviations_.push_back(static_cast<float>(deviations[channel]));
  }
}

std::int64_t ImageSet::count() const noexcept { return static_cast<std::int64_t>(images_.labels.size()); }

void ImageSet::checkIndex(std::int64_t index) const {
  if (index < 0 || index >= count()) {
    throw std::out_of_range(fmt::format("image {} of {}", index, count()));
  }
}

int ImageSet::label(std::int64_t index) const {
  checkIndex(index);
  return images_.labels[static_cast<std::size_t>(index)];
}

void ImageSet::image(std::int64_t index, float* out) const {
  checkIndex(index);
  const std::int64_t plane = images_.shape[1] * images_.shape[2];
  if (!images_.reals.empty()) {
    const float* real = images_.reals.data() + index * plane * images_.shape[0];
    for (std::size_t channel = 0; channel < means_.size(); ++channel) {
      for (std::int64_t i = 0; i < plane; ++i) {
        *out++ = (*real++ - means_[channel]) / deviations_[channel];
      }
    }
    return;
  }
  const std::uint8_t* pixel = images_.pixels.data() + index * plane * images_.shape[0];
  for (const std::array<float, 256>& table : normalised_) {
    for (std::int64_t i = 0; i < plane; ++i) {
      *out++ = table[*pixel++];
    }
  }
}

}  // namespace ohmic::models
