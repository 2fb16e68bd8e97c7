// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "models/datasets/picture_folder.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <system_error>

#include "models/datasets/picture.h"
#include "models/graph/refusal.h"

namespace ohmic::models {
namespace fs = std::filesystem;

namespace {

bool isPicture(const fs::path& file) {
  std::string ending = file.extension().string();
  std::transform(ending.begin(), ending.end(), ending.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
  return ending == ".jpg" || ending == ".jpeg" || ending == ".png";
}

template <class Wanted>
std::vector<fs::path> listed(const fs::path& folder, Wanted wanted) {
  std::vector<fs::path> paths;
  std::error_code failure;
  for (const auto& entry : fs::directory_iterator(folder, failure)) {
    if (wanted(entry)) {
      paths.push_back(entry.path());
    }
  }
  if (failure) {
    throw within(folder.string(),
                 configs::InputError("found no readable folder; allowed: a folder per class"));
  }
  std::sort(paths.begin(), paths.end());
  return paths;
}

/// Pixels of a picture, channel by channel.
void appendPlanes(const Picture& picture, std::vector<std::uint8_t>& pixels) {
  for (std::size_t channel = 0; channel < 3; ++channel) {
    for (std::size_t i = channel; i < picture.pixels.size(); i += 3) {
      pixels.push_back(picture.pixels[i]);
    }
  }
}

}  // namespace

NamedImages readPictureFolder(const fs::path& folder, std::int64_t shorter, std::int64_t crop,
                              std::int64_t count) {
  NamedImages result{{{3, crop, crop}, {}, {}, {}}, {}};
  std::vector<std::vector<fs::path>> byClass;
  std::size_t most = 0;
  for (const fs::path& path : listed(folder, [](const auto& entry) { return entry.is_directory(); })) {
    byClass.push_back(
        listed(path, [](const auto& entry) { return entry.is_regular_file() && isPicture(entry.path()); }));
    if (byClass.back().empty()) {
      throw within(path.string(),
                   configs::InputError("found no pictures; allowed: .jpg, .jpeg or .png files"));
    }
    most = std::max(most, byClass.back().size());
    result.classes.push_back(path.filename().string());
  }
  if (byClass.empty()) {
    throw within(
        folder.string(),
        configs::InputError("found no folders; allowed: one folder of pictures per class; try naming "
                            "the folder that holds the classes' folders"));
  }
  RawImages& raw = result.images;
  for (std::size_t turn = 0; turn < most; ++turn) {
    for (std::size_t label = 0; label < byClass.size(); ++label) {
      const bool isEnough = count > 0 && static_cast<std::int64_t>(raw.labels.size()) >= count;
      if (turn < byClass[label].size() && !isEnough) {
        appendPlanes(resizeAndCrop(readPicture(byClass[label][turn]), shorter, crop), raw.pixels);
        raw.labels.push_back(static_cast<int>(label));
        raw.files.push_back(byClass[label][turn]);
      }
    }
  }
  return result;
}

}  // namespace ohmic::models
