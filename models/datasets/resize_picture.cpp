// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <cassert>
#include <cmath>

#include "configs/files/limits.h"
#include "models/datasets/picture.h"
#include "models/graph/refusal.h"

namespace ohmic::models {
namespace {

constexpr int kPrecision = 32 - 8 - 2;  // bits of a coefficient's fraction
constexpr std::int64_t kChannels = 3;

/// The pixels that one output pixel is made of.
struct Taps {
  std::int64_t first = 0;
  std::vector<std::int64_t> weights;
};

double triangle(double x) {
  const double size = x < 0.0 ? -x : x;
  return size < 1.0 ? 1.0 - size : 0.0;
}

std::vector<Taps> tapsFor(std::int64_t from, std::int64_t to) {
  const double scale = static_cast<double>(from) / static_cast<double>(to);
  const double support = std::max(scale, 1.0);
  std::vector<Taps> all;
  for (std::int64_t out = 0; out < to; ++out) {
    const double center = (static_cast<double>(out) + 0.5) * scale;
    const auto first = std::max<std::int64_t>(static_cast<std::int64_t>(center - support + 0.5), 0);
    const auto end = std::min(static_cast<std::int64_t>(center + support + 0.5), from);
    std::vector<double> weights;
    double sum = 0.0;
    for (std::int64_t i = first; i < end; ++i) {
      weights.push_back(triangle((static_cast<double>(i) - center + 0.5) * (1.0 / support)));
      sum += weights.back();
    }
    Taps taps{first, {}};
    for (const double weight : weights) {
      const double share = sum != 0.0 ? weight / sum : weight;
      taps.weights.push_back(static_cast<std::int64_t>(0.5 + share * static_cast<double>(1 << kPrecision)));
    }
    all.push_back(std::move(taps));
  }
  return all;
}

/// Weighted sum of pixels @p stride apart, from the first tap on.
std::uint8_t mix(const Taps& taps, const std::uint8_t* pixels, std::int64_t stride) {
  std::int64_t sum = std::int64_t{1} << (kPrecision - 1);
  for (std::size_t i = 0; i < taps.weights.size(); ++i) {
    sum += taps.weights[i] * pixels[(taps.first + static_cast<std::int64_t>(i)) * stride];
  }
  return static_cast<std::uint8_t>(std::clamp<std::int64_t>(sum >> kPrecision, 0, 255));
}

Picture resizeRows(const Picture& picture, std::int64_t width) {
  const std::vector<Taps> taps = tapsFor(picture.width, width);
  Picture result{width, picture.height, {}};
  result.pixels.reserve(static_cast<std::size_t>(kChannels * width * picture.height));
  for (std::int64_t y = 0; y < picture.height; ++y) {
    const std::uint8_t* row = picture.pixels.data() + y * picture.width * kChannels;
    for (const Taps& column : taps) {
      for (std::int64_t c = 0; c < kChannels; ++c) {
        result.pixels.push_back(mix(column, row + c, kChannels));
      }
    }
  }
  return result;
}

Picture resizeColumns(const Picture& picture, std::int64_t height) {
  const std::int64_t line = picture.width * kChannels;
  Picture result{picture.width, height, {}};
  result.pixels.reserve(static_cast<std::size_t>(line * height));
  for (const Taps& row : tapsFor(picture.height, height)) {
    for (std::int64_t i = 0; i < line; ++i) {
      result.pixels.push_back(mix(row, picture.pixels.data() + i, line));
    }
  }
  return result;
}

/// Half of a border as Python's round() halves it: 0.5 to the even number.
std::int64_t halfToEven(std::int64_t border) {
  const std::int64_t below = border >= 0 ? border / 2 : (border - 1) / 2;
  return border % 2 != 0 && below % 2 != 0 ? below + 1 : below;
}

Picture crop(const Picture& picture, std::int64_t size) {
  // torchvision pads a picture that is too small first: (size - extent) / 2 before, the rest after.
  const auto start = [size](std::int64_t extent) {
    return extent < size ? -((size - extent) / 2) : halfToEven(extent - size);
  };
  const std::int64_t left = start(picture.width);
  const std::int64_t top = start(picture.height);
  Picture result{size, size, std::vector<std::uint8_t>(static_cast<std::size_t>(kChannels * size * size), 0)};
  const std::int64_t from = std::max<std::int64_t>(-left, 0);
  const std::int64_t end = std::min(size, picture.width - left);
  for (std::int64_t y = 0; y < size; ++y) {
    if (y + top < 0 || y + top >= picture.height || end <= from) {
      continue;
    }
    const std::uint8_t* source =
        picture.pixels.data() + ((y + top) * picture.width + left + from) * kChannels;
    std::copy_n(source, (end - from) * kChannels, result.pixels.begin() + (y * size + from) * kChannels);
  }
  return result;
}

}  // namespace

Picture resize(const Picture& picture, std::int64_t width, std::int64_t height) {
  assert(width >= 1 && height >= 1);
  Picture result = width == picture.width ? picture : resizeRows(picture, width);
  return height == picture.height ? result : resizeColumns(result, height);
}

Picture resizeAndCrop(const Picture& picture, std::int64_t shorter, std::int64_t size) {
  const std::int64_t least = std::min(picture.width, picture.height);
  if (shorter == 0 || shorter == least) {
    return crop(picture, size);
  }
  const auto longer = [&](std::int64_t extent) {  // int(shorter * extent / least) in Python's doubles
    return extent == least ? shorter
                           : static_cast<std::int64_t>(static_cast<double>(shorter * extent) /
                                                       static_cast<double>(least));
  };
  const std::int64_t width = longer(picture.width), height = longer(picture.height);
  if (width > configs::kMostPixels / height) {
    refuse(fmt::format("found {} x {} pixels, which become {} x {} with a shorter side of {}", picture.width,
                       picture.height, width, height, shorter),
           fmt::format("allowed: {} pixels in all", configs::kMostPixels),
           "try cutting the picture, or a smaller dataset.resize");
  }
  return crop(resize(picture, width, height), size);
}

}  // namespace ohmic::models
