// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "models/datasets/numpy_images.h"

#include <fmt/format.h>

#include <cmath>
#include <cstring>
#include <limits>
#include <string>
#include <utility>

#include "models/datasets/numpy_file.h"
#include "models/graph/refusal.h"

namespace ohmic::models {
namespace fs = std::filesystem;

namespace {

constexpr const char* kRemedy = "try numpy.savez('test.npz', x=images, y=labels)";

template <class Stored, class Value>
std::vector<Value> valuesOf(const NumpyArray& array) {
  std::vector<Value> values(array.bytes.size() / sizeof(Stored));
  for (std::size_t i = 0; i < values.size(); ++i) {
    Stored stored;
    std::memcpy(&stored, array.bytes.data() + i * sizeof(Stored), sizeof(Stored));
    values[i] = static_cast<Value>(stored);
  }
  return values;
}

std::vector<std::int64_t> integersOf(const NumpyArray& array) {
  if (array.type == "u1") {
    return valuesOf<std::uint8_t, std::int64_t>(array);
  }
  if (array.type == "i1") {
    return valuesOf<std::int8_t, std::int64_t>(array);
  }
  if (array.type == "i2") {
    return valuesOf<std::int16_t, std::int64_t>(array);
  }
  if (array.type == "u2") {
    return valuesOf<std::uint16_t, std::int64_t>(array);
  }
  if (array.type == "i4") {
    return valuesOf<std::int32_t, std::int64_t>(array);
  }
  if (array.type == "i8") {
    return valuesOf<std::int64_t, std::int64_t>(array);
  }
  refuse("found labels of type " + array.type, "allowed: integers", kRemedy);
}

/// Channels last to channels first, image by image.
template <class Pixel>
std::vector<Pixel> channelsFirst(const std::vector<Pixel>& pixels, const Shape& image) {
  std::vector<Pixel> turned(pixels.size());
  const auto channels = static_cast<std::size_t>(image[0]);
  const auto plane = static_cast<std::size_t>(image[1] * image[2]);
  for (std::size_t i = 0; i < pixels.size(); ++i) {
    const std::size_t channel = i % channels;
    const std::size_t pixel = i / channels % plane;
    turned[(i / (channels * plane) * channels + channel) * plane + pixel] = pixels[i];
  }
  return turned;
}

bool isChannels(std::int64_t extent) { return extent == 1 || extent == 3; }

void readPixels(const NumpyArray& x, RawImages& raw) {
  const Shape& shape = x.shape;
  const bool isLast = shape.size() == 4 && !isChannels(shape[1]) && isChannels(shape[3]);
  if (shape.size() == 3) {
    raw.shape = {1, shape[1], shape[2]};
  } else if (shape.size() == 4) {
    raw.shape = isLast ? Shape{shape[3], shape[1], shape[2]} : Shape{shape[1], shape[2], shape[3]};
  }
  if (raw.shape.empty() || elementCount(raw.shape) == 0 || shape[0] == 0) {
    refuse("found x of shape " + describe(shape),
           "allowed: images x channels x height x width, images x height x width x channels, or images x "
           "height x "
           "width",
           kRemedy);
  }
  if (x.type == "u1") {
    raw.pixels.assign(x.bytes.begin(), x.bytes.end());
    raw.pixels = isLast ? channelsFirst(raw.pixels, raw.shape) : std::move(raw.pixels);
  } else if (x.type == "f4" || x.type == "f8") {
    raw.reals = x.type == "f4" ? valuesOf<float, float>(x) : valuesOf<double, float>(x);
    raw.reals = isLast ? channelsFirst(raw.reals, raw.shape) : std::move(raw.reals);
  } else {
    refuse("found x of type " + x.type, "allowed: u1, f4, f8", kRemedy);
  }
  for (std::size_t i = 0; i < raw.reals.size(); ++i) {
    if (!std::isfinite(raw.reals[i])) {
      refuse(fmt::format("found {} at element {} of x", raw.reals[i], i), "allowed: finite numbers");
    }
  }
}

void readLabels(const NumpyArray& y, std::int64_t images, RawImages& raw) {
  const bool isColumn = y.shape.size() == 1 || (y.shape.size() == 2 && y.shape[1] == 1);
  if (!isColumn || y.shape[0] != images) {
    refuse("found y of shape " + describe(y.shape), fmt::format("allowed: {} labels, one per image", images),
           "try labels as class numbers: y.argmax(1) of one-hot labels");
  }
  for (const std::int64_t label : integersOf(y)) {
    constexpr std::int64_t kMost = 1 << 20;
    if (label < 0 || label > kMost) {
      refuse(fmt::format("found label {}", label), fmt::format("allowed: in [0, {}]", kMost));
    }
    raw.labels.push_back(static_cast<int>(label));
  }
}

RawImages combine(const NumpyArray& x, const NumpyArray& y, std::vector<fs::path> files) {
  RawImages raw{{}, {}, {}, std::move(files), {}};
  try {
    readPixels(x, raw);
    readLabels(y, x.shape[0], raw);
  } catch (const configs::InputError& error) {
    throw within(raw.files.front().string(), error);
  }
  return raw;
}

RawImages readArchive(const fs::path& file, const std::string& split, bool hasSplit) {
  auto arrays = readNumpyArchive(file, {"x", "y", "x_" + split, "y_" + split});
  const std::string ending = arrays.count("x_" + split) > 0 ? "_" + split : "";
  const bool isWhole = arrays.count("x" + ending) > 0 && arrays.count("y" + ending) > 0;
  if (!isWhole || (ending.empty() && !hasSplit && split == "train")) {
    throw within(
        file.string(),
        configs::InputError(fmt::format(
            "found no x_{0} and y_{0}{1}; try a folder with train.npz and test.npz, each with x and y", split,
            split == "test" ? ", nor x and y" : " (x and y alone are the test split)")));
  }
  return combine(arrays.at("x" + ending), arrays.at("y" + ending), {file});
}

}  // namespace

RawImages readNumpyImages(const fs::path& place, const std::string& split) {
  std::error_code failure;
  if (!fs::is_directory(place, failure)) {
    return readArchive(place, split, false);
  }
  const fs::path archive = place / (split + ".npz");
  if (fs::is_regular_file(archive, failure)) {
    return readArchive(archive, split, true);
  }
  const fs::path x = place / ("x_" + split + ".npy");
  const fs::path y = place / ("y_" + split + ".npy");
  if (!fs::is_regular_file(x, failure) || !fs::is_regular_file(y, failure)) {
    throw within(place.string(),
                 configs::InputError(fmt::format(
                     "found no {0}.npz, and no x_{0}.npy with y_{0}.npy; allowed: one of them", split)));
  }
  return combine(readNpy(x), readNpy(y), {x, y});
}

}  // namespace ohmic::models
