// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "models/datasets/cifar_file.h"

#include <fmt/format.h>

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

void append(const fs::path& file, const Format& format, RawImages& raw) {
  const std::int64_t recordBytes = format.labelBytes + kPixelBytes;
  const std::int64_t expected = format.records * recordBytes;
  const std::string bytes = configs::readFile(file, configs::kCifarFile);
  if (static_cast<std::int64_t>(bytes.size()) != expected) {
    refuse(
        fmt::format("found {} bytes", bytes.size()),
        fmt::format("allowed: {}, {} records of {}'s binary version", expected, format.records, format.name),
        "try unpacking the archive again");
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

RawImages readFiles(const std::vector<fs::path>& files, const Format& format) {
  RawImages raw;
  raw.shape = {3, 32, 32};
  raw.files = files;
  raw.pixels.reserve(files.size() * static_cast<std::size_t>(format.records * kPixelBytes));
  for (const fs::path& file : files) {
    configs::requireFile(file, configs::kCifarFile);
    try {
      append(file, format, raw);
    } catch (const configs::InputError& error) {
      throw within(file.string(), error);
    }
  }
  return raw;
}

}  // namespace

RawImages readCifar(const std::vector<fs::path>& files) { return readFiles(files, {"CIFAR-10", 10000, 1}); }

RawImages readCifar100(const fs::path& file, std::int64_t records) {
  return readFiles({file}, {"CIFAR-100", records, 2});
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
