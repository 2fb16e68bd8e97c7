// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "models/datasets/cifar_file.h"

#include <fmt/format.h>

#include <algorithm>
#include <string>

#include "configs/files/limits.h"
#include "models/datasets/pickle_dictionary.h"
#include "models/graph/refusal.h"

namespace ohmic::models {
namespace fs = std::filesystem;

namespace {

constexpr std::int64_t kPixelBytes = 3 * 32 * 32;
constexpr configs::FileKind kPickle{"allowed: a batch of CIFAR's Python version", std::uint64_t{512} << 20};

/// What a file holds.
struct Format {
  const char* name;
  std::int64_t records;
  std::int64_t labelBytes;  ///< before the pixels; the last one is the label
};

/// The first @p records of a file.
void append(const fs::path& file, const Format& format, std::int64_t records, RawImages& raw) {
  const std::int64_t recordBytes = format.labelBytes + kPixelBytes;
  const std::int64_t expected = format.records * recordBytes;
  const auto size = static_cast<std::int64_t>(configs::requireFile(file, configs::kCifarFile));
  if (size != expected) {
    refuse(
        fmt::format("found {} bytes", size),
        fmt::format("allowed: {}, {} records of {}'s binary version", expected, format.records, format.name),
        "try unpacking the archive again");
  }
  const std::string bytes =
      configs::readStart(file, configs::kCifarFile, static_cast<std::uint64_t>(records * recordBytes));
  if (static_cast<std::int64_t>(bytes.size()) != records * recordBytes) {
    refuse("found a file that changes", "allowed: one that stays as it is while it is read",
           "try again once it is written");
  }
  for (auto record = bytes.begin(); record != bytes.end(); record += recordBytes) {
    raw.labels.push_back(static_cast<std::uint8_t>(record[format.labelBytes - 1]));
    raw.pixels.insert(raw.pixels.end(), record + format.labelBytes, record + recordBytes);
  }
}

void appendPickle(const fs::path& file, std::string_view key, RawImages& raw) {
  const std::string bytes = configs::readFile(file, kPickle);
  try {
    const PickleDictionary batch(bytes);
    const std::string pixels = batch.matrix("data", kPixelBytes);
    const std::vector<std::int64_t> labels = batch.numbers(key);
    if (labels.empty() ||
        static_cast<std::int64_t>(pixels.size()) != static_cast<std::int64_t>(labels.size()) * kPixelBytes) {
      refuse(fmt::format("found {} labels of {} images", labels.size(), pixels.size() / kPixelBytes),
             "allowed: one for each", "try downloading it again");
    }
    for (const std::int64_t label : labels) {
      if (label < 0 || label > 99) {
        refuse(fmt::format("found label {}", label), "allowed: in [0, 99]", "try downloading it again");
      }
      raw.labels.push_back(static_cast<int>(label));
    }
    raw.pixels.insert(raw.pixels.end(), pixels.begin(), pixels.end());
  } catch (const configs::InputError& error) {
    throw within(file.string(), error);
  }
}

RawImages readFiles(const std::vector<fs::path>& files, const Format& format, std::int64_t images) {
  const std::int64_t there = static_cast<std::int64_t>(files.size()) * format.records;
  const std::int64_t wanted = images > 0 ? std::min(images, there) : there;
  RawImages raw;
  raw.shape = {3, 32, 32};
  raw.files = files;
  raw.pixels.reserve(static_cast<std::size_t>(wanted * kPixelBytes));
  for (const fs::path& file : files) {
    try {
      const std::int64_t missing = wanted - static_cast<std::int64_t>(raw.labels.size());
      append(file, format, std::min(missing, format.records), raw);
    } catch (const configs::InputError& error) {
      throw within(file.string(), error);
    }
  }
  return raw;
}

}  // namespace

RawImages readCifar(const std::vector<fs::path>& files, std::int64_t images) {
  return readFiles(files, {"CIFAR-10", 10000, 1}, images);
}

RawImages readCifar100(const fs::path& file, std::int64_t records, std::int64_t images) {
  return readFiles({file}, {"CIFAR-100", records, 2}, images);
}

RawImages readCifarPickles(const std::vector<fs::path>& files, std::string_view labels) {
  RawImages raw;
  raw.shape = {3, 32, 32};
  raw.files = files;
  for (const fs::path& file : files) {
    appendPickle(file, labels, raw);
  }
  return raw;
}

}  // namespace ohmic::models
