// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "models/datasets/image_set.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <stdexcept>
#include <utility>

#include "models/datasets/arrangement.h"
#include "models/graph/refusal.h"

namespace ohmic::models {
namespace {

[[noreturn]] void refuseKey(const DatasetChoice& choice, const std::string& key, std::string found,
                            std::string allowed, std::string remedy = {}) {
  throw configs::InputError(configs::Complaint{
      {}, choice.section + "." + key, std::move(found), std::move(allowed), std::move(remedy)});
}

/// mean and std hold a number for each channel, one for all where samples are no pictures, or nothing.
std::vector<double> perChannel(const DatasetChoice& choice, const char* key, const std::vector<double>& given,
                               std::int64_t channels, bool isPicture, double fallback) {
  const auto count = static_cast<std::size_t>(channels);
  if (given.empty() || (given.size() == 1 && !isPicture)) {
    return std::vector<double>(count, given.empty() ? fallback : given[0]);
  }
  if (given.size() != count) {
    refuseKey(choice, key, fmt::format("found {} values", given.size()),
              isPicture ? fmt::format("allowed: {}, one per channel of the images", channels)
                        : fmt::format("allowed: 1, or {}, one per feature", channels));
  }
  return given;
}

/// (x / 255 - mean) / deviation for each byte, rounded to float at every step as torchvision does.
std::array<float, 256> normalise(double mean, double deviation) {
  std::array<float, 256> table{};
  for (std::size_t byte = 0; byte < table.size(); ++byte) {
    const float x = static_cast<float>(byte) / 255.0F;
    table[byte] = (x - static_cast<float>(mean)) / static_cast<float>(deviation);
  }
  return table;
}

/// Each byte as a number.
std::array<float, 256> plainBytes() {
  std::array<float, 256> table{};
  for (std::size_t byte = 0; byte < table.size(); ++byte) {
    table[byte] = static_cast<float>(byte);
  }
  return table;
}

/// Where mean or std has as many values as the other end of a picture has channels, it counts along that end.
int channelAxisFor(const RawImages& images, const DatasetChoice& choice) {
  const std::size_t values = std::max(choice.mean.size(), choice.deviation.size());
  if (images.shape.size() == 3 && values > 0) {
    for (const int axis : {images.channelAxis, 0, 2}) {
      if (images.shape[static_cast<std::size_t>(axis)] == static_cast<std::int64_t>(values)) {
        return axis;
      }
    }
  }
  return images.channelAxis;
}

}  // namespace

SampleForm formOf(const Graph& graph) { return {graph.values[graph.input].shape, graph.inputType}; }

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

ImageSet::ImageSet(NamedImages images, const DatasetChoice& choice, const std::optional<SampleForm>& form)
    : images_(std::move(images.images)), classes_(std::move(images.classes)), shape_(images_.shape) {
  elements_ = elementCount(images_.shape);
  inner_ = elements_;
  if (form) {
    auto arrangement = arrange(images_.shape, form->shape);
    if (!arrangement) {
      throw configs::InputError(
          {"", "network.model",
           fmt::format("the network takes samples of {}, the data set {} has {}", describe(form->shape),
                       choice.name, describe(images_.shape)),
           "samples of the network's shape, or of as many elements in an order that is certain",
           "choose another dataset.name or another model"});
    }
    shape_ = form->shape;
    order_ = std::move(arrangement->order);
    if (!arrangement->words.empty()) {
      images_.notes.push_back(std::move(arrangement->words));
    }
  }
  const bool isInteger = form && form->type != InputType::real;
  if (form && !isInteger) {
    explainNumbers();
  }
  setNormalisation(choice, isInteger);
  if (isInteger) {
    checkIntegers(form->type);
  }
  findRange(choice, form);
}

void ImageSet::explainNumbers() {
  if (images_.numbers.empty()) {
    return;
  }
  if (images_.shape.size() > 1) {
    refuse(fmt::format("found samples of type {} and shape {}", images_.numbers, describe(images_.shape)),
           "allowed: uint8 for pixels, which become x / 255, or floats, which are taken as they are",
           "try x.astype('uint8') for pixels, x.astype('float32') for other values");
  }
  images_.notes.push_back("samples of type " + images_.numbers +
                          " are taken as they are, not divided by 255");
}

void ImageSet::setNormalisation(const DatasetChoice& choice, bool isInteger) {
  if (isInteger) {
    if (!choice.mean.empty() || !choice.deviation.empty()) {
      refuseKey(choice, choice.mean.empty() ? "std" : "mean", "found with a network that takes whole numbers",
                "allowed: no mean and std: such a network normalises by itself", "leave out mean and std");
    }
    means_ = {0.0F};
    deviations_ = {1.0F};
    normalised_ = {plainBytes()};
    return;
  }
  const int axis = channelAxisFor(images_, choice);
  const bool isPicture = images_.shape.size() == 3 || axis < 0;
  if (axis >= 0) {
    channels_ = images_.shape.at(static_cast<std::size_t>(axis));
    inner_ = elementCount({images_.shape.begin() + axis + 1, images_.shape.end()});
  }
  const auto means = perChannel(choice, "mean", choice.mean, channels_, isPicture, 0.0);
  const auto deviations = perChannel(choice, "std", choice.deviation, channels_, isPicture, 1.0);
  for (std::size_t channel = 0; channel < means.size(); ++channel) {
    if (!std::isfinite(means[channel]) || !std::isfinite(deviations[channel]) ||
        !(deviations[channel] > 0.0)) {
      refuse(fmt::format("found mean {} and std {}", means[channel], deviations[channel]),
             "allowed: finite numbers, std > 0");
    }
    if (images_.reals.empty()) {
      normalised_.push_back(normalise(means[channel], deviations[channel]));
    }
    means_.push_back(static_cast<float>(means[channel]));
    deviations_.push_back(static_cast<float>(deviations[channel]));
  }
}

void ImageSet::checkIntegers(InputType type) const {
  const bool isByte = type == InputType::byte;
  const float most = isByte ? 255.0F : 16777216.0F;  // 2^24: floats hold every whole number up to it
  const float least = isByte ? 0.0F : -most;
  for (std::size_t i = 0; i < images_.reals.size(); ++i) {
    const float value = images_.reals[i];
    if (!(value >= least) || value > most || value != std::floor(value)) {
      refuse(fmt::format("found {} in sample {}", value, static_cast<std::int64_t>(i) / elements_),
             fmt::format("allowed: whole numbers in [{}, {}], which the network takes", least, most),
             "try samples as bytes (uint8), before any normalisation");
    }
  }
}

void ImageSet::findRange(const DatasetChoice& choice, const std::optional<SampleForm>& form) {
  if (form && form->type == InputType::byte) {
    range_ = ValueRange{0.0, 255.0};
  } else if (images_.reals.empty()) {
    range_ = ValueRange{normalised_[0][0], normalised_[0][255]};
    for (const auto& table : normalised_) {
      range_ =
          ValueRange{std::min<double>(range_->low, table[0]), std::max<double>(range_->high, table[255])};
    }
  }
  if (!choice.range) {
    return;
  }
  std::vector<float> sample(static_cast<std::size_t>(elements_));
  for (std::int64_t i = 0; i < count(); ++i) {
    image(i, sample.data());
    for (const float value : sample) {
      if (!(value >= choice.range->low) || value > choice.range->high) {
        refuseKey(
            choice, "range", fmt::format("found {} after normalisation, in sample {}", value, i),
            fmt::format("allowed: in [{}, {}], as dataset.range says", choice.range->low, choice.range->high),
            "try a wider range, or samples that keep to it");
      }
    }
  }
  range_ = choice.range;
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
  const std::int64_t start = index * elements_;
  const auto valueOf = [&](std::int64_t element) {
    const std::size_t channel = channelOf(element);
    const auto at = static_cast<std::size_t>(start + element);
    return images_.reals.empty() ? normalised_[channel][images_.pixels[at]]
                                 : (images_.reals[at] - means_[channel]) / deviations_[channel];
  };
  if (!order_.empty()) {
    for (const std::int64_t element : order_) {
      *out++ = valueOf(element);
    }
  } else if (images_.reals.empty() && elements_ == channels_ * inner_) {
    const std::uint8_t* pixel = images_.pixels.data() + start;
    for (const std::array<float, 256>& table : normalised_) {
      for (std::int64_t i = 0; i < inner_; ++i) {
        *out++ = table[*pixel++];
      }
    }
  } else {
    for (std::int64_t element = 0; element < elements_; ++element) {
      *out++ = valueOf(element);
    }
  }
}

}  // namespace ohmic::models
