// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "models/datasets/numpy_images.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>
#include <string>
#include <system_error>
#include <utility>

#include "configs/files/limits.h"
#include "models/datasets/array_labels.h"
#include "models/datasets/array_names.h"
#include "models/datasets/numpy_file.h"
#include "models/graph/refusal.h"

namespace ohmic::models {
namespace fs = std::filesystem;

namespace {

/// An array that can be read.
struct Source {
  fs::path file;
  std::string array;  ///< in an archive; empty: the file itself
};

/// The arrays of a place, and what their names say.
struct Sources {
  std::vector<Source> sources;
  std::vector<std::string> shown;
  std::vector<ArrayName> names;
};

void addArchive(const fs::path& file, Sources& all) {
  const std::vector<std::string> arrays = namesInArchive(file);
  const bool isPositional = arrays.size() == 2 && arrays[0] == "arr_0" && arrays[1] == "arr_1";
  for (const std::string& array : arrays) {
    ArrayName name = readArrayName(array);
    if (isPositional) {  // numpy.savez(file, x, y)
      name = {{}, array == "arr_0" ? ArrayRole::images : ArrayRole::labels};
    }
    const bool isAlone = arrays.size() == 1 && array == "arr_0";  // numpy.savez(file, x)
    if (isAlone) {
      name = readArrayName(file.stem().string());
    }
    if (!name.split) {
      name.split = splitOfName(file.stem().string());
    }
    all.sources.push_back({file, array});
    all.shown.push_back(isAlone ? file.filename().string() : array);
    all.names.push_back(name);
  }
}

Sources sourcesIn(const fs::path& place) {
  std::error_code failure;
  Sources all;
  if (!fs::is_directory(place, failure)) {
    addArchive(place, all);
    return all;
  }
  std::vector<fs::path> files;
  for (const auto& entry : fs::directory_iterator(place, failure)) {
    files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  for (const fs::path& file : files) {
    if (fs::is_directory(file, failure) || file.filename().string()[0] == '.') {
      continue;
    }
    if (file.extension() == ".npz") {
      addArchive(file, all);
    } else if (file.extension() == ".npy") {
      all.sources.push_back({file, {}});
      all.shown.push_back(file.filename().string());
      all.names.push_back(readArrayName(file.stem().string()));
    }
  }
  return all;
}

NumpyArray readSource(const Source& source) {
  return source.array.empty() ? readNpy(source.file) : readFromArchive(source.file, source.array);
}

struct Pair {
  std::size_t images;
  std::size_t labels;
};

std::optional<Pair> findPair(const fs::path& place, const Sources& all, Split split) {
  const bool takesUnnamed = split == Split::test;
  try {
    const auto images = findArray(all.shown, all.names, ArrayRole::images, split, takesUnnamed);
    const auto labels = findArray(all.shown, all.names, ArrayRole::labels, split, takesUnnamed);
    return images && labels ? std::optional<Pair>({*images, *labels}) : std::nullopt;
  } catch (const configs::InputError& error) {
    throw within(place.string(), error);
  }
}

[[noreturn]] void refuseMissing(const Sources& all, const DatasetChoice& choice) {
  constexpr std::size_t kShown = 12;
  std::vector<std::string> shown;
  for (std::size_t i = 0; i < std::min(all.shown.size(), kShown); ++i) {
    shown.push_back(inQuotes(all.shown[i]));
  }
  const std::string found = all.shown.empty() ? "found no arrays"
                                              : fmt::format("found the arrays {}{}", fmt::join(shown, ", "),
                                                            all.shown.size() > kShown ? ", ..." : "");
  throw MissingSplit(within(
      choice.path.string(),
      configs::InputError(configs::Complaint{
          {},
          {},
          found,
          fmt::format("allowed: x_{0} and y_{0} (also {0}_images and {0}_labels), or {0}.npz with x and y",
                      splitName(choice.split)),
          choice.split == Split::test ? "" : "x and y alone are the test split"})));
}

/// Which axis of a sample counts channels: the last if it is the one with 1 or 3, else the first.
int channelAxisOf(const Shape& sample) {
  const auto isChannels = [](std::int64_t extent) { return extent == 1 || extent == 3; };
  if (sample.size() != 3) {
    return sample.size() == 1 ? 0 : -1;
  }
  return !isChannels(sample[0]) && isChannels(sample[2]) ? 2 : 0;
}

void checkFinite(const std::vector<float>& values) {
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (!std::isfinite(values[i])) {
      refuse(fmt::format("found {} at element {} of the samples", values[i], i), "allowed: finite numbers");
    }
  }
}

}  // namespace

RawImages imagesOf(const NumpyArray& array) {
  RawImages raw;
  if (array.shape.empty() || array.bytes.empty()) {
    refuse("found samples of shape " + describe(array.shape),
           "allowed: one sample at least, the first axis counts them");
  }
  if (array.shape[0] > configs::kMostImages) {
    refuse(fmt::format("found {} samples", array.shape[0]),
           fmt::format("allowed: at most {}", configs::kMostImages), "try saving a part of them");
  }
  raw.shape.assign(array.shape.begin() + 1, array.shape.end());
  if (raw.shape.empty()) {
    raw.shape = {1};
  }
  if (isText(array)) {
    refuse("found samples of texts", "allowed: bytes, floats and other numbers");
  }
  raw.channelAxis = channelAxisOf(raw.shape);
  if (array.kind == 'u' && array.size == 1) {
    raw.pixels.assign(array.bytes.begin(), array.bytes.end());
    return raw;
  }
  raw.reals = floatsOf(array);
  raw.numbers = array.kind == 'i' || array.kind == 'u' ? typeName(array) : "";
  checkFinite(raw.reals);
  return raw;
}

NamedImages readNumpyImages(const DatasetChoice& choice) {
  const Sources all = sourcesIn(choice.path);
  std::vector<std::string> notes;
  auto found = findPair(choice.path, all, choice.split);
  if (!found && choice.split == Split::test) {
    found = findPair(choice.path, all, Split::validation);
    notes.push_back(choice.path.string() + " has no test split: its validation split is taken");
  }
  if (!found) {
    refuseMissing(all, choice);
  }
  const Source& images = all.sources[found->images];
  const Source& labels = all.sources[found->labels];
  const NumpyArray x = readSource(images);
  const NumpyArray y = readSource(labels);
  fs::path file = images.file;
  try {
    RawImages raw = imagesOf(x);
    raw.notes = std::move(notes);
    raw.files = {images.file};
    file = labels.file;
    raw.labels = labelsOf(y, x.shape[0], choice);
    if (labels.file != images.file) {
      raw.files.push_back(labels.file);
    }
    std::vector<std::string> names = classNamesOf(choice, raw.labels);
    return {std::move(raw), std::move(names)};
  } catch (const configs::InputError& error) {
    throw within(file.string(), error);
  }
}

}  // namespace ohmic::models
